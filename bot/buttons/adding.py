"""Yes, no, or the feed instead: the answers to the question whether to add a source."""

from typing import Any

import discord

from bot.buttons._lasting import LastingButton, LastingSelect
from bot.sources import ADDING_ID, CHOOSING_ID, FEEDS_ID, start_adding, start_choice, start_feed


class AddingButton(LastingButton, template=ADDING_ID):
    """Adds it, or its feed, or nothing."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do what was answered."""
        if self.match["act"] == "feed":
            await start_feed(interaction, self.match, 0)
        else:
            await start_adding(interaction, self.match)


class FeedsSelect(LastingSelect, template=FEEDS_ID):
    """One of several feeds that a page announces."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Ask about that feed."""
        await start_feed(interaction, self.match, int(self.chosen))


class ChoosingSelect(LastingSelect, template=CHOOSING_ID):
    """One of several links and files in a message."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Look at that one."""
        await start_choice(interaction, self.match, self.chosen)
