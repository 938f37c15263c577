"""`/about`: what the bot is, who runs it, and what is stored here."""

from functools import cache
from importlib import metadata

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Pullquote
from bot.places import collection_of, is_elsewhere
from bot.replies.about import About, about_view


class AboutCommand(commands.Cog):
    """For the asker alone."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @app_commands.command()
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def about(self, interaction: discord.Interaction[Pullquote]) -> None:
        """See what I am, who runs me, and what leaves the machine."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        client, counts = self._client, None
        if not is_elsewhere(interaction):
            collection = collection_of(interaction)
            sources = await client.library.sources.list_sources(collection)
            counts = (await client.library.count_articles(collection), len(sources))
        version, licence, links = _package()
        about = About(
            version=version,
            licence=licence,
            links=links,
            started_at=client.started_at,
            contact=client.settings.contact,
            counts=counts,
            privacy=client.mentions.of("privacy"),
            help=client.mentions.of("help"),
        )
        await interaction.followup.send(view=about_view(about), ephemeral=True)


@cache
def _package() -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """Version, licence and addresses, as the package was built with."""
    package = metadata.metadata("pullquote")
    stated = [str(each).partition(", ") for each in package.get_all("Project-URL") or ()]
    links = tuple((label, url) for label, _, url in stated if url.startswith("https://"))
    return package["Version"], package["License-Expression"] or "MIT", links


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    _package()  # reads a file, so not while the loop has other things to do
    await client.add_cog(AboutCommand(client))
