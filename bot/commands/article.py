"""`/article search`, `show` and `similar`: what is stored, found by title, content or likeness, and read."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Pullquote
from bot.markdown import shorten
from bot.places import collection_of
from bot.replies.articles import article_view, articles_view, similar_view
from bot.replies.layout import NO_MARK
from index.errors import QuestionRefused
from index.models import Article, Quote

# Discord's limits on autocompletion: choices, and characters of a choice's name and value.
_MAX_CHOICES = 25
_MAX_CHOICE_CHARS = 100
_MAX_QUERY_CHARS = 200


class ArticleCommands(
    commands.GroupCog, group_name="article", group_description="Find and read stored articles"
):
    """The group; replies are for the asker alone, so that reading does not fill a channel."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client
        super().__init__()

    @app_commands.command()
    @app_commands.describe(query="Part of a title, or words the article is about")
    async def search(
        self, interaction: discord.Interaction[Pullquote], query: app_commands.Range[str, 1, _MAX_QUERY_CHARS]
    ) -> None:
        """Find articles by title or content."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        found = await self._find(collection_of(interaction), query)
        await interaction.followup.send(view=articles_view(query, found), ephemeral=True)

    @app_commands.command()
    @app_commands.describe(article="An article's title, or its number")
    async def show(
        self,
        interaction: discord.Interaction[Pullquote],
        article: app_commands.Range[str, 1, _MAX_QUERY_CHARS],
    ) -> None:
        """Read an article, page by page."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        found = await self._client.library.get_article(collection, article)
        text = await self._client.library.get_text(collection, found)
        await interaction.followup.send(view=article_view(found, text, 0, NO_MARK), ephemeral=True)

    @app_commands.command()
    @app_commands.describe(article="An article's title, or its number")
    async def similar(
        self,
        interaction: discord.Interaction[Pullquote],
        article: app_commands.Range[str, 1, _MAX_QUERY_CHARS],
    ) -> None:
        """Find articles like one."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        found = await self._client.library.get_article(collection, article)
        similar = await self._client.library.find_similar(collection, found)
        await interaction.followup.send(
            view=similar_view(found, [other.article for other in similar]), ephemeral=True
        )

    @search.autocomplete("query")
    async def _complete_query(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=name, value=name)
            for name in dict.fromkeys(_label(a) for a in await self._titled(interaction, typed))
        ]

    @show.autocomplete("article")
    @similar.autocomplete("article")
    async def _complete_article(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return [
            app_commands.Choice(name=_label(article), value=str(article.id))
            for article in await self._titled(interaction, typed)
        ]

    async def _titled(self, interaction: discord.Interaction[Any], typed: str) -> list[Article]:
        return await self._client.library.find_articles(collection_of(interaction), typed, _MAX_CHOICES)

    async def _find(self, collection: str, query: str) -> list[tuple[Article, Quote | None]]:
        """Articles by title, then those with passages on it, each once."""
        library = self._client.library
        titled = await library.find_articles(collection, query.removesuffix("…"), _MAX_CHOICES)
        found: dict[int, tuple[Article, Quote | None]] = {a.id: (a, None) for a in titled}
        try:
            answer = await library.ask(collection, query, limit=10, keep=False)
        except QuestionRefused:  # nothing but common words, which may still be in a title
            return list(found.values())
        for quote in (*answer.quotes, *answer.closest):
            if quote.article.id not in found:
                article = await library.get_article_by_id(collection, quote.article.id)
                found[article.id] = (article, quote)
        return list(found.values())


def _label(article: Article) -> str:
    return shorten(" ".join(article.citation.title.split()), _MAX_CHOICE_CHARS)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(ArticleCommands(client))
