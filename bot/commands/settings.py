"""`/settings`: the panel in which moderators set how the bot behaves in their server."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.buttons.settings import surroundings
from bot.checks import require_moderator
from bot.client import Pullquote
from bot.places import collection_of
from bot.replies.settings import PLACES, settings_view


class SettingsCommand(commands.Cog):
    """What the panel's controls do is in ``bot.buttons.settings``."""

    @app_commands.command()
    @app_commands.default_permissions(manage_guild=True)
    async def settings(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Set how I behave in this server."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        settings = await interaction.client.communities.get(collection)
        view = settings_view(settings, surroundings(interaction), PLACES)
        await interaction.followup.send(view=view, ephemeral=True)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(SettingsCommand())
