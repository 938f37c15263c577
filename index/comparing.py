"""A text held against an article, word by word: where it stands, or nearly, and what differs. Pure.

Texts are compared as lists of words and signs. What is set differently and means the same is the same:
blanks, kinds of quotation marks and dashes, the marks of bold and italics. A changed word, number or sign
is not.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from unicodedata import normalize

from rapidfuzz import fuzz

from index.models import Change, ChangedRun, Span

# Texts are nearly the same from this share of all words in both on (Dice, of what is in order).
NEARLY_FROM = 0.7
_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['’ʼ][^\W_]+)*|\S"
)
_SAME = str.maketrans(
    dict.fromkeys("“”„‟«»‹›″", '"')
    | dict.fromkeys("‘’‚‛ʼ′`´", "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"…": "..."}
)
# Marks of bold, italics and the like, and what is not seen at all.
_UNSEEN = frozenset("*_~|\\\u00ad\u200b\u200c\u200d\u2060\ufeff")
_FINAL = frozenset(".,;:")
# Words beside the stretch that is most like a text, and how like it has to be (in percent) to be looked at.
_MARGIN = 12
_WORTH_COMPARING = 55


@dataclass(frozen=True)
class Line:
    """A text, or a stretch of it, as its words and signs; ``spans`` are where they stand in the whole."""

    text: str
    stretch: Span | None = None

    @cached_property
    def _found(self) -> tuple[list[str], list[Span]]:
        stretch = self.stretch or Span(0, len(self.text))
        found = [
            (_same(match.group()), Span(*match.span()))
            for match in _WORD.finditer(self.text, *stretch)
            if match.group() not in _UNSEEN
        ]
        return [word for word, _ in found], [span for _, span in found]

    @property
    def words(self) -> list[str]:
        """As they are compared."""
        return self._found[0]

    @property
    def spans(self) -> list[Span]:
        """Of the words."""
        return self._found[1]

    @cached_property
    def joined(self) -> str:
        """The words with a blank before, between and after them."""
        return f" {' '.join(self.words)} "

    @cached_property
    def places(self) -> list[int]:
        """Where each word begins in ``joined``."""
        places, at = [], 1
        for word in self.words:
            places.append(at)
            at += len(word) + 1
        return places


@dataclass(frozen=True, slots=True)
class Near:
    """A stretch of a text that is nearly the same as another, from 0 to 1, and what differs."""

    span: Span
    likeness: float
    differences: tuple[ChangedRun, ...]


def find_parts(line: Line, parts: Sequence[str]) -> tuple[Span, ...]:
    """Where the parts stand word for word, one after the other; empty if they do not."""
    found: list[Span] = []
    after = 0
    for part in parts:
        place = _find(line, part, after)
        if place is None:
            return ()
        after = place[1]
        found.append(Span(line.spans[place[0]].start, line.spans[place[1] - 1].end))
    return tuple(found)


def find_near(line: Line, text: str) -> Near | None:
    """The stretch that is most like the text; None if none is nearly so."""
    sought = Line(text)
    if not sought.words or not line.words:
        return None
    aligned = fuzz.partial_ratio_alignment(sought.words, line.words)
    if aligned is None or aligned.score < _WORTH_COMPARING:
        return None
    begin, end = 0, len(line.words)
    if len(sought.words) < end:
        begin, end = max(0, aligned.dest_start - _MARGIN), min(end, aligned.dest_end + _MARGIN)
    return _compare(line, sought, begin, end)


def _same(word: str) -> str:
    return (word if word.isascii() else normalize("NFC", word)).translate(_SAME)


def _find(line: Line, part: str, after: int) -> tuple[int, int] | None:
    """The numbers of the first word of the part and of the one after its last."""
    words = Line(part).words
    while words and words[-1] in _FINAL:
        words = words[:-1]
    while words and words[0] in {*_FINAL, '"'}:
        words = words[1:]
    if not words:
        return None
    begin = line.places[after] - 1 if after < len(line.places) else len(line.joined)
    # The first letter may be large or small, as it stands within a sentence of somebody else's.
    for first in dict.fromkeys(
        (words[0], words[0][0].upper() + words[0][1:], words[0][0].lower() + words[0][1:])
    ):
        at = line.joined.find(f" {' '.join([first, *words[1:]])} ", begin)
        if at >= 0:
            number = bisect_left(line.places, at + 1)
            return number, number + len(words)
    return None


def _compare(line: Line, sought: Line, begin: int, end: int) -> Near | None:
    there = line.words[begin:end]
    matcher = SequenceMatcher(None, sought.words, there, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if not blocks:
        return None
    # What stands before the first word in common takes the place of as many words of the article's.
    head, tail = blocks[0], blocks[-1]
    low = max(0, head.b - head.a)
    high = min(len(there), tail.b + tail.size + len(sought.words) - tail.a - tail.size)
    kept = sum(block.size for block in blocks)
    likeness = 2 * kept / (len(sought.words) + high - low)
    if likeness < NEARLY_FROM:
        return None
    span = Span(line.spans[begin + low].start, line.spans[begin + high - 1].end)
    matcher = SequenceMatcher(None, sought.words, there[low:high], autojunk=False)
    runs = tuple(_iter_runs(line, sought, matcher.get_opcodes(), begin + low))
    return Near(span, likeness, runs)


def _iter_runs(
    line: Line, sought: Line, opcodes: Sequence[tuple[str, int, int, int, int]], begin: int
) -> Iterator[ChangedRun]:
    """What was kept, what of the article's was removed, and what was added to it.

    The blanks between two of the article's runs belong to the first, so that they make up the whole.
    """
    final = begin + opcodes[-1][4] - 1
    for kind, low, high, there_low, there_high in opcodes:
        if there_low < there_high:
            first, last = begin + there_low, begin + there_high - 1
            end = line.spans[last].end if last == final else line.spans[last + 1].start
            span = Span(line.spans[first].start, end)
            yield ChangedRun(Change.KEPT if kind == "equal" else Change.REMOVED, span.of(line.text), span)
        if low < high and kind != "equal":
            end = sought.spans[high].start if high < len(sought.spans) else sought.spans[high - 1].end
            span = Span(sought.spans[low].start, end)
            yield ChangedRun(Change.ADDED, span.of(sought.text), span)
