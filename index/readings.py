"""How a question is read, where the collection's words settle it: in which language, and what as one word.

A few words seldom show their language, and a stem of the wrong one is found nowhere. So where a word
is in no passage, the question is read in every language, and the one is chosen in which most of its words
are words of the collection, or common ones. In it, what may be written together or
apart (e-mail, COVID-19, wi fi, 1 000) is read as the collection writes it.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.models import TermStatistics
from index.question import Question
from index.text import LANGUAGES, Token, find_tokens, is_joined, terms
from index.word_lists import is_listed

# In fewer words than this, a common word of a language says nothing for the language: "Die Hard".
_FEW = 3
# A first part of so many letters is a prefix, as in co-operate, if people write the two in one.
_PREFIX = 3
_LETTERS_AND_DIGITS = re.compile(r"([^\W\d_]{2,})(\d+)")
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Other:
    """Tokens that may take the place of those between their first start and their last end."""

    tokens: tuple[Token, ...]

    def replaces(self, token: Token) -> bool:
        """Whether the token is one of those."""
        return self.tokens[0].start <= token.start and token.end <= self.tokens[-1].end


@dataclass(frozen=True, slots=True)
class Reading:
    """The question's words as they are in a language, and what may stand for some of them."""

    language: str
    tokens: tuple[Token, ...]
    others: tuple[Other, ...]


def is_settled(question: Question, statistics: TermStatistics) -> bool:
    """Whether passages have all the words, and none could be written otherwise."""
    return not statistics.passage_count or (
        all(map(statistics.df.get, question.words)) and not any(_iter_joined(question, question.language))
    )


def iter_readings(question: Question, statistics: TermStatistics) -> Iterator[Reading]:
    """In the language that the question seems to be in, and then the others if a word is missing."""
    missing = {term for term in question.words if not statistics.df.get(term)}
    places = {token.start for token in find_tokens(question.plain, missing, question.language)}
    for language in dict.fromkeys((question.language, *(LANGUAGES if missing else ()))):
        joined = list(_iter_joined(question, language))
        single = [token for token in find_tokens(question.plain, None, language) if token not in joined]
        others = [Other((token,)) for token in joined]
        others += _iter_others(question.plain, single, places, language)
        yield Reading(language, tuple(single), tuple(others))


def terms_of(readings: Sequence[Reading]) -> list[str]:
    """All that statistics are needed of to choose among the readings."""
    found = [token.term for reading in readings for token in reading.tokens]
    found += [token.term for reading in readings for other in reading.others for token in other.tokens]
    return list(dict.fromkeys(found))


def choose(question: Question, readings: Sequence[Reading], statistics: TermStatistics) -> Question:
    """The question as it is best read."""
    places = {token.start for reading in readings for token in reading.tokens}
    settled = [(reading, _settle(question.plain, reading, statistics.df)) for reading in readings]

    def known(read: tuple[Reading, Sequence[Token]]) -> int:
        reading, tokens = read
        there = [token for token in tokens if statistics.df.get(token.term)]
        words = sum(1 for place in places if any(token.start <= place < token.end for token in there))
        common = len(places - {token.start for token in reading.tokens}) if len(places) >= _FEW else 0
        return words + common

    best, tokens = max((read for read in settled if read[1]), key=known)
    words: dict[str, str] = {}
    for term, start, end in tokens:
        words.setdefault(term, question.plain[start:end])
    return replace(question, words=words, language=best.language)


def _settle(plain: str, reading: Reading, df: Mapping[str, int]) -> Sequence[Token]:
    """The reading's words written together or apart as passages have them."""
    tokens: Sequence[Token] = reading.tokens
    for other in reading.others:
        replaced = [token for token in tokens if other.replaces(token)]
        if _is_better(plain, other, replaced, df):
            kept = [token for token in tokens if token not in replaced]
            tokens = sorted([*kept, *other.tokens], key=lambda token: token.start)
    return tokens


def _iter_joined(question: Question, language: str) -> Iterator[Token]:
    """The words that are wholes of parts."""
    for token in find_tokens(question.plain, None, language):
        if is_joined(question.plain[token.start : token.end]):
            yield token


def _iter_others(
    plain: str, tokens: Sequence[Token], missing: Container[int], language: str
) -> Iterator[Other]:
    """For words that are missing, by where they start: one with a neighbour, or letters and digits apart."""
    for first, second in pairwise(tokens):
        if (first.start in missing or second.start in missing) and plain[first.end : second.start] == " ":
            together = terms(plain[first.start : first.end] + plain[second.start : second.end], language)
            if len(together) == 1:
                yield Other((Token(together[0], first.start, second.end),))
    for _, start, end in tokens:
        if start in missing and (apart := _LETTERS_AND_DIGITS.fullmatch(plain[start:end])):
            middle = start + apart.start(2)
            for letters in terms(apart[1], language):
                yield Other((Token(letters, start, middle), Token(apart[2], middle, end)))


def _is_better(plain: str, other: Other, replaced: Sequence[Token], df: Mapping[str, int]) -> bool:
    """Whether passages have the other way, and more of it than of what it would replace."""
    if not all(df.get(token.term) for token in other.tokens):
        return False
    if not all(df.get(token.term) for token in replaced):
        return True
    word = plain[other.tokens[0].start : other.tokens[-1].end]
    if not replaced or not is_joined(word):
        return False
    first, last = _BETWEEN.split(word, maxsplit=1)
    is_prefix = len(first) == 1 or (len(first) <= _PREFIX and is_listed(first + last))
    # In more passages than one of its parts, it is written in one there.
    written_in_one = df[other.tokens[0].term] > min(df[token.term] for token in replaced)
    return word[0].isdigit() or is_prefix or written_in_one
