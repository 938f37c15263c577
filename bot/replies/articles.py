"""Articles as replies: lists of them, and one to be read page by page; pure."""

from collections.abc import Sequence

from discord import ui

from bot.citations import MAX_URL_CHARS, web_link
from bot.markdown import embolden
from bot.replies.layout import (
    MAX_DISPLAYED,
    MAX_HEADING,
    NO_MARK,
    OPEN,
    TURN,
    button,
    container,
    facts,
    layout,
    one_line,
    place,
    size,
    title,
)
from index.models import Article, Quote, Revision, Span

# Of an article, page by page: escaping at most doubles it, and the rest is for its title.
PAGE_CHARS = 1_500
_MAX_ARTICLES = 8


def article_view(
    article: Article, revision: Revision, offset: int, mark: Span, collection: str | None = None
) -> ui.LayoutView:
    """The page of an article that holds the offset, with the marked span in bold.

    The collection is named where this is not shown in the server itself.
    """
    pages = split_pages(revision.text)
    number = next((i for i, page in enumerate(pages) if offset < page.end), len(pages) - 1)
    page = pages[number]
    marked = Span(max(mark.start, page.start) - page.start, min(mark.end, page.end) - page.start)
    box = container(True)
    box.add_item(ui.TextDisplay(f"### {title(article.citation)}\n-# {facts(article.citation)}"))
    text = page.of(revision.text)
    box.add_item(ui.Separator())
    body = embolden(text, [_trimmed(text, marked)] if marked.start < marked.end else [])
    box.add_item(ui.TextDisplay(body))
    box.add_item(ui.TextDisplay(f"-# Page {number + 1} of {len(pages)}"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for label, target in (("Back", number - 1), ("Next", number + 1)):
        if 0 <= target < len(pages):
            at = place(article.id, revision.id, pages[target].start, mark, collection)
            row.add_item(button(label, TURN, at))
    link = web_link(article.citation)
    if link and len(link) <= MAX_URL_CHARS:
        row.add_item(ui.Button(label="Open", url=link))
    if row.children:
        box.add_item(row)
    return layout(box)


def articles_view(query: str, found: Sequence[tuple[Article, Quote | None]]) -> ui.LayoutView:
    """Articles found, each with the quote that it was found by, if it was not by its title."""
    asked = f"“{one_line(query, MAX_HEADING)}”"
    return _list_view(f"Articles for {asked}", f"No stored article matches {asked}.", found)


def similar_view(article: Article, found: Sequence[Article]) -> ui.LayoutView:
    """Articles like one."""
    named = f"“{title(article.citation)}”"
    listed = [(other, None) for other in found]
    return _list_view(f"Articles like {named}", f"No other article here is like {named}.", listed)


def _list_view(heading: str, nothing: str, found: Sequence[tuple[Article, Quote | None]]) -> ui.LayoutView:
    """As many of the articles as there is room for, each with a button to read it."""
    box = container(bool(found))
    heading = f"### {heading}" if found else nothing
    box.add_item(ui.TextDisplay(heading))
    room = MAX_DISPLAYED - size(heading)
    for article, quote in found[:_MAX_ARTICLES]:
        lines = [f"**{title(article.citation)}**", f"-# {facts(article.citation)}"]
        if quote:
            lines.insert(1, one_line(quote.text, 120))
        room -= size("\n".join(lines))
        if room < 0:
            break
        offset, mark = (quote.span.start, quote.span) if quote else (0, NO_MARK)
        revision_id = quote.revision_id if quote else article.revision_id
        read = button("Read", OPEN, place(article.id, revision_id, offset, mark))
        box.add_item(ui.Section("\n".join(lines), accessory=read))
    return layout(box)


def split_pages(text: str) -> list[Span]:
    """The text in pages of at most ``PAGE_CHARS``, cut at a paragraph, a line or a word if it can be."""
    pages: list[Span] = []
    start = 0
    while len(text) - start > PAGE_CHARS:
        cut = _cut(text, start, start + PAGE_CHARS)
        pages.append(Span(start, cut))
        start = cut
    return [*pages, Span(start, len(text))]


def _cut(text: str, start: int, end: int) -> int:
    """Where to end a page: after the last break in its second half, the stronger the better."""
    for separator in ("\n\n", "\n", ". ", " "):
        place = text.rfind(separator, start + PAGE_CHARS // 2, end)
        if place >= 0:
            return place + len(separator)
    return end


def _trimmed(text: str, span: Span) -> Span:
    """Without blanks at its ends, which bold cannot begin or end with."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))
