"""Texts that are the same but for a few words: found by a sketch, then compared word by word.

A *shingle* is four words in a row, case and forms folded. Two texts are nearly the same if nine tenths
of all their different shingles are in both (the Jaccard index; Broder 1997, "On the resemblance and
containment of documents"), and if they have the same numbers and negations in the same order: two
weekly reports that differ in their figures are two reports, however alike their words.

A *sketch* finds such texts among many: the least of all shingles under each of 32 orders (MinHash),
hashed four at a time into 8 *bands*. Texts that are nearly the same have at least one band in common in
9,998 of 10,000 cases (1 - (1 - 0.9⁴)⁸), texts half alike in 4 of 10. The numbers go into every band, so
that thousands of reports from one mould share none. Sketches are stored: to change what they are
made from is to have those of before made anew.
"""

import re
from functools import reduce
from hashlib import blake2b
from unicodedata import normalize

import numpy as np
from numpy.typing import NDArray

SAME_FROM = 0.9
# In a shorter text a changed name is lost among what is the same.
MIN_WORDS = 50
_SHINGLE = 4
_BANDS, _ROWS = 8, 4
# Shingles whose 32 hashes are held at once; more would take long texts hundreds of megabytes.
_AT_ONCE = 16_384
_KEPT_WORDS = 100_000

# In scripts without spaces each sign counts as a word.
_UNSPACED = "".join(
    (
        "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff",  # Thai, Lao, Myanmar, Khmer
        "\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff",  # kana, Han
    )
)
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_DIGITS = re.compile(r"\d+")
# Where two texts differ in one of these they say different things.
_TELLING = frozenset(
    """
    no not nor never none nobody nothing without cannot isn wasn aren weren don doesn didn won wouldn couldn
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds
    thousand thousands million millions billion billions trillion dozen dozens half third quarter twice
    first second fourth fifth sixth seventh eighth ninth tenth
    """.split()
)


def sketch_of(text: str) -> tuple[int, ...]:
    """The bands that the text is found by, as signed integers of 64 bits; none for a short text."""
    folded = _fold(text)
    words = _WORD.findall(folded)
    if len(words) < MIN_WORDS:
        return ()
    shingles = _shingles(words)
    starts = range(0, len(shingles), _AT_ONCE)
    least = reduce(np.minimum, (_least(shingles[start : start + _AT_ONCE]) for start in starts))
    bands = _mixed(least.reshape(_BANDS, _ROWS) @ _POWERS + _SALTS + _hash(repr(_telling(folded, words))))
    return tuple(bands.view(np.int64).tolist())


def is_nearly_same(text: str, other: str) -> bool:
    """Whether two texts are the same but for a few words, none of them a number or a negation."""
    folded, folded_other = _fold(text), _fold(other)
    words, words_other = _WORD.findall(folded), _WORD.findall(folded_other)
    if min(len(words), len(words_other)) < MIN_WORDS:
        return words == words_other
    if _telling(folded, words) != _telling(folded_other, words_other):
        return False
    shingles, others = np.unique(_shingles(words)), np.unique(_shingles(words_other))
    shared = len(np.intersect1d(shingles, others, assume_unique=True))
    return shared >= SAME_FROM * (len(shingles) + len(others) - shared)


def telling(folded: str) -> list[str]:
    """The numbers in words, and negations, of a folded text in order."""
    return [word for word in _WORD.findall(folded) if word in _TELLING]


def _fold(text: str) -> str:
    return (text if text.isascii() else normalize("NFKC", text)).casefold()


def _telling(folded: str, words: list[str]) -> tuple[list[str], list[str]]:
    """The numbers and negations, in order."""
    return _DIGITS.findall(folded), [word for word in words if word in _TELLING]


class _Hashes(dict[str, int]):
    """Words and their hashes, 64 bits each, the same in every process."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT_WORDS:
            self.clear()
        number = self[word] = int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little")
        return number


_hashes = _Hashes()


def _hash(word: str) -> np.uint64:
    return np.uint64(int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "little"))


def _shingles(words: list[str]) -> NDArray[np.uint64]:
    """The hash of every shingle, in order."""
    hashes = np.fromiter(map(_hashes.__getitem__, words), np.uint64, len(words))
    places = len(words) - _SHINGLE + 1
    parts = (hashes[at : at + places] * _POWERS[at] for at in range(_SHINGLE))
    return _mixed(reduce(np.add, parts))


def _least(shingles: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The least value of any shingle under each order."""
    least: NDArray[np.uint64] = (shingles * _FACTORS[:, None] + _TERMS[:, None]).min(axis=1)
    return least


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Each value hashed: the finisher of SplitMix64 (Steele, Lea and Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _constants(seed: int, count: int) -> NDArray[np.uint64]:
    return _mixed(np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(seed))


_ODD = np.uint64(1)
_POWERS = _constants(1, _SHINGLE) | _ODD
_FACTORS, _TERMS = _constants(2, _BANDS * _ROWS) | _ODD, _constants(3, _BANDS * _ROWS)
_SALTS = _constants(4, _BANDS)
