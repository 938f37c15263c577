"""That an answer was not helpful, and why."""

import discord

from bot.buttons._answers import get_kept_soon
from bot.buttons._feedback import note
from bot.buttons._forms import LastingForm, make_form, text_field
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.language import gettext
from bot.replies.answer_buttons import NOT_HELPFUL_ID
from index.models import Verdict

_MAX_REASON_CHARS = 500


class NotHelpfulButton(LastingButton, template=NOT_HELPFUL_ID):
    """Asks for a reason, which may be left out."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Open the form; without sending it nothing is noted."""
        await get_kept_soon(interaction, self.match)
        field = text_field(
            gettext("What is wrong or missing? (optional)"),
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=_MAX_REASON_CHARS,
            placeholder=gettext("Moderators read this; your name is not shown with it."),
        )
        form = make_form(self.match.string, gettext("Not helpful"), field)
        await interaction.response.send_modal(form)


class NotHelpfulForm(LastingForm):
    """The reason, as it was sent."""

    template = NOT_HELPFUL_ID

    async def submit(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Note it."""
        await note(interaction, self.match, Verdict.NOT_HELPFUL, self.text)
