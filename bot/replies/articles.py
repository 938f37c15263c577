"""Articles as replies: lists of them, page by page; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from discord import ui

from bot.language import gettext, ngettext
from bot.replies.layout import (
    MAX_DISPLAYED,
    MAX_HEADING,
    NO_MARK,
    OPEN,
    button,
    container,
    facts,
    layout,
    one_line,
    place,
    size,
    title,
)
from bot.replies.narrowing import narrowed
from bot.replies.paging import pager
from index.models import Article, ArticleFilter, Quote

PAGE_ARTICLES = 8
_RESERVE = 700
_ROOM = (MAX_DISPLAYED - _RESERVE) // PAGE_ARTICLES
Found = tuple[Article, Quote | None]
"""An article, with the quote that it was found by, if it was not by its title."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Where a list stands: its name and state as its buttons hold them, the page, and how many there are."""

    name: str
    state: str
    page: int
    pages: int


def articles_view(
    query: str, found: Sequence[Found], turning: Turning | None = None, collection: str | None = None
) -> ui.LayoutView:
    """A page of the articles found."""
    asked = one_line(query, MAX_HEADING)
    heading = gettext("Articles for “{query}”", query=asked)
    nothing = gettext("No stored article matches “{query}”.", query=asked)
    return _list_view(heading, nothing, found, turning, collection)


def similar_view(article: Article, found: Sequence[Article], collection: str | None = None) -> ui.LayoutView:
    """Articles like one."""
    named = title(article.citation)
    return _list_view(
        gettext("Articles like “{title}”", title=named),
        gettext("No other article here is like “{title}”.", title=named),
        [(other, None) for other in found],
        None,
        collection,
    )


def latest_view(
    found: Sequence[Article], where: ArticleFilter | None, collection: str | None = None
) -> ui.LayoutView:
    """The newest articles."""
    heading = narrowed(gettext("Newest articles"), where)
    return _list_view(heading, nothing_stored(where), [(each, None) for each in found], None, collection)


def all_view(
    count: int,
    found: Sequence[Article],
    where: ArticleFilter | None,
    turning: Turning,
    collection: str | None,
) -> ui.LayoutView:
    """A page of all ``count`` articles that the filter lets through."""
    heading = narrowed(ngettext("{count} article", "{count} articles", count), where)
    return _list_view(heading, nothing_stored(where), [(each, None) for each in found], turning, collection)


def nothing_stored(where: ArticleFilter | None) -> str:
    """That there is no article at all, or none that the filter lets through."""
    if where is None:
        return gettext("No article is stored here yet; a moderator adds some with /source add.")
    return gettext("No stored article fits that; use fewer filters.")


def _list_view(
    heading: str,
    nothing: str,
    found: Sequence[Found],
    turning: Turning | None,
    collection: str | None,
) -> ui.LayoutView:
    """The articles, each with a button to read it, and buttons to the pages beside this one."""
    box = container(bool(found))
    box.add_item(ui.TextDisplay(f"### {heading}" if found else nothing))
    for article, quote in found[:PAGE_ARTICLES]:
        offset, mark = (quote.span.start, quote.span) if quote else (0, NO_MARK)
        revision_id = quote.revision_id if quote else article.revision_id
        spot = place(article.id, revision_id, offset, mark, collection)
        box.add_item(ui.Section(_told(article, quote), accessory=button(gettext("Read"), OPEN, spot)))
    row = pager(turning.name, turning.page, turning.pages, turning.state) if turning else None
    if row:
        box.add_item(row)
    return layout(box)


def _told(article: Article, quote: Quote | None) -> str:
    """The article's title, what is known of it, and the quote, as far as each page has room for them."""
    named = f"**{title(article.citation)}**"
    known = f"-# {facts(article.citation)}"
    said = one_line(quote.text, 120) if quote else ""
    for lines in ((named, said, known), (named, known), (f"**{one_line(article.citation.title, 100)}**",)):
        told = "\n".join(line for line in lines if line)
        if size(told) <= _ROOM:
            break
    return told
