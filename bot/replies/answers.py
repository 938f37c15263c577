"""An answer as a reply: its quotes, each with its number, its citation and a way to its place; pure.

The room is given out quote by quote, in order. A quote is shown whole or, if others were shown, not at
all; only a first quote that is too long by itself is cut, and then says so.
"""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.citations import exact_link, written_pages
from bot.markdown import embolden, escape, shorten
from bot.remarks import find_small_talk_reply, iter_corrections
from bot.replies.layout import (
    MAX_DISPLAYED,
    MAX_HEADING,
    container,
    facts,
    layout,
    one_line,
    place_button,
    size,
    title,
)
from index.models import Answer, Quote, Span, Status

# Room for what is said after the quotes.
_RESERVE = 200
_MAX_ALSO = 3


def answer_view(answer: Answer) -> ui.LayoutView:
    """The answer: up to three quotes, each with its number, its citation and a way to its place."""
    if small_talk := find_small_talk_reply(answer):
        box = container(True)
        box.add_item(ui.TextDisplay(small_talk))
        return layout(box)
    heading = f"### {one_line(answer.question, MAX_HEADING)}"
    lines = [heading, *_iter_remarks(answer)]
    box = container(answer.status is Status.ANSWERED)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    quotes = (answer.quotes or answer.closest)[:3]
    room = MAX_DISPLAYED - _RESERVE - sum(size(line) + 1 for line in lines)
    shown = _add_quotes(box, quotes, room)
    if shown < len(quotes):
        count = len(quotes) - shown
        box.add_item(
            ui.TextDisplay(
                f"-# {count} more {'quotes were' if count > 1 else 'quote was'} too long to show here."
            )
        )
    return layout(box)


def _iter_remarks(answer: Answer) -> Iterator[str]:
    if answer.status is Status.NOTHING_FOUND:
        yield "Nothing stored here answers that."
    elif answer.status is Status.PARTIAL:
        yield "Only part of this is covered by what is stored here."
    if answer.missing_terms:
        words = shorten(", ".join(answer.missing_terms), MAX_HEADING)
        yield f"No stored article mentions: **{escape(words)}**"
    for sentence in iter_corrections(answer):
        yield one_line(sentence, MAX_HEADING)
    if answer.closest:
        yield "The closest passages, which may not answer it:"


def _add_quotes(box: ui.Container[ui.LayoutView], quotes: Sequence[Quote], room: int) -> int:
    """Add the quotes that fit, and return how many did."""
    for shown, quote in enumerate(quotes):
        citation = "\n".join((_cited(quote), *_also_in(quote)))
        room -= size(citation) + 1
        said = f"**{quote.rank}.** {_quoted(quote)}"
        if size(said) > room:
            if shown:
                return shown
            said = _plain_quote(quote, room)
        room -= size(said)
        box.add_item(ui.Separator())
        box.add_item(ui.Section(f"{said}\n{citation}", accessory=place_button(quote)))
    return len(quotes)


def _cited(quote: Quote) -> str:
    """What the quote is from, in small print."""
    known = (title(quote.article), written_pages(quote.pages), facts(quote.article))
    return f"-# {' · '.join(fact for fact in known if fact)}"


def _also_in(quote: Quote) -> Iterator[str]:
    """The other articles that say the same, each with a link to the place where it has an address."""
    named = [_named(other) for other in quote.also[:_MAX_ALSO]]
    if len(quote.also) > _MAX_ALSO:
        named.append(f"{len(quote.also) - _MAX_ALSO} more")
    if named:
        yield f"-# Also in {', '.join(named)}"


def _named(other: Quote) -> str:
    """An article that says the same, with the pages it does so on."""
    linked = _linked(title(other.article), exact_link(other))
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
    if size(whole) <= room:
        return whole
    kept = shorten(quote.text, (room - 100) // 2)
    note = f"-# The first {len(kept) - 1:,} of the quote's {len(quote.text):,} characters."
    return f"**{quote.rank}.** {escape(kept)}\n{note}"
