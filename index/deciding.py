"""How sure we are that a quote answers: a number from 0 to 1, of what quote and collection say.

Here a term weighs by how rare it is in the collection and in the language at large together, as if
the collection held ``AT_LARGE`` passages more of general talk: in a collection of one article all
words it lacks would be as rare as each other, "newspaper" as "Zanzibar". What each signal is worth
is in ``index.weights``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from index.models import TermStatistics
from index.question import Question
from index.quotes import Candidate
from index.ranking import CARRIED, RankedPassage
from index.weights import DECIDING
from index.word_lists import has_list, share

AT_LARGE = 10_000
# Words of a passage of general talk.
_PASSAGE_WORDS = 90
_MOST_LEAD = 8.0
# What counts as lead where there is no other article: less than most, or a collection of one article
# would answer whatever is near its matter.
_ALONE = 5.0

NAMES = (
    "quote",  # coverage of the question by the quote and its article's title
    "passage",  # and by its passage and the title
    "missing",  # the share of the question's terms that no passage has
    "names",  # the share of the question's names in passage and title
    "lead",  # how much more its best sentence is worth than any for other words, by 8, at most 1
    "terms",  # log of how many terms the question has
)


@dataclass(frozen=True, slots=True)
class Decider:
    """A question's weights, the share of its terms that no passage has, and the passages found."""

    weights: Mapping[str, float]
    missing: float
    ranked: Sequence[RankedPassage]

    @classmethod
    def of(cls, question: Question, statistics: TermStatistics, ranked: Sequence[RankedPassage]) -> "Decider":
        """For a question to a collection with these statistics, which found these passages."""
        missing = sum(1 for term in question.terms if not statistics.df.get(term))
        return cls(weigh_at_large(question, statistics), missing / len(question.terms), ranked)

    def sureness(self, candidate: Candidate) -> float:
        """From 0 to 1."""
        weighed = zip(NAMES, self.signals(candidate), strict=True)
        return 1 / (1 + exp(-DECIDING["constant"] - sum(DECIDING[name] * value for name, value in weighed)))

    def signals(self, candidate: Candidate) -> tuple[float, ...]:
        """In the order of ``NAMES``."""
        ranked = candidate.ranked
        quoted = candidate.sentences
        best = max(sentence.value for sentence in quoted)
        return (
            self._coverage(ranked.title.union(*(sentence.terms for sentence in quoted))),
            self._coverage(ranked.terms),
            self.missing,
            ranked.names,
            min(best - self._best_other(candidate, best - _ALONE), _MOST_LEAD) / _MOST_LEAD,
            log(len(self.weights)),
        )

    def _best_other(self, candidate: Candidate, default: float) -> float:
        """The best score of another article, but for those that mention all that this one does.

        These tell the same, which speaks for the quote; what is found for other words speaks against it.
        """
        scores = (
            other.score
            for other in self.ranked
            if other.passage.article.id != candidate.article_id and not other.terms >= candidate.ranked.terms
        )
        return max(scores, default=default)

    def _coverage(self, terms: frozenset[str]) -> float:
        return sum(weight for term, weight in self.weights.items() if term in terms)


def weigh_at_large(question: Question, statistics: TermStatistics) -> dict[str, float]:
    """Each term's share of the question; the shares sum to 1."""
    language = question.language
    passages = AT_LARGE if has_list(language) else 0
    weights: dict[str, float] = {}
    carried = question.carried_terms
    for term, word in question.words.items():
        in_passage = 1 - (1 - share(word, language)) ** _PASSAGE_WORDS
        df = (statistics.df.get(term) or 0.5) + passages * in_passage
        weights[term] = max(0.0, log((statistics.passage_count + passages + 1) / df))
        if term in carried:
            weights[term] *= CARRIED
    total = sum(weights.values()) or 1.0
    return {term: weight / total for term, weight in weights.items()}
