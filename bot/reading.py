"""What members read of the stored articles: lists, searches, and an article page by page.

Used by the command, its buttons and its menus alike. A list is known by its state, a line that its
buttons hold: whose articles it is of (where that is not the server's own), the filter, and the query.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import app_commands, ui

from bot.checks import moderates
from bot.language import gettext
from bot.markdown import shorten
from bot.places import NoCommunity, Place, find_place
from bot.replies.articles import (
    PAGE_ARTICLES,
    Found,
    Turning,
    all_view,
    articles_view,
    latest_view,
    nothing_stored,
)
from bot.replies.layout import NO_MARK
from bot.replies.paging import turn_to
from bot.replies.reading import article_view, find_words, split_pages
from index.errors import ArticleNotFound, PullquoteError, QuestionRefused
from index.library import Library
from index.models import Article, ArticleFilter, Revision, Span

# Discord's limits on autocompletion: choices, and characters of a choice's name and value.
_MAX_CHOICES = 25
_MAX_CHOICE_CHARS = 100
_MAX_QUOTED = 10
LIST, SEARCH = "articles", "search"


class NotInArticle(PullquoteError):
    """There is no such page in an article, or it does not say those words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is listed: of which collection, if that is to be named, through which filter, for which query."""

    collection: str | None = None
    where: ArticleFilter | None = None
    query: str = ""

    @property
    def state(self) -> str:
        """As the buttons hold it; the query comes last, since it may hold anything."""
        where = self.where or ArticleFilter()
        return "|".join(
            (self.collection or "", where.source or "", where.since or "", where.before or "", self.query)
        )

    @classmethod
    def read(cls, state: str) -> "Wanted":
        """From what the buttons hold."""
        collection, source, since, before, query = state.split("|", 4)
        where = ArticleFilter(source=source or None, since=since or None, before=before or None)
        return cls(collection or None, None if where == ArticleFilter() else where, query)


async def make_list(interaction: discord.Interaction[Any], page: int, state: str) -> ui.LayoutView:
    """A page of all articles that the filter lets through, the newest first."""
    wanted = Wanted.read(state)
    place = await find_place(interaction, wanted.collection)
    library = _library(interaction)
    count = await library.count_articles(place.collection, wanted.where)
    turning = _turning(LIST, replace(wanted, collection=place.named), page, count)
    found = await library.list_latest(
        place.collection, PAGE_ARTICLES, turning.page * PAGE_ARTICLES, wanted.where
    )
    return all_view(count, found, wanted.where, turning, place.named)


async def make_search(interaction: discord.Interaction[Any], page: int, state: str) -> ui.LayoutView:
    """A page of the articles that have the query in their title, then of those that say it."""
    wanted = Wanted.read(state)
    place = await find_place(interaction, wanted.collection)
    found = await _find(_library(interaction), place.collection, wanted)
    turning = _turning(SEARCH, replace(wanted, collection=place.named), page, len(found))
    shown = found[turning.page * PAGE_ARTICLES :][:PAGE_ARTICLES]
    return articles_view(wanted.query, shown, turning, place.named)


async def make_latest(interaction: discord.Interaction[Any], where: ArticleFilter | None) -> ui.LayoutView:
    """The newest few articles."""
    place = await find_place(interaction)
    found = await _library(interaction).list_latest(place.collection, PAGE_ARTICLES, 0, where)
    return latest_view(found, where, place.named)


async def make_random(interaction: discord.Interaction[Any], where: ArticleFilter | None) -> ui.LayoutView:
    """Any article, from its beginning.

    Raises:
        ArticleNotFound: there is none.
    """
    place = await find_place(interaction)
    library = _library(interaction)
    article = await library.pick_random(place.collection, where)
    if article is None:
        raise ArticleNotFound(nothing_stored(where))
    revision = await library.get_text(place.collection, article)
    return await make_article(interaction, article, revision, 0, NO_MARK, place.named)


async def find_article(interaction: discord.Interaction[Any], reference: str) -> tuple[Place, Article]:
    """The article that is called so, and whose it is.

    Raises:
        ArticleNotFound, AmbiguousArticle: no one article is.
    """
    place = await find_place(interaction)
    return place, await _library(interaction).get_article(place.collection, reference)


async def make_article(  # noqa: PLR0913, PLR0917 - a place in an article, and whose it is
    interaction: discord.Interaction[Any],
    article: Article,
    revision: Revision,
    offset: int,
    mark: Span,
    collection: str | None,
) -> ui.LayoutView:
    """The page of an article that holds the offset."""
    # Of another collection, such as the handbook, nothing can be removed from here.
    for_moderator = collection is None and await moderates(interaction)
    return article_view(article, revision, offset, mark, collection, for_moderator=for_moderator)


def find_spot(text: str, page: int | None, words: str | None) -> tuple[int, Span]:
    """Where to open a text: at its beginning, at a page, or where it says these words, which are marked.

    Raises:
        NotInArticle: it has no such page, or does not say that.
    """
    if words is not None:
        found = find_words(text, words)
        if found is None:
            raise NotInArticle(
                gettext("“{words}” is not in that article, word for word.", words=shorten(words, 100))
            )
        return found.start, found
    pages = split_pages(text)
    if page is not None and page > len(pages):
        raise NotInArticle(gettext("That article ends with page {last}.", last=len(pages)))
    return (pages[page - 1].start if page else 0), NO_MARK


async def complete_titles(interaction: discord.Interaction[Any], typed: str) -> list[Article]:
    """Articles with that in their title, as many as Discord shows."""
    try:
        place = await find_place(interaction)
    except NoCommunity:
        return []
    return await _library(interaction).find_articles(place.collection, typed, _MAX_CHOICES)


def choice_of(article: Article, *, by_title: bool = False) -> app_commands.Choice[str]:
    """An article to be chosen from a completion, which gives its number, or its title."""
    name = shorten(" ".join(article.citation.title.split()), _MAX_CHOICE_CHARS)
    return app_commands.Choice(name=name, value=name if by_title else str(article.id))


def _turning(name: str, wanted: Wanted, page: int, count: int) -> Turning:
    return Turning(name, wanted.state, *turn_to(page, count, PAGE_ARTICLES))


async def _find(library: Library, collection: str, wanted: Wanted) -> Sequence[Found]:
    """Articles by title, then those with passages on it, each once."""
    query = wanted.query
    titled = await _find_titled(library, collection, query.removesuffix("…"), wanted.where)
    found: dict[int, Found] = {article.id: (article, None) for article in titled}
    try:
        answer = await library.ask(collection, query, limit=_MAX_QUOTED, where=wanted.where, keep=False)
    except QuestionRefused:  # nothing but common words, which may still be in a title
        return list(found.values())
    for quote in (*answer.quotes, *answer.closest):
        if quote.article.id not in found:
            article = await library.get_article_by_id(collection, quote.article.id)
            found[article.id] = (article, quote)
    return list(found.values())


async def _find_titled(
    library: Library, collection: str, title: str, where: ArticleFilter | None
) -> list[Article]:
    if where is None:
        return await library.find_articles(collection, title, _MAX_CHOICES)
    return await library.list_latest(collection, _MAX_CHOICES, 0, replace(where, title=title))


def _library(interaction: discord.Interaction[Any]) -> Library:
    library: Library = interaction.client.library
    return library
