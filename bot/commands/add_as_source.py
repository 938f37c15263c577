"""The message menu "Add as source", for moderators: adds a link or a file that somebody posted."""

import discord
from discord import app_commands

from bot.client import Pullquote
from bot.sources import start_choosing


@app_commands.context_menu(name="Add as source")
@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
async def add_as_source(interaction: discord.Interaction[Pullquote], message: discord.Message) -> None:
    """Look at the link or file, or ask which one is meant."""
    await start_choosing(interaction, message)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    client.tree.add_command(add_as_source)
