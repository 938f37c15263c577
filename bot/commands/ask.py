"""`/ask`: a question, with what narrows it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.asking import Wish, ask_by_interaction
from bot.client import Pullquote
from bot.filters import Written, complete_sites, read_filter
from bot.places import everywhere
from index.question import MAX_CHARS


class Ask(commands.Cog):
    """The answer is for all to read, or for the asker alone."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        question="What you want to know, in a sentence or a few words",
        private="Show the answer only to you, or to everybody here",
        source="Quote only articles from this site",
        after="Quote only articles from then or later: 2025, 2025-03-19, last week",
        before="Quote only articles from before: 2025, 2025-03-19, last week",
    )
    async def ask(  # noqa: PLR0913, PLR0917 - these are the options of the command
        self,
        interaction: discord.Interaction[Pullquote],
        question: app_commands.Range[str, 1, MAX_CHARS],
        private: bool | None = None,
        source: Written | None = None,
        after: Written | None = None,
        before: Written | None = None,
    ) -> None:
        """Answer a question with quotes from the stored articles."""
        channel = interaction.channel
        within = channel if isinstance(channel, discord.Thread | discord.DMChannel) else None
        where = read_filter(source, after, before)
        await ask_by_interaction(interaction, Wish(question, where=where, is_private=private, within=within))

    @ask.autocomplete("source")
    async def _complete_source(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await complete_sites(interaction, typed)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Ask(client))
