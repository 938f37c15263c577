"""`/stats`: what a community has asked, and what could not be answered, for its moderators."""

import io
from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import require_moderator
from bot.client import Pullquote
from bot.places import collection_of
from bot.replies.statistics import MAX_LISTED, MAX_WEEKS, PICTURE, alt_text, plot_of, statistics_view


class Stats(commands.Cog):
    """For the asker alone, since questions of members are named."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @app_commands.command()
    @app_commands.describe(weeks="How many weeks to look back, this one included; 8 if left out")
    @app_commands.default_permissions(manage_guild=True)
    async def stats(
        self, interaction: discord.Interaction[Pullquote], weeks: app_commands.Range[int, 1, MAX_WEEKS] = 8
    ) -> None:
        """See what was asked here, and what could not be answered."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        today = self._client.library.now().date()
        statistics = await self._client.library.communities.get_statistics(
            collection, today - timedelta(weeks=weeks - 1), today, MAX_LISTED
        )
        plot = plot_of(statistics)
        picture = await self._client.plotter.draw(plot) if plot else None
        view = statistics_view(statistics, picture is not None)
        if picture is None:
            await interaction.followup.send(view=view, ephemeral=True)
            return
        file = discord.File(io.BytesIO(picture), PICTURE, description=alt_text(statistics))
        await interaction.followup.send(view=view, file=file, ephemeral=True)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Stats(client))
