"""`/article`: what is stored, found by title, content, date, likeness or chance, and read."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import reading
from bot.client import Pullquote
from bot.filters import OPTIONS, Written, complete_sites, read_filter
from bot.places import everywhere
from bot.reading import Wanted
from bot.replies.articles import similar_view

_MAX_NAMED = 200
# So long a query, with its filters, can be held by the buttons below what is found for it.
_MAX_QUERY = 100
Named = app_commands.Range[str, 1, _MAX_NAMED]
Interaction = discord.Interaction[Pullquote]


@everywhere
class ArticleCommands(
    commands.GroupCog, group_name="article", group_description="Find and read stored articles"
):
    """The group; replies are for the asker alone, so that reading does not fill a channel."""

    @app_commands.command()
    @app_commands.describe(query="Part of a title, or words the article is about", **OPTIONS)
    async def search(
        self,
        interaction: Interaction,
        query: app_commands.Range[str, 1, _MAX_QUERY],
        source: Written | None = None,
        after: Written | None = None,
        before: Written | None = None,
    ) -> None:
        """Find articles by title or content."""
        where = read_filter(source, after, before)
        await _defer(interaction)
        view = await reading.make_search(interaction, 0, Wanted(where=where, query=query).state)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(
        article="An article's title, or its number",
        page="The page to open it at",
        at="Words to open it at, which are then in bold",
    )
    async def show(
        self,
        interaction: Interaction,
        article: Named,
        page: app_commands.Range[int, 1, 1_000_000] | None = None,
        at: Named | None = None,
    ) -> None:
        """Read an article, page by page."""
        await _defer(interaction)
        place, found = await reading.find_article(interaction, article)
        text = await interaction.client.library.get_text(place.collection, found)
        offset, mark = reading.find_spot(text.text, page, at)
        view = await reading.make_article(interaction, found, text, offset, mark, place.named)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(article="An article's title, or its number")
    async def similar(self, interaction: Interaction, article: Named) -> None:
        """Find articles like one."""
        await _defer(interaction)
        place, found = await reading.find_article(interaction, article)
        similar = await interaction.client.library.find_similar(place.collection, found)
        view = similar_view(found, [other.article for other in similar], place.named)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(source=OPTIONS["source"])
    async def latest(self, interaction: Interaction, source: Written | None = None) -> None:
        """The newest articles, by the day they were published."""
        where = read_filter(source, None, None)
        await _defer(interaction)
        view = await reading.make_latest(interaction, where)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(**OPTIONS)
    async def random(
        self,
        interaction: Interaction,
        source: Written | None = None,
        after: Written | None = None,
        before: Written | None = None,
    ) -> None:
        """Read any article, by chance."""
        where = read_filter(source, after, before)
        await _defer(interaction)
        view = await reading.make_random(interaction, where)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(name="list")
    @app_commands.describe(**OPTIONS)
    async def list_(
        self,
        interaction: Interaction,
        source: Written | None = None,
        after: Written | None = None,
        before: Written | None = None,
    ) -> None:
        """All articles, the newest first, page by page."""
        where = read_filter(source, after, before)
        await _defer(interaction)
        view = await reading.make_list(interaction, 0, Wanted(where=where).state)
        await interaction.followup.send(view=view, ephemeral=True)

    @search.autocomplete("query")
    async def _complete_query(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        titled = await reading.complete_titles(interaction, typed)
        choices = {choice.name: choice for choice in (reading.choice_of(a, by_title=True) for a in titled)}
        return list(choices.values())

    @show.autocomplete("article")
    @similar.autocomplete("article")
    async def _complete_article(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return [reading.choice_of(a) for a in await reading.complete_titles(interaction, typed)]

    @search.autocomplete("source")
    @latest.autocomplete("source")
    @random.autocomplete("source")
    @list_.autocomplete("source")
    async def _complete_source(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await complete_sites(interaction, typed)


async def _defer(interaction: Interaction) -> None:
    """The reply is for the asker alone, and may take a moment."""
    await interaction.response.defer(ephemeral=True, thinking=True)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(ArticleCommands())
