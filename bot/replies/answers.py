"""An answer as a reply: its quotes, each with its number, its citation and ways to its place; pure.

The room is given out quote by quote, in order. A quote is shown whole or, if others were shown, not at
all, and a button leads to those that are left; only a first quote that is too long by itself is cut, and
then says so.
"""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.language import gettext, ngettext
from bot.markdown import escape, shorten
from bot.remarks import find_carried, find_difference, find_small_talk_reply, iter_corrections
from bot.replies.answer_buttons import (
    Button,
    context_button,
    delete_button,
    feedback_buttons,
    follow_up_button,
    more_button,
    post_button,
)
from bot.replies.layout import MAX_DISPLAYED, MAX_HEADING, container, layout, one_line, place_button, size
from bot.replies.quotes import as_kept, removed, said, said_within, small_print
from index.models import Answer, KeptAnswer, KeptQuote, Status

# Room for what is said after the quotes.
_RESERVE = 200
# Of the 40 components that a message may have, a quote takes five (a line, its text, a row of two
# buttons), what is around all quotes ten, and a menu below two.
MAX_SHOWN = 5

Shown = Answer | KeptAnswer


def answer_view(  # noqa: PLR0913 - what is shown, to whom, and where
    answer: Shown,
    *,
    shown_to: int,
    is_private: bool,
    first: int = 0,
    count: int = 3,
    is_kept: bool = True,
    collection: str | None = None,
    note: str | None = None,
) -> ui.LayoutView:
    """The answer: its quotes from ``first`` (counted from 0) on, at most ``count`` (1 to 5) in a message.

    ``shown_to`` is the id of who asked, and ``is_private`` whether nobody else sees it. With ``is_kept``
    false there are no buttons that need the answer to be kept. ``collection`` is named only where the
    reply stands outside the server that the answer is of. ``note`` is small print, escaped.
    """
    if small_talk := find_small_talk_reply(answer):
        box = container(True)
        box.add_item(ui.TextDisplay(small_talk))
        return layout(box)
    lines = list(_iter_more_heading(answer) if first else _iter_heading(answer, note))
    box = container(answer.status is Status.ANSWERED)
    box.add_item(ui.TextDisplay("\n".join(lines)))
    quotes = _quotes_of(answer)
    wanted = quotes[first : first + max(1, min(count, MAX_SHOWN))]
    room = MAX_DISPLAYED - _RESERVE - sum(size(line) + 1 for line in lines)
    after = first + _add_quotes(box, wanted, room, collection)
    buttons: list[Button] = []
    if left := len(quotes) - after:
        if is_kept:
            buttons.append(more_button(answer.answer_id, after, count, left, collection))
        else:
            box.add_item(ui.TextDisplay(f"-# {_too_long(left)}"))
    if not first:
        ends = _last_buttons(answer, shown_to, is_private=is_private, is_kept=is_kept, collection=collection)
        buttons += ends
    if buttons:
        box.add_item(ui.Separator())
        box.add_item(ui.ActionRow(*buttons))
    return layout(box)


def _quotes_of(answer: Shown) -> tuple[KeptQuote, ...]:
    quotes = answer.quotes or answer.closest
    return tuple(quote if isinstance(quote, KeptQuote) else as_kept(quote) for quote in quotes)


def _iter_heading(answer: Shown, note: str | None) -> Iterator[str]:
    yield f"### {one_line(answer.question, MAX_HEADING)}"
    if note:
        yield f"-# {note}"
    if carried := find_carried(answer):
        yield f"-# {one_line(carried, MAX_HEADING)}"
    yield from _iter_remarks(answer)


def _iter_more_heading(answer: Shown) -> Iterator[str]:
    yield f"### {one_line(answer.question, MAX_HEADING)}"
    yield "-# " + gettext("More quotes from the same answer.")


def _iter_remarks(answer: Shown) -> Iterator[str]:
    if answer.status is Status.NOTHING_FOUND:
        yield gettext("Nothing stored here answers that.")
    elif answer.status is Status.PARTIAL:
        yield gettext("Only part of this is covered by what is stored here.")
    if answer.missing_terms:
        words = escape(shorten(", ".join(answer.missing_terms), MAX_HEADING))
        yield gettext("No stored article mentions: **{words}**", words=words)
    for sentence in iter_corrections(answer):
        yield one_line(sentence, MAX_HEADING)
    if difference := find_difference(answer):
        yield difference
    if answer.closest:
        yield gettext("The closest passages, which may not answer it:")


def _add_quotes(
    box: ui.Container[ui.LayoutView], quotes: Sequence[KeptQuote], room: int, collection: str | None
) -> int:
    """Add the quotes that fit, and return how many did."""
    for shown, kept in enumerate(quotes):
        quote = kept.quote
        below = f"\n{small_print(kept, quote)}" if quote else ""
        words = said(quote) if quote else removed(kept)
        room -= size(below)
        if size(words) > room:
            if shown or not quote:
                return shown
            words = said_within(quote, room)
        room -= size(words)
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(words + below))
        if quote:
            box.add_item(ui.ActionRow(place_button(quote, collection), context_button(quote, collection)))
    return len(quotes)


def _last_buttons(
    answer: Shown, shown_to: int, *, is_private: bool, is_kept: bool, collection: str | None
) -> Iterator[Button]:
    if is_kept:
        yield follow_up_button(answer.answer_id, collection)
        if answer.quotes or answer.closest:
            yield from feedback_buttons(answer.answer_id, collection)
    if not is_private:
        yield delete_button(shown_to)
    elif is_kept and collection is None:
        yield post_button(answer.answer_id, shown_to)


def _too_long(left: int) -> str:
    return ngettext(
        "{count} more quote was too long to show here.",
        "{count} more quotes were too long to show here.",
        left,
    )
