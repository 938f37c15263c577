"""`/privacy`: what is kept about a person, for that person alone, to be exported and deleted."""

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Pullquote
from bot.replies.privacy import privacy_view


class Privacy(commands.Cog):
    """What its buttons do is in ``bot.buttons.privacy``."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def privacy(self, interaction: discord.Interaction[Pullquote]) -> None:
        """See what I keep about you, export it, or delete it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        record = await self._client.library.communities.export_person(str(interaction.user.id))
        view = privacy_view(record, self._client.settings.keep_answers_days)
        await interaction.followup.send(view=view, ephemeral=True)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Privacy(client))
