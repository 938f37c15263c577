"""What differs between two texts, told in sentences, and in these word by word. Pure.

Sentences that stand in both texts once are taken as anchors, in the longest order that both share (patience
diff, after Bram Cohen). What lies between two anchors is compared by ``difflib``, whose time grows with the
product of the lengths, and only where that product is small. So a long text takes little longer than it
takes to read it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from index.text import iter_sentences

# Sentences, or words, of one text times those of the other that are compared by difflib.
_MAX_PRODUCT = 250_000
_WORD = re.compile(r"\w+|[^\w\s]|\s+")
# Two sentences with fewer words in common than this say something else, and are not compared by words.
_LIKE = 0.3


class Piece(NamedTuple):
    """A part of a sentence; ``is_changed`` is whether the other text does not have it there."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences that stand in the one place: how they were and how they are, each in its pieces.

    One of the two is empty where sentences were added or left out. ``place`` is how many sentences of the
    old text stand before it.
    """

    place: int
    before: tuple[tuple[Piece, ...], ...]
    after: tuple[tuple[Piece, ...], ...]


class _Run(NamedTuple):
    """Sentences of the old text and what takes their place, as ranges of numbers."""

    old: tuple[int, int]
    new: tuple[int, int]


def find_differences(old: str, new: str) -> list[Difference]:
    """Where the two texts differ, in order; empty if they say the same in the same sentences."""
    before = [span.of(old) for span in iter_sentences(old)]
    after = [span.of(new) for span in iter_sentences(new)]
    return [
        _difference(run.old[0], before[slice(*run.old)], after[slice(*run.new)])
        for run in _iter_changed(before, after)
    ]


def _iter_changed(old: Sequence[str], new: Sequence[str]) -> Iterator[_Run]:
    """The runs that differ, between those that are the same."""
    at_old = at_new = 0
    for place_old, place_new in [*_iter_same(old, new), (len(old), len(new))]:
        if at_old < place_old or at_new < place_new:
            yield _Run((at_old, place_old), (at_new, place_new))
        at_old, at_new = place_old + 1, place_new + 1


def _iter_same(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of sentences that are the same in both, in order."""
    begin = 0
    while begin < min(len(old), len(new)) and old[begin] == new[begin]:
        yield begin, begin
        begin += 1
    kept = 0
    while kept < min(len(old), len(new)) - begin and old[-1 - kept] == new[-1 - kept]:
        kept += 1
    end_old, end_new = len(old) - kept, len(new) - kept
    at_old = at_new = begin
    for anchor_old, anchor_new in [
        *_anchors(old[begin:end_old], new[begin:end_new], begin),
        (end_old, end_new),
    ]:
        yield from _iter_same_between(old, new, (at_old, anchor_old), (at_new, anchor_new))
        if anchor_old < end_old:
            yield anchor_old, anchor_new
        at_old, at_new = anchor_old + 1, anchor_new + 1
    yield from ((end_old + number, end_new + number) for number in range(kept))


def _anchors(old: Sequence[str], new: Sequence[str], begin: int) -> list[tuple[int, int]]:
    """Sentences that both have once, as many as stand in the same order in both."""
    count_old, count_new = Counter(old), Counter(new)
    place_new = {sentence: place for place, sentence in enumerate(new) if count_new[sentence] == 1}
    pairs = [
        (place, place_new[sentence])
        for place, sentence in enumerate(old)
        if count_old[sentence] == 1 and sentence in place_new
    ]
    return [(one + begin, other + begin) for one, other in _longest_rising(pairs)]


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of pairs, sorted by the first number, in which the second rises too."""
    ends: list[int] = []  # the smallest end of a rising part of each length
    last: list[int] = []  # and which pair that is
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        length = bisect_left(ends, value)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [value]
        last[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _iter_same_between(
    old: Sequence[str], new: Sequence[str], of_old: tuple[int, int], of_new: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """What is the same between two anchors, if that is told in no time; else nothing is."""
    some, others = old[slice(*of_old)], new[slice(*of_new)]
    if not some or not others or len(some) * len(others) > _MAX_PRODUCT:
        return
    for match in SequenceMatcher(None, some, others, autojunk=False).get_matching_blocks():
        for number in range(match.size):
            yield of_old[0] + match.a + number, of_new[0] + match.b + number


def _difference(place: int, old: Sequence[str], new: Sequence[str]) -> Difference:
    """One run, sentence by sentence where there are as many on both sides, else as a whole."""
    if len(old) == len(new):
        pairs = [_by_words([one], [other]) for one, other in zip(old, new, strict=True)]
        return Difference(
            place,
            tuple(line for before, _ in pairs for line in before),
            tuple(line for _, after in pairs for line in after),
        )
    return Difference(place, *_by_words(old, new))


_Lines = tuple[tuple[Piece, ...], ...]


def _by_words(old: Sequence[str], new: Sequence[str]) -> tuple[_Lines, _Lines]:
    """Both with the words marked that the other does not have; whole if they have little in common."""
    whole = _whole(old), _whole(new)
    some = [(word, line) for line, sentence in enumerate(old) for word in _WORD.findall(sentence)]
    others = [(word, line) for line, sentence in enumerate(new) for word in _WORD.findall(sentence)]
    if not some or not others or len(some) * len(others) > _MAX_PRODUCT:
        return whole
    matcher = SequenceMatcher(None, [word for word, _ in some], [word for word, _ in others], autojunk=False)
    same = [match for match in matcher.get_matching_blocks() if match.size]
    common = sum(len(some[match.a + number][0].strip()) for match in same for number in range(match.size))
    if common < _LIKE * max(sum(map(len, old)), sum(map(len, new))):
        return whole
    kept_old = {match.a + number for match in same for number in range(match.size)}
    kept_new = {match.b + number for match in same for number in range(match.size)}
    return _pieces(some, kept_old, len(old)), _pieces(others, kept_new, len(new))


def _whole(sentences: Sequence[str]) -> _Lines:
    return tuple((Piece(sentence, is_changed=True),) for sentence in sentences)


def _pieces(words: Sequence[tuple[str, int]], kept: set[int], lines: int) -> _Lines:
    """The words of each line joined to pieces; a blank between two changed words is changed with them."""
    found: list[list[Piece]] = [[] for _ in range(lines)]
    for number, (word, line) in enumerate(words):
        is_changed = number not in kept
        if word.isspace() and not is_changed:
            is_changed = number - 1 not in kept and number + 1 not in kept
        pieces = found[line]
        if pieces and pieces[-1].is_changed == is_changed:
            pieces[-1] = Piece(pieces[-1].text + word, is_changed)
        else:
            pieces.append(Piece(word, is_changed))
    return tuple(tuple(pieces) for pieces in found)
