"""Text into sentences, each with its offsets in the text as it stands."""

import re
from collections.abc import Iterator

import regex
import sentencex

from index.models import Span
from index.text._languages import CODES, language_of

# A line that stands for itself: heading, bullet, numbered point, table row.
_OWN_LINE = regex.compile(r"[ \t]*(?:[-*+•‣–—][ \t]|#{1,6}[ \t]|\d{1,3}[.)][ \t]|\|)")
_LINE_BREAK = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# What was said, to its closing mark, and who said it, which sentencex takes for a sentence of its own.
_SAID = regex.compile(r"""[.?!…。！？]["”’»“」』][ \t\u00a0\u3000]*\Z""")
_WHO_SAID = regex.compile(
    r"(?:[–—-]\s*)?\p{Ll}|と|って|(?:\p{Lu}[\w'’.-]*\s+){1,3}"
    r"(?:said|says|asked|asks|replied|answered|added|told|cried|called|shouted|whispered|wrote|explained)\b"
)
_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f]")  # white space of more than one byte in UTF-8


def iter_sentences(text: str) -> Iterator[Span]:
    """The sentences in order, without the white space around them; headings and points count too.

    Borders are sentencex's, and besides them the line breaks before and after a line that stands
    for itself.
    """
    # sentencex 1.0.32 panics at "C\u00a0.", cutting within the blank; a copy of the same length has
    # the same offsets.
    for start, end in _with_speakers(text, _borders(_WIDE_BLANK.sub(" ", text))):
        yield from _split_lines(text, start, end)


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if nothing else is there."""
    stripped = text[start:end].lstrip()
    start = end - len(stripped)
    stripped = stripped.rstrip()
    return Span(start, start + len(stripped)) if stripped else None


def _with_speakers(text: str, borders: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sentences, those that only tell who said the one before joined to it."""
    waiting: tuple[int, int] | None = None
    for start, end in borders:
        if waiting and _SAID.search(text, max(0, start - 4), start) and _WHO_SAID.match(text, start):
            waiting = waiting[0], end
            continue
        if waiting:
            yield waiting
        waiting = start, end
    if waiting:
        yield waiting


def _borders(text: str) -> list[tuple[int, int]]:
    """Where sentencex sees sentences; the whole text is one where it fails."""
    try:
        found = sentencex.get_sentence_boundaries(CODES.get(language_of(text), "en"), text)
    except BaseException as error:
        # A panic of Rust's is no Exception, so that nobody else would catch it: one odd sign in an
        # article would end an import, or leave a question unanswered. Its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return [(0, len(text))]
    return [(border["start_index"], border["end_index"]) for border in found]


def _split_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence at the line breaks beside lines that stand for themselves."""
    cuts = [start]
    for newline in _LINE_BREAK.finditer(text, start, end):
        if _OWN_LINE.match(text, newline.end(), end) or _OWN_LINE.match(text, cuts[-1], end):
            cuts.append(newline.end())
    for cut_start, cut_end in zip(cuts, [*cuts[1:], end], strict=True):
        if span := trim(text, cut_start, cut_end):
            yield span
