"""What questions see: segments at one time, and the statistics of all of them.

A state never changes. N, df and the average length are those of its living passages, exact at all
times, and scores are worked out from them anew for every question; so results do not depend on how
passages came to be grouped.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from types import MappingProxyType
from typing import Any

import numpy as np

from index.batches import Vocabulary
from index.bm25._disk import File
from index.bm25._model import Floats, Model, idf
from index.bm25._segment import Ints, Longs, Places, Segment
from index.bm25._top import Query, exact, top
from index.models import TermStatistics
from index.spelling import similar

# A filter that keeps at most one passage in so many is scored passage by passage.
_FEW = 64
# A vocabulary larger than this is not searched for similar terms: it takes a tenth of a second.
MAX_VOCABULARY = 1_000_000
_STEP = 25_000
_NO_NUMBERS: Ints = np.zeros(0, np.int32)
_NO_FACTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, the numbers, ascending, of its dead passages, and the file it lies in, if it does.

    ``key`` stays the same while passages die and when the segment moves into a file.
    """

    segment: Segment
    dead: Ints = field(default_factory=lambda: _NO_NUMBERS)
    file: File | None = None
    key: int = field(default_factory=count().__next__)

    def __len__(self) -> int:
        """Living passages."""
        return len(self.segment) - len(self.dead)

    @property
    def tokens(self) -> int:
        """In living passages."""
        lengths = self.segment.lengths
        return int(lengths.sum(dtype=np.int64) - lengths[self.dead].sum(dtype=np.int64))

    def without(self, passage_ids: Longs) -> "Part":
        """With those of the passages (ascending ids) that are here dead."""
        gone = self.segment.numbers_of(passage_ids)
        return replace(self, dead=np.union1d(self.dead, gone)) if len(gone) else self


class State:
    """``index.ports.Searcher``: the parts in the order they were made, and what is known of them."""

    def __init__(
        self,
        model: Model,
        vocabulary: Vocabulary,
        parts: Sequence[Part] = (),
        facts: Mapping[str, Any] = _NO_FACTS,
    ) -> None:
        self.model = model
        self.vocabulary = vocabulary
        self.parts = [part for part in parts if len(part)]
        self.facts = facts
        self.passages = sum(len(part) for part in self.parts)
        self.average = (
            sum(part.tokens for part in self.parts) / self.passages if self.passages else 0
        ) or 1.0
        self._df: dict[int, int] = {}

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages as (id, score > 0), best first, ties by id."""
        if limit <= 0 or not self.passages:
            return []
        query = self._query(terms)
        ids, scores = np.zeros(0, np.int64), np.zeros(0)
        kept = None if within is None else _sorted_ids(within)
        for part in sorted(self.parts, key=lambda part: -len(part.segment)):
            threshold = float(scores[-1]) if len(scores) == limit else 0.0
            numbers, found = _top_of(part, query, limit, threshold, kept)
            ids = np.concatenate((ids, part.segment.passage_ids[numbers]))
            scores = np.concatenate((scores, found))
            best = np.lexsort((ids, -scores))[:limit]
            ids, scores = ids[best], scores[best]
        return [hit for hit in zip(ids.tolist(), scores.tolist(), strict=True) if hit[1] > 0]

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """How many passages there are, and how many hold each of the terms."""
        numbers = ((term, self.vocabulary.get(term)) for term in terms)
        df = {term: 0 if number is None else self.df(number) for term, number in numbers}
        return TermStatistics(self.passages, df)

    def similar(self, term: str) -> list[str]:
        """Terms at most as many errors apart as is usual; none where there are too many to look at."""
        if len(self.vocabulary) > MAX_VOCABULARY:
            return []
        terms = list(self.vocabulary)  # in one step, since it may grow meanwhile
        # Some at a time, so that nobody waits for long who needs the interpreter as well.
        steps = (terms[start : start + _STEP] for start in range(0, len(terms), _STEP))
        return [like for some in steps for like in similar(term, some)]

    def df(self, term: int) -> int:
        """In how many living passages the term of that number stands."""
        known = self._df.get(term)
        if known is None:
            known = self._df[term] = sum(_df(part, term) for part in self.parts)
        return known

    def passage_ids(self) -> Longs:
        """The ids of all living passages, ascending."""
        living = [np.delete(part.segment.passage_ids, part.dead) for part in self.parts]
        return np.sort(np.concatenate(living)) if living else np.zeros(0, np.int64)

    def _query(self, terms: Sequence[str]) -> Query:
        numbers = [number for term in terms if (number := self.vocabulary.get(term)) is not None]
        held = [(number, df) for number in numbers if (df := self.df(number))]
        terms_held, idfs = [number for number, _ in held], [idf(self.passages, df) for _, df in held]
        return Query(self.model, terms_held, idfs, self.average)


def _df(part: Part, term: int) -> int:
    row = part.segment.row(term)
    return 0 if row is None else int(part.segment.df[row]) - part.segment.count_in(row, part.dead)


def _sorted_ids(within: Collection[int]) -> Longs:
    ids = np.asarray(within) if isinstance(within, np.ndarray) else np.fromiter(within, np.int64, len(within))
    ids = ids.astype(np.int64, copy=False)
    return ids if bool(np.all(ids[1:] > ids[:-1])) else np.unique(ids)


def _top_of(
    part: Part, query: Query, limit: int, threshold: float, kept: Longs | None
) -> tuple[Ints | Places, Floats]:
    """The best of a part, of the passages of those ids if any are given."""
    if kept is None:
        return top(part.segment, query, limit, threshold, part.dead)
    numbers = np.setdiff1d(part.segment.numbers_of(kept), part.dead, assume_unique=True)
    if len(numbers) * _FEW > len(part.segment):
        others = np.ones(len(part.segment), bool)
        others[numbers] = False
        return top(part.segment, query, limit, threshold, np.flatnonzero(others).astype(np.int32))
    return numbers, exact(part.segment, query, numbers)
