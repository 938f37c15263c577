"""A question that goes on from an answer, asked through a form."""

import discord

from bot.buttons._answers import get_kept, get_kept_soon, is_private
from bot.buttons._forms import LastingForm, make_form, text_field
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.language import gettext
from bot.replies.answer_buttons import FOLLOW_UP_ID
from bot.replies.answers import answer_view
from index.library import MAX_QUOTES
from index.models import Asker
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
        alone = is_private(interaction)
        await interaction.response.defer(ephemeral=alone, thinking=True)
        collection, earlier = await get_kept(interaction, self.match)
        asker = Asker(str(interaction.user.id), str(interaction.channel_id))
        library, settings = interaction.client.library, interaction.client.settings
        answer = await library.ask(collection, self.text, MAX_QUOTES, asker=asker, earlier=earlier)
        view = answer_view(
            answer,
            shown_to=interaction.user.id,
            is_private=alone,
            count=settings.quotes,
            is_kept=settings.keep_answers_days > 0,
            collection=self.match["collection"],
        )
        await interaction.followup.send(view=view, ephemeral=alone)
