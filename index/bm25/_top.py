"""The best passages of one segment for a query: MaxScore over terms, exact.

Terms are taken rarest first. For each, ``bound`` is the most that it adds to any passage; ``rest`` is the
sum of the bounds of it and all terms after it. ``threshold`` is a score that ``limit`` passages
are known to reach.

1. *Gather.* A rare term's postings all enter the sums, an upper bound of each passage's score so far.
   Once the threshold is above what a passage without the terms so far can reach, only postings
   with a great enough impact bring new candidates; once it is above ``rest``, none does.
2. *Narrow.* What the other terms, mostly the common ones, add to the candidates is looked up term
   by term, and candidates that cannot reach the threshold any more are dropped.
3. *Score.* The few that are left get their exact scores, and the best of them are the result.

Sums are float32 and a little too high, by at most ``slack``, since impacts are rounded up; what is
compared with them leaves room for the error of float32. The threshold is never above the score of
the ``limit``-th best passage, so nothing is lost, ties included.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.bm25._model import Floats, Model
from index.bm25._segment import STEPS, Bytes, Ints, Places, Segment, distinct

# Room for the errors of float32 in sums of up to some hundred terms.
_ROOM = 1e-4
# Postings that cost as much to add to the sums as looking up one candidate does.
_LOOKUP = 8
_NONE: Places = np.zeros(0, np.intp)
_local = threading.local()


@dataclass(frozen=True, slots=True)
class Query:
    """Terms as numbers of the vocabulary, in the order asked, repeats and all, each with its idf.

    ``average`` is the passages' length in the whole collection; above 0.
    """

    model: Model
    terms: Sequence[int]
    idfs: Sequence[float]
    average: float


@dataclass(frozen=True, slots=True)
class _Clause:
    """A distinct term of the query: ``weight`` times impact / STEPS is the most it adds."""

    row: int
    df: int
    weight: float
    bound: float


def top(segment: Segment, query: Query, limit: int, threshold: float, dead: Ints) -> tuple[Places, Floats]:
    """Numbers and exact scores of the passages that may be among the ``limit`` best, in no order.

    All that score at least ``threshold`` and are among this segment's best are there, and some more
    may be. ``dead`` passages (ascending numbers) are not.
    """
    clauses = _clauses(segment, query)
    if not clauses:
        return _NONE, np.zeros(0)
    search = _Search(segment, query, clauses, limit, threshold)
    search.sums[dead] = -np.inf
    try:
        numbers = search.run()
    finally:
        search.clear(dead)
    return numbers, exact(segment, query, numbers)


def exact(segment: Segment, query: Query, numbers: Ints | Places) -> Floats:
    """The passages' scores, by the model's operations in the order of the query's terms."""
    norms = query.model.norms(segment.lengths[numbers], query.average)
    scores = np.zeros(len(numbers))
    for term, idf in zip(query.terms, query.idfs, strict=True):
        row = segment.row(term)
        if row is not None:
            scores += query.model.scores(idf, segment.tf_in(row, numbers), norms)
    return scores


def _clauses(segment: Segment, query: Query) -> list[_Clause]:
    """The query's distinct terms that the segment has, rarest first."""
    weights: dict[int, float] = {}
    for term, idf in zip(query.terms, query.idfs, strict=True):
        weights[term] = weights.get(term, 0.0) + idf
    growth = max(1.0, query.average / segment.average) * (query.model.k1 + 1)
    clauses = []
    for term, idf in weights.items():
        row = segment.row(term)
        if row is not None:
            weight = idf * growth
            bound = weight * int(segment.peaks[row]) / STEPS
            clauses.append(_Clause(row, int(segment.df[row]), weight, bound))
    return sorted(clauses, key=lambda clause: clause.df)


class _Search:
    """One query in one segment. ``sums`` is the thread's own, all zero before and after."""

    def __init__(
        self,
        segment: Segment,
        query: Query,
        clauses: list[_Clause],
        limit: int,
        threshold: float,
    ) -> None:
        self.segment = segment
        self.query = query
        self.clauses = clauses
        self.limit = limit
        self.threshold = threshold
        self.sums = _zeros(len(segment))
        self.slack = 0.0
        # By how much a term may add less than its impact says, if the average has moved.
        moved = query.average / segment.average
        self.shrink = min(moved, 1 / moved)
        bounds = np.array([clause.bound for clause in clauses])
        self.rest = [*(np.cumsum(bounds[::-1])[::-1] * (1 + _ROOM)).tolist(), 0.0]
        self.summed: list[Places] = []
        self.found: list[Places] = []
        self.best: Places = _NONE

    def run(self) -> Places:
        """The candidates that are left in the end, ascending."""
        done = self.gather()
        if done < len(self.clauses):
            self.raise_threshold(done)
        least = np.float32((self.threshold - self.rest[done]) * (1 - _ROOM))
        kept = [numbers[self.sums[numbers] >= least] for numbers in self.found]
        candidates: Places = (
            kept[0] if len(kept) == 1 else distinct(np.concatenate([_NONE, *kept], dtype=np.intp))
        )
        return self.narrow(done, candidates, self.sums[candidates].astype(np.float64))

    def clear(self, dead: Ints) -> None:
        """Leave the sums as they were found."""
        self.sums[dead] = 0
        for places in self.summed:
            self.sums[places] = 0

    # 1. Gather

    def gather(self) -> int:
        """Sum up the rare terms; returns how many clauses are done."""
        found = 0
        for at, clause in enumerate(self.clauses):
            brings_new = self.threshold <= self.rest[at]
            if self.segment.common(clause.row) is not None or (
                not brings_new and found * _LOOKUP < clause.df
            ):
                return at
            numbers, impacts = self.segment.postings(clause.row)
            places = numbers.astype(np.intp)  # once, or numpy would do it at each use
            sums = self.add(clause, places, impacts)
            if brings_new:
                least = self.least_impact(at)
                self.found.append(places if least <= 1 else places[impacts >= least])
                found += len(self.found[-1])
            self.learn(places, sums)
        return len(self.clauses)

    def add(self, clause: _Clause, places: Places, impacts: Bytes) -> NDArray[np.float32]:
        """Add the term to the sums of its passages, which are returned."""
        sums = impacts.astype(np.float32)
        sums *= np.float32(clause.weight * (1 + _ROOM) / STEPS)
        sums += self.sums[places]
        self.sums[places] = sums
        self.summed.append(places)
        self.slack += clause.weight * (1 + _ROOM) / STEPS
        return sums

    def least_impact(self, at: int) -> int:
        """The impact that a passage must have to come in by this term alone and those after it."""
        missing = self.threshold - self.rest[at + 1]
        return max(1, int(missing / self.clauses[at].weight * STEPS))

    def learn(self, numbers: Places, sums: NDArray[np.float32]) -> None:
        """Raise the threshold by what passages have reached, of which the best are remembered."""
        if len(self.best):
            better = numbers[sums > self.threshold + self.slack]
            if not len(better):
                return
            numbers = distinct(np.concatenate((self.best, better)))
            sums = self.sums[numbers]
        size = 2 * self.limit + 4
        if len(sums) > size:
            chosen = sums.argpartition(len(sums) - size)[len(sums) - size :]
            numbers, sums = numbers[chosen], sums[chosen]
        if len(sums) < self.limit:
            return
        self.best = numbers
        self.reach(_kth(sums, self.limit))

    def reach(self, kth_sum: float) -> None:
        """``limit`` passages have sums of at least this, and so scores of at least a little less."""
        self.threshold = max(self.threshold, (kth_sum - self.slack) * self.shrink * (1 - 2 * _ROOM))

    # 2. Narrow

    def raise_threshold(self, done: int) -> None:
        """Score some promising passages, so that most others need not be looked at."""
        promising = [self.best]
        if self.threshold <= self.rest[done]:
            rows = (self.segment.common(clause.row) for clause in self.clauses[done:])
            promising += [self.segment.champions[row] for row in rows if row is not None]
        numbers = distinct(np.concatenate(promising, dtype=np.intp))
        numbers = numbers[self.sums[numbers] >= 0]
        if len(numbers) >= self.limit:
            scores = exact(self.segment, self.query, numbers)
            self.threshold = max(self.threshold, _kth(scores, self.limit))

    def narrow(self, done: int, candidates: Places, sums: Floats) -> Places:
        """Look up the other terms; returns the candidates that can still be among the best."""
        model, segment = self.query.model, self.segment
        norms = model.norms(segment.lengths[candidates], self.query.average)
        for at in range(done, len(self.clauses)):
            clause = self.clauses[at]
            if len(candidates):
                tf = segment.tf_in(clause.row, candidates)
                sums = sums + model.scores(clause.weight / (model.k1 + 1), tf, norms)
            if self.threshold <= self.rest[at]:
                candidates, sums = self.let_in(at, candidates, sums)
                norms = model.norms(segment.lengths[candidates], self.query.average)
            # Only sums above the threshold can raise it, and they are few.
            better = sums[sums > self.threshold + self.slack]
            if len(better) >= self.limit:
                self.reach(_kth(better, self.limit))
            kept = sums >= (self.threshold - self.rest[at + 1]) * (1 - _ROOM)
            candidates, sums, norms = candidates[kept], sums[kept], norms[kept]
        return candidates

    def let_in(self, at: int, candidates: Places, sums: Floats) -> tuple[Places, Floats]:
        """Add the passages that this term and those after it alone could bring among the best."""
        clause, least = self.clauses[at], self.least_impact(at)
        common = self.segment.common(clause.row)
        if common is None:
            numbers, impacts = self.segment.postings(clause.row)
            chosen = impacts >= least
            places, impacts = numbers[chosen].astype(np.intp), impacts[chosen]
        else:
            row = self.segment.common_impacts[common]
            places = np.flatnonzero(row >= least)
            impacts = row[places]
        new = self.sums[places] == 0
        places, impacts = places[new], impacts[new]
        self.sums[places] = 1
        self.summed.append(places)
        self.slack += clause.weight * (1 + _ROOM) / STEPS
        candidates = np.concatenate((candidates, places))
        sums = np.concatenate((sums, impacts * (clause.weight / STEPS)))
        order = candidates.argsort(kind="stable")
        return candidates[order], sums[order]


def _kth(values: NDArray[np.floating], limit: int) -> float:
    """The ``limit``-th greatest of at least so many values."""
    return float(np.partition(values, len(values) - limit)[len(values) - limit])


def _zeros(size: int) -> NDArray[np.float32]:
    """This thread's array of so many zeros; whoever takes it leaves it zero."""
    held: NDArray[np.float32] | None = getattr(_local, "sums", None)
    if held is None or len(held) < size:
        held = _local.sums = np.zeros(size, np.float32)
    return held[:size]
