"""A question that goes on from an answer, asked through a form."""

import discord

from bot.asking import Wish, ask_by_interaction
from bot.buttons._answers import get_kept_soon, is_private
from bot.buttons._forms import LastingForm, make_form, text_field
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.language import gettext
from bot.replies.answer_buttons import FOLLOW_UP_ID
from index.question import MAX_CHARS


class FollowUpButton(LastingButton, template=FOLLOW_UP_ID):
    """Asks for the question."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Open the form."""
        await get_kept_soon(interaction, self.match)
        field = text_field(
            gettext("Your question"),
            max_length=MAX_CHARS,
            placeholder=gettext("And how many were there?"),
        )
        form = make_form(self.match.string, gettext("Ask a follow-up"), field)
        await interaction.response.send_modal(form)


class FollowUpForm(LastingForm):
    """The question, as it was sent."""

    template = FOLLOW_UP_ID

    async def submit(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Answer it in the same place, for all where the first answer was for all."""
        match = self.match
        wish = Wish(
            self.text,
            is_private=is_private(interaction),
            earlier_id=match["answer"],
            collection=match["collection"],
        )
        await ask_by_interaction(interaction, wish)
