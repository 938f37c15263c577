"""Article text into passages: contiguous spans that retrieval ranks.

A passage is a paragraph. A paragraph longer than ``MAX_WORDS`` is divided between sentences into
parts of about equal length; paragraphs shorter than ``MIN_WORDS`` (a line of dialogue, a heading)
are joined with what follows, since a passage of ten words has too little in it to be found by.
"""

from collections.abc import Iterator
from math import ceil

import regex

from index.models import Span
from index.text import iter_sentences, trim

MAX_WORDS = 300
MIN_WORDS = 80

_PARAGRAPH_BREAK = regex.compile(r"(?:\r\n|[\n\r\u2029])[ \t\u00a0]*(?:\r\n|[\n\r\u2029])\s*")
# Where a line ends as a sentence does: any other may be one that was wrapped by hand.
_LINE_BREAK = regex.compile(r"""(?<=[.!?…:;。！？)\]"'”’»][ \t]*)(?:\r\n|[\n\r\u2028\u2029])\s*""")
# Han and kana take about two signs for a word; Thai and its neighbours, which spell it out, four.
_HAN = r"\p{Han}\p{Hiragana}\p{Katakana}"
_THAI = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_HAN}]{{2}}|[{_THAI}]{{4}}|[^\s{_HAN}{_THAI}]+")


def split(text: str) -> list[Span]:
    """The passages in order; they do not overlap, and hold all but the white space between them."""
    passages: list[Span] = []
    waiting: Span | None = None  # short paragraphs that want company
    waiting_words = 0
    for paragraph in _iter_paragraphs(text):
        words = count_words(text, paragraph)
        if waiting and waiting_words + words > MAX_WORDS:
            passages.append(waiting)
            waiting, waiting_words = None, 0
        if waiting:
            words += waiting_words
        joined = Span(waiting.start, paragraph.end) if waiting else paragraph
        if words < MIN_WORDS:
            waiting, waiting_words = joined, words
        else:
            passages.extend(_divide(text, joined, words))
            waiting, waiting_words = None, 0
    if waiting:
        passages.extend(_with_remainder(text, passages, waiting, waiting_words))
    return passages


def count_words(text: str, span: Span) -> int:
    """Words by white space; in scripts without spaces two or four characters count as a word."""
    return sum(1 for _ in _WORD.finditer(text, span.start, span.end))


def _with_remainder(text: str, passages: list[Span], remainder: Span, words: int) -> Iterator[Span]:
    """The last short paragraphs: joined to the passage before them where there is room."""
    if passages and count_words(text, passages[-1]) + words <= MAX_WORDS:
        yield Span(passages.pop().start, remainder.end)
    else:
        yield remainder


def _iter_paragraphs(text: str) -> Iterator[Span]:
    """Blocks between blank lines; in a text without any, up to each line that ends as a sentence does."""
    breaks = _PARAGRAPH_BREAK if _PARAGRAPH_BREAK.search(text.strip()) else _LINE_BREAK
    start = 0
    for match in breaks.finditer(text):
        if span := trim(text, start, match.start()):
            yield span
        start = match.end()
    if span := trim(text, start, len(text)):
        yield span


def _divide(text: str, paragraph: Span, words: int) -> Iterator[Span]:
    """A paragraph in the fewest parts of at most MAX_WORDS, alike in length, cut at sentences."""
    if words <= MAX_WORDS:
        yield paragraph
        return
    target = words / ceil(words / MAX_WORDS)
    start, end, filled = paragraph.start, paragraph.start, 0
    for piece in _iter_pieces(text, paragraph):
        size = count_words(text, piece)
        if filled and (filled + size / 2 > target or filled + size > MAX_WORDS):
            yield Span(start, end)
            start, filled = piece.start, 0
        end, filled = piece.end, filled + size
    yield Span(start, end)


def _iter_pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """Sentences of the paragraph; one longer than MAX_WORDS is cut between words."""
    for sentence in iter_sentences(paragraph.of(text)):
        piece = Span(paragraph.start + sentence.start, paragraph.start + sentence.end)
        words = list(_WORD.finditer(text, piece.start, piece.end))
        firsts = [word.start() for word in words[::MAX_WORDS]][1:]
        start = piece.start
        for first in firsts:
            if span := trim(text, start, first):
                yield span
            start = first
        yield Span(start, piece.end)
