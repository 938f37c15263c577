"""The next quotes of an answer, shown to whoever clicks and to nobody else."""

import discord

from bot.buttons._answers import get_kept
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.replies.answer_buttons import MORE_ID
from bot.replies.answers import answer_view


class MoreButton(LastingButton, template=MORE_ID):
    """Shows quotes that there was no room for, or that are beyond the first few."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show them, and the same button again where there are still more."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        _, answer = await get_kept(interaction, self.match)
        view = answer_view(
            answer,
            shown_to=interaction.user.id,
            is_private=True,
            first=int(self.match["first"]),
            count=int(self.match["count"]),
            collection=self.match["collection"],
        )
        await interaction.followup.send(view=view, ephemeral=True)
