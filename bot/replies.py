"""Answers and articles as what Discord shows, within Discord's limits; pure functions.

A reply is a Components V2 layout: at most 4,000 displayed characters and 40 components in all
(Discord's docs: Components reference). The room is given out quote by quote, in order. A quote is
shown whole or, if others were shown, not at all; only a first quote that is too long by itself is
cut, and then says so.
"""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.citations import MAX_URL_CHARS, exact_link, gone_since, site, web_link, written_date, written_pages
from bot.markdown import embolden, escape, shorten
from bot.remarks import find_small_talk_reply, iter_corrections
from index.models import Answer, Article, Citation, Quote, Revision, Span, Status

MAX_DISPLAYED = 4_000
# Of an article, page by page: escaping at most doubles it, and the rest is for its title.
PAGE_CHARS = 1_500
# The custom_id of a button that shows a revision at a place, marking the span quoted from it: by
# turning the page in the message that it stands in, or by opening a message of its own.
TURN, OPEN = "page", "read"
PLACE_ID = (
    rf"(?P<act>{TURN}|{OPEN}):"
    r"(?P<article>\d+):(?P<revision>\d+):(?P<offset>\d+):(?P<start>\d+):(?P<end>\d+)"
)
NO_MARK = Span(0, 0)
_MAX_TITLE = 150
_MAX_HEADING = 250
# Room for what is said after the quotes.
_RESERVE = 200
_MAX_ARTICLES = 8
_MAX_ALSO = 3
_BLUE, _YELLOW = discord.Colour(0x3B82F6), discord.Colour(0xD9A514)


def answer_view(answer: Answer) -> ui.LayoutView:
    """The answer: up to three quotes, each with its number, its citation and a way to its place."""
    if small_talk := find_small_talk_reply(answer):
        container = _container(True)
        container.add_item(ui.TextDisplay(small_talk))
        return _layout(container)
    heading = f"### {_one_line(answer.question, _MAX_HEADING)}"
    lines = [heading, *_iter_remarks(answer)]
    container = _container(answer.status is Status.ANSWERED)
    container.add_item(ui.TextDisplay("\n".join(lines)))
    quotes = (answer.quotes or answer.closest)[:3]
    room = MAX_DISPLAYED - _RESERVE - sum(_size(line) + 1 for line in lines)
    shown = _add_quotes(container, quotes, room)
    if shown < len(quotes):
        count = len(quotes) - shown
        container.add_item(
            ui.TextDisplay(
                f"-# {count} more {'quotes were' if count > 1 else 'quote was'} too long to show here."
            )
        )
    return _layout(container)


def article_view(article: Article, revision: Revision, offset: int, mark: Span) -> ui.LayoutView:
    """The page of an article that holds the offset, with the marked span in bold."""
    pages = split_pages(revision.text)
    number = next((i for i, page in enumerate(pages) if offset < page.end), len(pages) - 1)
    page = pages[number]
    marked = Span(max(mark.start, page.start) - page.start, min(mark.end, page.end) - page.start)
    container = _container(True)
    container.add_item(ui.TextDisplay(f"### {_title(article.citation)}\n-# {_facts(article.citation)}"))
    text = page.of(revision.text)
    container.add_item(ui.Separator())
    body = embolden(text, [_trimmed(text, marked)] if marked.start < marked.end else [])
    container.add_item(ui.TextDisplay(body))
    container.add_item(ui.TextDisplay(f"-# Page {number + 1} of {len(pages)}"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for label, target in (("Back", number - 1), ("Next", number + 1)):
        if 0 <= target < len(pages):
            place = _place(article.id, revision.id, pages[target].start, mark)
            row.add_item(_button(label, TURN, place))
    link = web_link(article.citation)
    if link and len(link) <= MAX_URL_CHARS:
        row.add_item(ui.Button(label="Open", url=link))
    if row.children:
        container.add_item(row)
    return _layout(container)


def articles_view(query: str, found: Sequence[tuple[Article, Quote | None]]) -> ui.LayoutView:
    """Articles found, each with the quote that it was found by, if it was not by its title."""
    asked = f"“{_one_line(query, _MAX_HEADING)}”"
    return _list_view(f"Articles for {asked}", f"No stored article matches {asked}.", found)


def similar_view(article: Article, found: Sequence[Article]) -> ui.LayoutView:
    """Articles like one."""
    title = f"“{_title(article.citation)}”"
    listed = [(other, None) for other in found]
    return _list_view(f"Articles like {title}", f"No other article here is like {title}.", listed)


def _list_view(heading: str, nothing: str, found: Sequence[tuple[Article, Quote | None]]) -> ui.LayoutView:
    """As many of the articles as there is room for, each with a button to read it."""
    container = _container(bool(found))
    heading = f"### {heading}" if found else nothing
    container.add_item(ui.TextDisplay(heading))
    room = MAX_DISPLAYED - _size(heading)
    for article, quote in found[:_MAX_ARTICLES]:
        lines = [f"**{_title(article.citation)}**", f"-# {_facts(article.citation)}"]
        if quote:
            lines.insert(1, _one_line(quote.text, 120))
        room -= _size("\n".join(lines))
        if room < 0:
            break
        offset, mark = (quote.span.start, quote.span) if quote else (0, NO_MARK)
        revision_id = quote.revision_id if quote else article.revision_id
        button = _button("Read", OPEN, _place(article.id, revision_id, offset, mark))
        container.add_item(ui.Section("\n".join(lines), accessory=button))
    return _layout(container)


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


def _iter_remarks(answer: Answer) -> Iterator[str]:
    if answer.status is Status.NOTHING_FOUND:
        yield "Nothing stored here answers that."
    elif answer.status is Status.PARTIAL:
        yield "Only part of this is covered by what is stored here."
    if answer.missing_terms:
        words = shorten(", ".join(answer.missing_terms), _MAX_HEADING)
        yield f"No stored article mentions: **{escape(words)}**"
    for sentence in iter_corrections(answer):
        yield _one_line(sentence, _MAX_HEADING)
    if answer.closest:
        yield "The closest passages, which may not answer it:"


def _add_quotes(container: ui.Container[ui.LayoutView], quotes: Sequence[Quote], room: int) -> int:
    """Add the quotes that fit, and return how many did."""
    for shown, quote in enumerate(quotes):
        citation = "\n".join((_cited(quote), *_also_in(quote)))
        room -= _size(citation) + 1
        said = f"**{quote.rank}.** {_quoted(quote)}"
        if _size(said) > room:
            if shown:
                return shown
            said = _plain_quote(quote, room)
        room -= _size(said)
        container.add_item(ui.Separator())
        container.add_item(ui.Section(f"{said}\n{citation}", accessory=_place_button(quote)))
    return len(quotes)


def _cited(quote: Quote) -> str:
    """What the quote is from, in small print."""
    facts = (_title(quote.article), written_pages(quote.pages), _facts(quote.article))
    return f"-# {' · '.join(fact for fact in facts if fact)}"


def _also_in(quote: Quote) -> Iterator[str]:
    """The other articles that say the same, each with a link to the place where it has an address."""
    named = [_named(other) for other in quote.also[:_MAX_ALSO]]
    if len(quote.also) > _MAX_ALSO:
        named.append(f"{len(quote.also) - _MAX_ALSO} more")
    if named:
        yield f"-# Also in {', '.join(named)}"


def _named(other: Quote) -> str:
    """An article that says the same, with the pages it does so on."""
    linked = _linked(_title(other.article), exact_link(other))
    pages = written_pages(other.pages)
    return f"{linked} ({pages})" if pages else linked


def _linked(title: str, link: str | None) -> str:
    """The title, which is escaped, as a link that shows no preview."""
    return f"[{title}](<{link}>)" if link and not set("<>()") & set(link) else title


def _quoted(quote: Quote) -> str:
    start = quote.span.start
    return embolden(quote.text, [Span(h.start - start, h.end - start) for h in quote.highlights])


def _plain_quote(quote: Quote, room: int) -> str:
    """A quote too long with its words in bold: whole without, or its beginning and how much that is."""
    whole = f"**{quote.rank}.** {escape(quote.text)}"
    if _size(whole) <= room:
        return whole
    kept = shorten(quote.text, (room - 100) // 2)
    note = f"-# The first {len(kept) - 1:,} of the quote's {len(quote.text):,} characters."
    return f"**{quote.rank}.** {escape(kept)}\n{note}"


def _place_button(quote: Quote) -> ui.Button[ui.LayoutView]:
    """To the exact place: on the web page, or in the stored text where the article has no address."""
    if link := exact_link(quote):
        return ui.Button(label="Open", url=link)
    return _button("Show", OPEN, _place(quote.article.id, quote.revision_id, quote.span.start, quote.span))


def _button(label: str, act: str, place: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=label, custom_id=f"{act}:{place}", style=discord.ButtonStyle.secondary)


def _place(article_id: int, revision_id: int, offset: int, mark: Span) -> str:
    return f"{article_id}:{revision_id}:{offset}:{mark.start}:{mark.end}"


def _title(citation: Citation) -> str:
    return _one_line(citation.title, _MAX_TITLE)


def _facts(citation: Citation) -> str:
    """Author, site, date, and whether its page is gone, as far as they are known."""
    author = shorten(citation.author, 60) if citation.author else None
    host = site(citation)
    facts = (author, shorten(host, 80) if host else None, written_date(citation), gone_since(citation))
    return " · ".join(escape(fact) for fact in facts if fact) or f"stored text, article {citation.id}"


def _one_line(text: str, max_chars: int) -> str:
    return escape(shorten(" ".join(text.split()), max_chars))


def _trimmed(text: str, span: Span) -> Span:
    """Without blanks at its ends, which bold cannot begin or end with."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _size(text: str) -> int:
    """In UTF-16 units, the largest way in which Discord might count."""
    return len(text.encode("utf-16-le")) // 2


def _container(good: bool) -> ui.Container[ui.LayoutView]:
    return ui.Container(accent_colour=_BLUE if good else _YELLOW)


def _layout(container: ui.Container[ui.LayoutView]) -> ui.LayoutView:
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    # Nothing waits for its buttons: those that do something survive restarts, see bot.buttons.
    view.stop()
    return view
