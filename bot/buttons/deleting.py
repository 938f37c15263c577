"""An answer deleted by whoever asked for it, or by a moderator."""

from contextlib import suppress

import discord

from bot.buttons._lasting import LastingButton
from bot.checks import NotAllowed, moderates
from bot.client import Pullquote
from bot.language import gettext
from bot.replies.answer_buttons import DELETE_ID


class DeleteButton(LastingButton, template=DELETE_ID):
    """Deletes the message that it stands in."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Delete it, if the person may."""
        is_theirs = interaction.user.id == int(self.match["person"])
        if not (is_theirs or await moderates(interaction)):
            raise NotAllowed(gettext("Only whoever asked, and moderators, may delete this answer."))
        await interaction.response.defer()
        with suppress(discord.NotFound):  # somebody else was quicker
            await interaction.delete_original_response()
