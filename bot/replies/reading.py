"""An article to be read page by page; pure."""

import re

import discord
from discord import ui

from bot.citations import MAX_URL_CHARS, web_link
from bot.language import gettext
from bot.markdown import embolden, shorten
from bot.replies.layout import (
    OF_COLLECTION,
    TURN,
    button,
    container,
    facts,
    layout,
    of_collection,
    place,
    title,
)
from bot.replies.removing import remove_article_button
from index.models import Article, Revision, Span

# Of an article, page by page: escaping at most doubles it, and the rest is for its title.
PAGE_CHARS = 1_500
# The custom_id of the menu of an article's pages; its values are where they begin.
JUMP_ID = r"jump:(?P<article>\d+):(?P<revision>\d+):(?P<start>\d+):(?P<end>\d+)" + OF_COLLECTION
# Discord's limit on the options of a menu.
_MAX_OPTIONS = 25
_MENU_FROM = 3


def article_view(  # noqa: PLR0913 - what is shown, where of it, and to whom
    article: Article,
    revision: Revision,
    offset: int,
    mark: Span,
    collection: str | None = None,
    *,
    for_moderator: bool = False,
) -> ui.LayoutView:
    """The page of an article that holds the offset, with the marked span in bold.

    The collection is named where this is not shown in the server itself. A moderator may remove it.
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
    turned = gettext("Page {page} of {pages}", page=number + 1, pages=len(pages))
    box.add_item(ui.TextDisplay(f"-# {turned}"))
    if len(pages) >= _MENU_FROM:
        box.add_item(_menu(article, revision, pages, number, mark, collection))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for label, target in ((gettext("Back"), number - 1), (gettext("Next"), number + 1)):
        if 0 <= target < len(pages):
            at = place(article.id, revision.id, pages[target].start, mark, collection)
            row.add_item(button(label, TURN, at))
    link = web_link(article.citation)
    if link and len(link) <= MAX_URL_CHARS:
        row.add_item(ui.Button(label=gettext("Open"), url=link))
    if for_moderator:
        row.add_item(remove_article_button(article))
    if row.children:
        box.add_item(row)
    return layout(box)


def find_words(text: str, words: str) -> Span | None:
    """Where the text says that, whatever the case and the blanks between the words."""
    parts = [re.escape(word) for word in words.split()]
    found = re.search(r"\s+".join(parts), text, re.IGNORECASE) if parts else None
    return Span(*found.span()) if found else None


def split_pages(text: str) -> list[Span]:
    """The text in pages of at most ``PAGE_CHARS``, cut at a paragraph, a line or a word if it can be."""
    pages: list[Span] = []
    start = 0
    while len(text) - start > PAGE_CHARS:
        cut = _cut(text, start, start + PAGE_CHARS)
        pages.append(Span(start, cut))
        start = cut
    return [*pages, Span(start, len(text))]


def _menu(  # noqa: PLR0913, PLR0917 - a place and the pages around it
    article: Article,
    revision: Revision,
    pages: list[Span],
    number: int,
    mark: Span,
    collection: str | None,
) -> ui.ActionRow[ui.LayoutView]:
    """The pages, each with how it begins; of many every so many."""
    step = -(-len(pages) // _MAX_OPTIONS)
    custom_id = f"jump:{article.id}:{revision.id}:{mark.start}:{mark.end}{of_collection(collection)}"
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=custom_id,
        placeholder=gettext("Go to page …"),
        options=[
            discord.SelectOption(
                label=gettext("Page {page} of {pages}", page=each + 1, pages=len(pages)),
                value=str(pages[each].start),
                description=shorten(" ".join(pages[each].of(revision.text)[:200].split()), 80) or None,
                default=each == number,
            )
            for each in range(0, len(pages), step)
        ],
    )
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(menu)
    return row


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
