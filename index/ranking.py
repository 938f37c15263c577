"""The second look: the passages BM25 found, ranked again with what BM25 cannot see.

Every sentence of theirs has some signals (``index.signals``), and is worth the sum of these by their
weights (``index.weights``); a passage is worth what its best sentence is. These values are such
that, of all the sentences looked at, one carries the answer with a probability in proportion to
exp(value), which is how the weights were learned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.bm25 import idf
from index.freshness import gains
from index.models import Passage, Span, TermStatistics
from index.question import Question
from index.signals import NAMES, Asked, Context, contexts, see
from index.weights import RANKING

_WEIGHTS = tuple(RANKING[name] for name in NAMES)
# A passage with less than this share of the best BM25 score hardly ever comes first.
WORTH_A_LOOK = 0.45
# How much a word that a follow-up takes along counts beside one of its own.
CARRIED = 0.5
# What a passage gains by being of an article that answered the question before: about a better sentence.
SAME_ARTICLE = 3.5
_NAMES_AT = NAMES.index("names")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with offsets in the revision, and its value for the question."""

    span: Span
    terms: frozenset[str]
    value: float


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its sentences, one at least, and its score: what the best of them is worth.

    ``title`` and ``terms`` are the question's terms in the title, and in title and passage; ``names``
    is the share of its names that these have.
    """

    passage: Passage
    score: float
    sentences: tuple[Sentence, ...]
    title: frozenset[str]
    terms: frozenset[str]
    names: float


def weigh(question: Question, statistics: TermStatistics) -> dict[str, float]:
    """Each term's share of the question by idf; the shares sum to 1.

    A term that no passage holds weighs more than any that one does.
    """
    carried = question.carried_terms
    weights = {
        term: idf(statistics.passage_count, statistics.df.get(term, 0)) * (CARRIED if term in carried else 1)
        for term in question.terms
    }
    total = sum(weights.values()) or 1.0
    return {term: weight / total for term, weight in weights.items()}


def worth_a_look(found: Sequence[tuple[Passage, float]], question: Question) -> list[tuple[Passage, float]]:
    """Of passages with their BM25 scores, those that may still come first.

    Where the day they appeared counts, these are all.
    """
    if question.period or question.prefers_fresh:
        return list(found)
    least = WORTH_A_LOOK * max((score for _, score in found), default=0.0)
    return [(passage, score) for passage, score in found if score >= least]


def rank(
    found: Sequence[tuple[Passage, float]], question: Question, weights: Mapping[str, float]
) -> list[RankedPassage]:
    """Passages with their BM25 scores, best first, into rank order; ties keep BM25's order."""
    asked = Asked(question, weights)
    gained = dict(gains(question, [passage for passage, _ in found]))  # by the day it appeared
    for passage, _ in found:
        if passage.article.id in question.preferred:
            gained[passage.id] = gained.get(passage.id, 0.0) + SAME_ARTICLE
    ranked = [
        _look_again(passage, asked, context, gained.get(passage.id, 0.0))
        for (passage, _), context in zip(found, contexts(found), strict=True)
    ]
    return sorted(ranked, key=lambda r: -r.score)


def _look_again(passage: Passage, asked: Asked, context: Context, gained: float) -> RankedPassage:
    seen = see(passage, asked, context)
    start = passage.span.start
    sentences = tuple(
        Sentence(
            Span(start + sentence.span.start, start + sentence.span.end),
            sentence.terms,
            gained + sum(map(float.__mul__, _WEIGHTS, sentence.signals)),
        )
        for sentence in seen.sentences
    )
    return RankedPassage(
        passage,
        max(sentence.value for sentence in sentences),
        sentences,
        seen.title,
        seen.terms,
        seen.sentences[0].signals[_NAMES_AT],
    )
