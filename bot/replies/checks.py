"""Whether a text stands in a stored article, as a reply: the verdict, the stored words, what differs; pure.

What differs is marked in both texts and said in words as well, for whoever cannot see the marks.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from discord import ui

from bot.language import gettext, ngettext
from bot.markdown import embolden, escape, shorten
from bot.replies.layout import (
    MAX_DISPLAYED,
    MAX_HEADING,
    container,
    layout,
    one_line,
    place_button,
    size,
    title,
)
from bot.replies.quotes import as_kept, quoted, small_print
from index.models import Change, ChangedRun, Quote, QuoteCheck, QuoteMatch, Span

_RESERVE = 300
_MAX_NAMED = 5
_MAX_WORDS = 80


def check_view(
    check: QuoteCheck, closest: Quote | None = None, collection: str | None = None
) -> ui.LayoutView:
    """What became of the check; ``closest`` is shown as such where the text was not found.

    ``collection`` is named only where the reply stands outside its server.
    """
    box = container(check.match is QuoteMatch.VERBATIM and not check.is_earlier)
    box.add_item(ui.TextDisplay(f"### {_verdict(check)}\n{_explanation(check, closest)}"))
    quote = check.quote or closest
    if quote is None:
        box.add_item(ui.TextDisplay(_checked(check, MAX_DISPLAYED // 2)))
        return layout(box)
    cited = small_print(as_kept(quote), quote)
    room = MAX_DISPLAYED - _RESERVE - size(cited) - MAX_HEADING
    box.add_item(ui.Separator())
    marked = _marked_in_quote(check.differences, quote) if check.differences else quoted(quote)
    said = _stored(quote, marked, room)
    box.add_item(ui.TextDisplay(f"{said}\n{cited}"))
    box.add_item(ui.ActionRow(place_button(quote, collection)))
    if check.differences:
        _add_differences(box, check, room - size(said))
    return layout(box)


def _verdict(check: QuoteCheck) -> str:
    if check.match is QuoteMatch.VERBATIM:
        return (
            gettext("Word for word, in an earlier version") if check.is_earlier else gettext("Word for word")
        )
    if check.match is QuoteMatch.NEARLY:
        return gettext("Nearly, but not word for word")
    if check.match is QuoteMatch.ELSEWHERE:
        return gettext("The right words, but another article")
    return gettext("Not found")


def _explanation(check: QuoteCheck, closest: Quote | None) -> str:
    """The verdict in a sentence or two."""
    sentences = []
    if check.match is QuoteMatch.NOT_FOUND:
        sentences.append(gettext("No stored article has these words, nor nearly these."))
        if closest:
            sentences.append(gettext("This is the closest passage, and no source for them:"))
    elif check.match is QuoteMatch.VERBATIM:
        sentences.append(gettext("A stored article says exactly this."))
    elif check.match is QuoteMatch.NEARLY:
        sentences.append(gettext("A stored article says this in somewhat different words."))
    if check.is_earlier:
        sentences.append(
            gettext("That was in an earlier text of the article, which does not have it any more.")
        )
    if check.named:
        sentences.append(
            gettext("The message names “{title}”, where these words do not stand.", title=title(check.named))
        )
    return " ".join(sentences)


def _add_differences(box: ui.Container[ui.LayoutView], check: QuoteCheck, room: int) -> None:
    """What the message says, and the differences in words, as far as there is room."""
    parts = [_written(check, gettext("**The message says**")), _in_words(check.differences)]
    fitting = [part for part in parts if size(part) <= room // len(parts)]
    if fitting:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(fitting)))


def _stored(quote: Quote, marked: str, room: int) -> str:
    """The article's words with their marks; without, or only their beginning, for want of room."""
    heading = gettext("**The article says**")
    for body in (marked, escape(quote.text)):
        if size(f"{heading}\n{body}") <= room:
            return f"{heading}\n{body}"
    return f"{heading}\n{escape(shorten(quote.text, (room - size(heading) - 1) // 2))}"


def _marked_in_quote(differences: Sequence[ChangedRun], quote: Quote) -> str:
    """The article's words, in bold those that the message lacks."""
    start = quote.span.start
    lacking = [
        Span(run.span.start - start, run.span.end - start)
        for run in map(_trimmed, differences)
        if run.change is Change.REMOVED and run.text
    ]
    return embolden(quote.text, lacking)


def _written(check: QuoteCheck, heading: str) -> str:
    """The message's words, struck out those that the article lacks."""
    parts, done = [], 0
    for run in map(_trimmed, check.differences):
        if run.change is Change.ADDED and run.text:
            parts += [escape(check.text[done : run.span.start]), f"~~{escape(run.text)}~~"]
            done = run.span.end
    return f"{heading}\n{''.join(parts)}{escape(check.text[done:])}"


def _in_words(differences: Sequence[ChangedRun]) -> str:
    """Each difference as a line of small print, and how many there are more."""
    lines = list(_iter_differences(differences))
    more = len(lines) - _MAX_NAMED
    shown = lines[:_MAX_NAMED]
    if more > 0:
        shown.append(ngettext("And {count} difference more.", "And {count} differences more.", more))
    return "\n".join(f"-# {line}" for line in shown)


def _iter_differences(differences: Sequence[ChangedRun]) -> Iterator[str]:
    taken = False
    for run, following in pairwise((*differences, None)):
        if run is None or taken or run.change is Change.KEPT:
            taken = False
            continue
        words = _words(run)
        if following and {run.change, following.change} == {Change.REMOVED, Change.ADDED}:
            taken = True
            theirs, ours = (
                (_words(following), words) if run.change is Change.REMOVED else (words, _words(following))
            )
            yield gettext(
                "The article has “{stored}” where the message has “{written}”.", stored=ours, written=theirs
            )
        elif run.change is Change.REMOVED:
            yield gettext("The message leaves out “{stored}”.", stored=words)
        else:
            yield gettext("The message adds “{written}”.", written=words)


def _trimmed(run: ChangedRun) -> ChangedRun:
    """Without blanks at its ends, which no mark can begin or end with."""
    start = run.span.start + len(run.text) - len(run.text.lstrip())
    words = run.text.strip()
    return run._replace(text=words, span=Span(start, start + len(words)))


def _words(run: ChangedRun) -> str:
    return one_line(run.text, _MAX_WORDS)


def _checked(check: QuoteCheck, room: int) -> str:
    """The words that were looked for."""
    return f"-# “{one_line(check.text, room // 2)}”"
