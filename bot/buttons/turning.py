"""Back and Next below a list."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord
from discord import ui

from bot import reading, sources
from bot.buttons._lasting import LastingButton
from bot.replies.paging import TURN_ID, read_state

Make = Callable[[discord.Interaction[Any], int, str], Awaitable[ui.LayoutView]]
_LISTS: Mapping[str, Make] = {
    reading.LIST: reading.make_list,
    reading.SEARCH: reading.make_search,
    "sources": sources.make_list,
    "history": sources.make_history,
}


class TurnButton(LastingButton, template=TURN_ID):
    """Turns the page of the list that it stands below."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Show the other page in the same message."""
        await interaction.response.defer()
        make = _LISTS[self.match["list"]]
        view = await make(interaction, int(self.match["page"]), read_state(interaction.message))
        await interaction.edit_original_response(view=view)
