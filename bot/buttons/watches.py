"""What a person watches for, from a direct message; and the menus that remove it."""

import discord

from bot.buttons._lasting import LastingButton, LastingSelect
from bot.client import Pullquote
from bot.language import gettext
from bot.markdown import escape
from bot.replies.watches import MINE_ID, REMOVE_ID
from bot.watches import remove_watch, watches_view


class MyWatchesButton(LastingButton, template=MINE_ID):
    """Lists the person's own watches of all servers."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show the list."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await watches_view(interaction, everywhere=True)
        await interaction.followup.send(view=view, ephemeral=True)


class RemoveWatchSelect(LastingSelect, template=REMOVE_ID):
    """Removes what is chosen, and shows what is left in its place."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Remove it."""
        await interaction.response.defer()
        collection, _, watch_id = self.chosen.partition(":")
        removed = await remove_watch(interaction, collection, int(watch_id))
        note = gettext("“{query}” is watched for no more.", query=escape(removed.wish.query))
        view = await watches_view(interaction, everywhere=self.match["from"] == "all", note=note)
        await interaction.edit_original_response(view=view)
