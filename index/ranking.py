"""The second look: the passages BM25 found, ranked again with what BM25 cannot see.

    score = bm25 / best bm25 + value of the best sentence, + LEAD * coverage of the title if it is the first
    value = coverage + NEARNESS * nearness + SAME_FORM * coverage by words of the same form, + KIND if it fits

*Coverage* of a stretch of text is the share of the question that it mentions: the sum of the
weights (idf) of the question's terms in it over the sum for all terms, 0..1. *Nearness* adds, for
each two terms that follow each other in the question, the smaller of their weights over their
distance in the sentence, on the same scale. A sentence *fits* if it mentions what the question asks
for (see ``index.asked``). What the title says, an article's first passage says best.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.bm25 import idf
from index.freshness import gains
from index.models import Passage, Span, TermStatistics
from index.question import Question
from index.text import Token, find_tokens, iter_sentences, terms

NEARNESS = 0.5
SAME_FORM = 0.1
KIND = 0.2
LEAD = 0.3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage, with offsets in the revision, and what it says of the question.

    ``value`` is its worth for the question, 0 to 1.8; ``fits`` whether it mentions the kind asked for.
    """

    span: Span
    terms: frozenset[str]
    value: float
    fits: bool


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with its rank score (0 to about 3) and its sentences; ``best`` is an index.

    ``coverage`` counts the whole passage and its article's title.
    """

    passage: Passage
    score: float
    coverage: float
    sentences: tuple[Sentence, ...]
    best: int


def weigh(question: Question, statistics: TermStatistics) -> dict[str, float]:
    """Each term's share of the question by idf; the shares sum to 1.

    A term that no passage holds weighs more than any that one does.
    """
    weights = {term: idf(statistics.passage_count, statistics.df.get(term, 0)) for term in question.terms}
    total = sum(weights.values()) or 1.0
    return {term: weight / total for term, weight in weights.items()}


def rank(
    found: Sequence[tuple[Passage, float]], question: Question, weights: Mapping[str, float]
) -> list[RankedPassage]:
    """Passages with their BM25 scores, best first, into rank order; ties keep BM25's order."""
    best_bm25 = max((score for _, score in found), default=1.0)
    gained = gains(question, [passage for passage, _ in found])  # by the day it appeared
    ranked = [
        _look_again(passage, score / best_bm25 + gained.get(passage.id, 0.0), question, weights)
        for passage, score in found
    ]
    return sorted(ranked, key=lambda r: -r.score)


def coverage(mentioned: Iterable[str], weights: Mapping[str, float]) -> float:
    """The share of the question in these terms, 0..1."""
    return sum(weights[term] for term in weights.keys() & set(mentioned))


def _look_again(
    passage: Passage, bm25: float, question: Question, weights: Mapping[str, float]
) -> RankedPassage:
    sentences = tuple(_iter_weighed(passage, question, weights))
    best = max(range(len(sentences)), key=lambda i: sentences[i].value)
    title = frozenset(terms(passage.article.title))
    lead = LEAD * coverage(title, weights) if passage.span.start == 0 else 0.0
    mentioned = title.union(*(s.terms for s in sentences))
    score = bm25 + sentences[best].value + lead
    return RankedPassage(passage, score, coverage(mentioned, weights), sentences, best)


def _iter_weighed(passage: Passage, question: Question, weights: Mapping[str, float]) -> Iterable[Sentence]:
    """The passage's sentences; one at least, since a passage is never blank."""
    tokens = find_tokens(passage.text, weights)
    for span in iter_sentences(passage.text):
        inside = [t for t in tokens if span.start <= t.start and t.end <= span.end]
        mentioned = frozenset(token.term for token in inside)
        same_form = {t.term for t in inside if _is_same_form(passage.text[t.start : t.end], t, question)}
        fits = question.kind is not None and question.kind.is_in(span.of(passage.text))
        yield Sentence(
            Span(passage.span.start + span.start, passage.span.start + span.end),
            mentioned,
            coverage(mentioned, weights)
            + NEARNESS * _nearness(inside, weights)
            + SAME_FORM * coverage(same_form, weights)
            + KIND * fits,
            fits,
        )


def _is_same_form(word: str, token: Token, question: Question) -> bool:
    """Whether the word is written as in the question: "communicate" and not "communication"."""
    return word.casefold() == question.words[token.term].casefold()


def _nearness(tokens: Sequence[Token], weights: Mapping[str, float]) -> float:
    """How close the question's neighbouring terms stand, by characters per usual word of six."""
    total = 0.0
    asked = list(weights)
    for left, right in pairwise(asked):
        gaps = [abs(a.start - b.start) for a in tokens if a.term == left for b in tokens if b.term == right]
        if gaps:
            total += min(weights[left], weights[right]) / max(1.0, min(gaps) / 6)
    return total
