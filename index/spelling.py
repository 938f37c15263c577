"""Typing errors: which words of the collection may be meant by one that it does not have.

An error is one letter more, one less, another one, or two neighbours swapped (optimal string
alignment; Damerau 1964 counted four fifths of all misspellings to be one such error). A word
of four letters may have one, a word of eight two; a word with a digit none.

The collection knows stems, and an error in an ending makes another stem of a word ("buildign"). So
one error is looked for from the word: all words that are one error away (Norvig, "How to write a
spelling corrector") are made, and their terms looked up. Two errors, and other scripts, are looked
for among the terms.
"""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from index.text import fold_title, term_of

MIN_CHARS = 4
TWO_ERRORS_FROM = 8
MAX_CHARS = 30
# So many letters at the end of a word may be an ending.
_ENDING = 3
_ENDINGS = "s es ed d ing ly er e".split()
_TRIPLED = re.compile(r"([^\W\d_])\1{2,}")
_POSSESSIVE = re.compile("(?<=[^\\W\\d_])['’ʼ]s?$")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBOURS = {
    a + b
    for row, (keys, below) in enumerate(zip(_ROWS, (*_ROWS[1:], ""), strict=True))
    for at, a in enumerate(keys)
    for b in (*keys[at + 1 : at + 2], *below[max(0, at - 1) : at + 1])
}


def may_be_misspelt(word: str) -> bool:
    """Whether the word, as written, is one that is corrected at all: no number and no abbreviation."""
    plain = word.replace("'", "").replace("’", "")
    return MIN_CHARS <= len(plain) <= MAX_CHARS and plain.isalpha() and not (word.isupper() and len(word) < 7)


def one_error_away(word: str) -> dict[str, str]:
    """The terms of all words one error away, each with the likeliest such word; Latin letters only.

    A key held down ("bridgeee") is none yet.
    """
    folded = bare(word)
    found: dict[str, str] = {}
    if not set(folded) <= set(_LETTERS):
        return found
    for variant in {folded, *_iter_variants(folded)}:
        term = term_of(variant)
        if term and (term not in found or cost(folded, variant) < cost(folded, found[term])):
            found[term] = variant
    return found


def similar(term: str, vocabulary: Sequence[str]) -> list[str]:
    """The terms of the vocabulary that are no more errors apart than is usual for the length."""
    errors = _errors(term)
    likely = process.extract(term, vocabulary, scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [like for like, _, _ in likely if len(like) >= MIN_CHARS - 1]


def cost(written: str, meant: str) -> float:
    """How unlikely it is to have meant this: 1 for an error, less for a usual one, more for two."""
    apart = OSA.distance(written, meant)
    if apart != 1:
        return float(apart)
    if written[0] != meant[0] and written[:2] != meant[1::-1]:
        return 1.3
    if len(written) == len(meant):
        pair = [(a, b) for a, b in zip(written, meant, strict=True) if a != b]
        usual = len(pair) == 2 or _are_neighbours(*pair[0])
    else:
        usual = _without_doubles(written) == _without_doubles(meant)
    return 0.7 if usual else 1.0


def _errors(term: str) -> int:
    return 2 if len(term) >= TWO_ERRORS_FROM else 1


def _iter_variants(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after and after[0] != letter:
                yield before + letter + after[1:]


def _are_neighbours(a: str, b: str) -> bool:
    return a + b in _NEIGHBOURS or b + a in _NEIGHBOURS


def _without_endings(word: str) -> set[str]:
    """The word, and what is left of it without an ending of inflection."""
    return {word} | {word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)}


def _without_doubles(word: str) -> str:
    return "".join(letter for letter, before in zip(word, f" {word}", strict=False) if letter != before)


def is_tripled(word: str) -> bool:
    """Whether a letter stands three times or more in a row, as no word has it."""
    return _TRIPLED.search(fold_title(word)) is not None


def bare(word: str) -> str:
    """The word folded, without a possessive ending, and no letter more than twice in a row."""
    return _TRIPLED.sub(r"\1\1", _POSSESSIVE.sub("", fold_title(word)))


def may_mean(written: str, meant: str, form: str) -> bool:
    """Whether ``form``, found in a passage, is what was meant, up to inflection.

    ``written`` has one error from ``meant``, which need not be a word; or ``meant`` is a term that is
    like that of ``written``, and then the two words themselves must be as near, and differ in more
    than their endings: "collector" is no error for "collect".
    """
    written, meant, form = bare(written), bare(meant), bare(form)
    apart = OSA.distance(written, form)
    if apart <= 1:
        return True
    if OSA.distance(written, meant) == 1 and _without_endings(meant) & _without_endings(form):
        return True
    shared = Prefix.similarity(written, form)
    return apart <= _errors(written) and shared < min(len(written), len(form)) - _ENDING
