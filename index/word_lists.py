"""How often words are used at large, by the lists of film subtitles that pyspellchecker brings.

A list is read when first needed: 160,000 English words in 0.1 s, of which 2.6 MB stay in memory, since
only the words' hashes are kept, in order. Whoever will ask says so before (``read``).
"""

import gzip
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from index.text import fold_title

_CODES = {
    "arabic": "ar",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
}
_PART_CHARS = 20_000
_reading = Lock()

Hashes = NDArray[np.int64]
Shares = NDArray[np.float64]


def is_listed(word: str, language: str = "english") -> bool:
    """Whether the list of the language, as ``index.text.language_of`` names it, has the word."""
    return share(word, language) > 0


def share(word: str, language: str = "english") -> float:
    """How much of all that is said the word is; 0 for a word not on the list."""
    hashes, shares = _shares(language)
    sought = hash(fold_title(word))
    place = int(hashes.searchsorted(sought))
    return float(shares[place]) if place < len(hashes) and hashes[place] == sought else 0.0


def has_list(language: str) -> bool:
    """Whether there is a list of the language."""
    return language in _CODES


def read(language: str) -> None:
    """Have the list ready, if there is one. In a thread, no other waits for long meanwhile."""
    _shares(language)


def _shares(language: str) -> tuple[Hashes, Shares]:
    with _reading:  # or two would read the same at once
        return _read(language)


@cache
def _read(language: str) -> tuple[Hashes, Shares]:
    hashes, counts = [np.zeros(0, np.int64)], [np.zeros(0)]
    if language in _CODES:
        packed = (files("spellchecker") / f"resources/{_CODES[language]}.json.gz").read_bytes()
        for some in _iter_parts(gzip.decompress(packed).decode()):
            words = (word if word.isascii() else fold_title(word) for word in some)
            hashes.append(np.fromiter(map(hash, words), np.int64, len(some)))
            counts.append(np.fromiter(some.values(), np.float64, len(some)))
    every, count = np.concatenate(hashes), np.concatenate(counts)
    order = every.argsort(kind="stable")
    return every[order], count[order] / max(1.0, count.sum())


def _iter_parts(text: str) -> Iterator[dict[str, int]]:
    """The JSON object, some lines at a time, since reading it holds the interpreter all the while."""
    start, end = text.index("{") + 1, text.rindex("}")
    while start < end:
        cut = text.find(",\n", start + _PART_CHARS)
        cut = end if cut < 0 else cut
        yield json.loads(f"{{{text[start:cut]}}}")
        start = cut + 1
