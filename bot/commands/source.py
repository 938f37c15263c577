"""`/source`, for moderators: add, list, show, check, refresh, pause, resume, remove, history.

Whether somebody is a moderator is checked again wherever sources are found or changed (``bot.sources``).
"""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import sources
from bot.buttons.pasting import paste_form
from bot.checks import require_moderator
from bot.client import Pullquote
from bot.language import gettext
from bot.sources import Asked, FileRefused
from index.models import SourceKind

_MAX_NAMED = 200
_MAX_LINK = 2_000
Named = app_commands.Range[str, 1, _MAX_NAMED]
Interaction = discord.Interaction[Pullquote]
_KINDS = [
    app_commands.Choice(name=name, value=str(kind))
    for name, kind in (
        ("A page", SourceKind.PAGE),
        ("A feed", SourceKind.FEED),
        ("A sitemap", SourceKind.SITEMAP),
    )
]


@app_commands.guild_only()
@app_commands.default_permissions(manage_guild=True)
class SourceCommands(
    commands.GroupCog, group_name="source", group_description="Where articles come from, for moderators"
):
    """The group; replies are for the moderator alone."""

    @app_commands.command()
    @app_commands.describe(
        link="A page, a feed, a sitemap or a file on the web",
        file="A text, PDF, Word, EPUB or other file; with neither, you can paste a text",
        kind="What the link is, where that is not what it looks like",
        every="How often to look again, such as 30m, 6h or 1d; else that is learned",
        max_articles="Only so many of what it lists, the newest; else 100",
        since="Nothing older than this date, such as 2025 or 2025-02-19",
    )
    @app_commands.rename(kind="as")
    @app_commands.choices(kind=_KINDS)
    async def add(  # noqa: PLR0913, PLR0917 - the options of a command are its arguments
        self,
        interaction: Interaction,
        link: app_commands.Range[str, 1, _MAX_LINK] | None = None,
        file: discord.Attachment | None = None,
        kind: app_commands.Choice[str] | None = None,
        every: app_commands.Range[str, 1, 30] | None = None,
        max_articles: app_commands.Range[int, 1, sources.MAX_ARTICLES] | None = None,
        since: app_commands.Range[str, 4, 25] | None = None,
    ) -> None:
        """Add a link or a file, or paste a text; shows what it is before anything is stored."""
        await require_moderator(interaction)
        asked = Asked.read(kind.value if kind else None, every, max_articles, since)
        if link and file:
            raise FileRefused(gettext("Name either a link or a file, and the other in a second /source add."))
        if link is None and file is None:
            await interaction.response.send_modal(paste_form())
            return
        await interaction.response.defer(ephemeral=True, thinking=True)
        if link:
            await sources.look_at_link(interaction, link, asked)
        elif file:
            await sources.look_at_file(interaction, file, asked)

    @app_commands.command(name="list")
    async def list_(self, interaction: Interaction) -> None:
        """All sources, how each is, and when it is looked at next."""
        await _defer(interaction)
        await interaction.edit_original_response(view=await sources.make_list(interaction, 0, ""))

    @app_commands.command()
    @app_commands.describe(source="The source's title, address or number")
    async def show(self, interaction: Interaction, source: Named) -> None:
        """All about one source, with buttons for what can be done."""
        await _defer(interaction)
        (found,) = await sources.find_sources(interaction, source)
        await sources.show(interaction, found)

    @app_commands.command()
    @app_commands.describe(source="The source's title, address or number; without, all are checked")
    async def check(self, interaction: Interaction, source: Named | None = None) -> None:
        """Whether sources can be read at this moment; nothing is stored."""
        await _defer(interaction)
        await sources.check(interaction, await sources.find_sources(interaction, source))

    @app_commands.command()
    @app_commands.describe(
        source="The source's title, address or number; without, all are refreshed",
        all_pages="Read everything again, also what has not changed",
        accept_shrunken="Take in articles that have become much shorter than they were",
    )
    async def refresh(
        self,
        interaction: Interaction,
        source: Named | None = None,
        all_pages: bool = False,
        accept_shrunken: bool = False,
    ) -> None:
        """Look at sources now, and store what is new."""
        await _defer(interaction)
        found = await sources.find_sources(interaction, source)
        await sources.refresh(interaction, found, anew=all_pages, accept_shrunken=accept_shrunken)

    @app_commands.command()
    @app_commands.describe(source="The source's title, address or number")
    async def pause(self, interaction: Interaction, source: Named) -> None:
        """Look at a source no more until it is resumed; its articles stay."""
        await _defer(interaction)
        (found,) = await sources.find_sources(interaction, source)
        await sources.pause(interaction, found)

    @app_commands.command()
    @app_commands.describe(source="The source's title, address or number")
    async def resume(self, interaction: Interaction, source: Named) -> None:
        """Look at a source again, from now on."""
        await _defer(interaction)
        (found,) = await sources.find_sources(interaction, source)
        await sources.resume(interaction, found)

    @app_commands.command()
    @app_commands.describe(source="The source's title, address or number")
    async def remove(self, interaction: Interaction, source: Named) -> None:
        """Remove a source and the articles that nothing else brings; asks first."""
        await _defer(interaction)
        (found,) = await sources.find_sources(interaction, source)
        await sources.ask_to_remove(interaction, found)

    @app_commands.command()
    @app_commands.describe(
        source="The source's title, address or number; without, of all sources and settings",
        articles="Also what became of each article",
    )
    async def history(
        self, interaction: Interaction, source: Named | None = None, articles: bool = False
    ) -> None:
        """Who did what and when; what was removed within a day can be restored here."""
        await _defer(interaction)
        number = str((await sources.find_sources(interaction, source))[0].id) if source else ""
        view = await sources.make_history(interaction, 0, f"{number}{'a' if articles else ''}")
        await interaction.edit_original_response(view=view)

    @show.autocomplete("source")
    @check.autocomplete("source")
    @refresh.autocomplete("source")
    @pause.autocomplete("source")
    @resume.autocomplete("source")
    @remove.autocomplete("source")
    @history.autocomplete("source")
    async def _complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await sources.complete_sources(interaction, typed)


async def _defer(interaction: Interaction) -> None:
    """The reply is for the moderator alone, and may take a moment."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(SourceCommands())
