"""BM25 over postings in memory, on the model of the ``rank_bm25`` package; pure, no I/O.

    score(q, p) = sum over t in q of  idf(t) * tf (k1 + 1) / (tf + k1 (1 - b + b |p| / avg|p|))
    idf(t)      = ln((N + 1) / df(t))

Data: for each term its postings ``{passage id: tf}``, and each passage's length in tokens.

The model is ``rank_bm25.BM25Plus``, whose idf, alone of that package's three, is positive for every
term of every collection, from one passage up: BM25Okapi's is negative for a term in more than half
of the passages and zero for one in half. Its ``delta`` is 0 here. The package adds idf * delta to
every passage, with or without the term, so that delta moves all scores by the same amount and the
order not at all; without it a passage that holds none of the terms scores 0 and is no hit.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), eq. 3.15;
Lv and Zhai, Lower-Bounding Term Frequency Normalization (CIKM 2011) for BM25+.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from heapq import nsmallest
from inspect import signature
from math import isfinite, log

from rank_bm25 import BM25Plus

from index.models import TermStatistics

_DEFAULTS = signature(BM25Plus.__init__).parameters
K1: float = _DEFAULTS["k1"].default
B: float = _DEFAULTS["b"].default


def idf(passage_count: int, df: int) -> float:
    """BM25Plus's inverse document frequency; a term in no passage weighs as one in half of one."""
    return log((passage_count + 1) / (df or 0.5))


class BM25Index:
    """Exact top-k. Adding and removing cost in proportion to the passages touched."""

    def __init__(self, k1: float = K1, b: float = B) -> None:
        if not (isfinite(k1) and k1 >= 0 and 0 <= b <= 1):
            raise ValueError(f"k1 must be finite and at least 0, b within 0..1: k1={k1}, b={b}")
        self.k1 = k1
        self.b = b
        self._postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._terms: dict[int, tuple[str, ...]] = {}
        self._lengths: dict[int, int] = {}
        self._total_length = 0

    def __len__(self) -> int:
        return len(self._lengths)

    def add(self, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Make passages findable; one that is there already is replaced."""
        for passage_id, terms in passages:
            if passage_id < 0:
                raise ValueError(f"a passage id must not be negative: {passage_id}")
            if passage_id in self._lengths:
                self.remove([passage_id])
            counts = Counter(terms)
            for term, tf in counts.items():
                self._postings[term][passage_id] = tf
            self._terms[passage_id] = tuple(counts)
            self._lengths[passage_id] = len(terms)
            self._total_length += len(terms)

    def remove(self, passage_ids: Iterable[int]) -> None:
        """Forget passages at once; ids that are not there are passed over."""
        for passage_id in passage_ids:
            for term in self._terms.pop(passage_id, ()):
                del self._postings[term][passage_id]
                if not self._postings[term]:
                    del self._postings[term]
            self._total_length -= self._lengths.pop(passage_id, 0)

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages as (id, score > 0), best first, ties by id.

        A term given twice counts twice, as in ``rank_bm25``. ``within`` keeps to those passages;
        the statistics stay those of the whole collection.
        """
        scores: defaultdict[int, float] = defaultdict(float)
        if not self._lengths or limit <= 0:
            return []
        kept = None if within is None else frozenset(int(passage_id) for passage_id in within)
        average = self._total_length / len(self._lengths) or 1.0
        floor, slope = self.k1 * (1 - self.b), self.k1 * self.b / average
        for term in terms:
            postings = self._postings.get(term)
            if not postings:
                continue
            weight = idf(len(self._lengths), len(postings)) * (self.k1 + 1)
            for passage_id in postings.keys() if kept is None else postings.keys() & kept:
                tf = postings[passage_id]
                scores[passage_id] += weight * tf / (tf + floor + slope * self._lengths[passage_id])
        return nsmallest(limit, scores.items(), key=lambda hit: (-hit[1], hit[0]))

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """How many passages there are, and how many hold each of the terms."""
        df = {term: len(self._postings.get(term, ())) for term in terms}
        return TermStatistics(len(self._lengths), df)
