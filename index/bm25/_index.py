"""Segments together: adding, removing, merging, and the best of all of them.

An addition becomes a small segment, joined at once with the last one while that is small too (the
*tail*), so that it is found when the call returns. Larger segments are joined by ``merge``, which may
run beside questions and additions. Removed passages are marked dead, and left out when their
segment is next joined.

What questions see is a ``_State``, which never changes: a change makes a new one. So a question works
on one state from beginning to end, and nothing waits for anything. N, df and the average length
are those of the living passages of the state, exact at all times, and scores are worked out anew
from them for every question; so results do not depend on how passages came to be grouped.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.batches import TermBatch, Vocabulary
from index.bm25 import _disk
from index.bm25._build import Source, count, join, living
from index.bm25._model import K1, B, Floats, Model, idf
from index.bm25._segment import Ints, Longs, Segment
from index.bm25._top import Query, exact, top
from index.models import TermStatistics

# Passages up to which the last segment takes in what is added: a few milliseconds' work.
TAIL = 2_048
# Passages counted at a time.
BATCH = 16_384
# A segment is joined with those after it when they have come to more than this share of it.
_GROWN = 1 / 2
# Or rewritten when so great a share of its passages is dead.
_MOSTLY_DEAD = 1 / 8
# A filter that keeps at most one passage in so many is scored passage by passage.
_FEW = 64
_NO_NUMBERS: Ints = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True)
class _Part:
    """A segment, the numbers, ascending, of its dead passages, and the file it lies in, if it does."""

    segment: Segment
    dead: Ints = field(default_factory=lambda: _NO_NUMBERS)
    file: _disk.File | None = None

    def __len__(self) -> int:
        """Living passages."""
        return len(self.segment) - len(self.dead)

    @property
    def tokens(self) -> int:
        """In living passages."""
        lengths = self.segment.lengths
        return int(lengths.sum(dtype=np.int64) - lengths[self.dead].sum(dtype=np.int64))

    def without(self, passage_ids: Longs) -> "_Part":
        """With those of the passages (ascending ids) that are here dead."""
        gone = self.segment.numbers_of(passage_ids)
        return replace(self, dead=np.union1d(self.dead, gone)) if len(gone) else self


class _State:
    """The parts at one time, in the order they were made, and the statistics of all of them."""

    def __init__(self, parts: Sequence[_Part]) -> None:
        self.parts = [part for part in parts if len(part)]
        self.passages = sum(len(part) for part in self.parts)
        self.average = (
            sum(part.tokens for part in self.parts) / self.passages if self.passages else 0
        ) or 1.0
        self._df: dict[int, int] = {}

    def df(self, term: int) -> int:
        """In how many living passages the term stands."""
        known = self._df.get(term)
        if known is None:
            known = self._df[term] = sum(_df(part, term) for part in self.parts)
        return known


class BM25Index:
    """``index.ports.SearchIndex``. May be asked from many threads while one changes or merges it."""

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self.model = Model(k1, b)
        self.vocabulary = Vocabulary()
        self._state = _State([])
        self._changing = threading.Lock()
        self._merging = threading.Lock()

    def __len__(self) -> int:
        return self._state.passages

    @property
    def nbytes(self) -> int:
        """About how much memory the index takes, including what lies in mapped files."""
        return 150 * len(self.vocabulary) + sum(part.segment.nbytes for part in self._state.parts)

    # Keeping

    def save(self, folder: Path, facts: Mapping[str, object]) -> None:
        """Keep a copy in the folder, with some facts (as JSON) about what it shows.

        Only what is new is written. Segments are mapped from their files from then on.

        Raises:
            IndexNotSaved: it could not be written; the copy that was there is still good.
        """
        with self._merging, self._changing:
            parts = self._state.parts
            saved = [(part.segment, part.dead, part.file) for part in parts]
            terms = list(self.vocabulary)
            files = _disk.save(folder, self.model, terms, saved, facts)
            if files and any(part.file is None and len(part.segment) > BATCH for part in parts):
                # Its strings lie scattered among millions that are gone by now, whose memory cannot
                # be given back before; copies lie together.
                self.vocabulary = Vocabulary([term.encode().decode() for term in terms])
            self._state = _State(
                [_mapped(folder, part, file) for part, file in zip(parts, files, strict=True)]
            )

    @classmethod
    def load(cls, folder: Path) -> tuple[Self, dict[str, Any]]:
        """The index that was saved in the folder, and the facts.

        Raises:
            FileNotFoundError: there is none.
            IndexDamaged: it is not as it was saved.
        """
        saved = _disk.load(folder)
        index = cls(saved.model.k1, saved.model.b)
        index.vocabulary = Vocabulary(saved.vocabulary)
        index._state = _State([_Part(*entry) for entry in saved.segments])
        return index, saved.facts

    # Changing

    def add(self, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Make passages findable; one that is there already, or comes twice, is replaced.

        Raises:
            ValueError: an id is negative; then nothing is added.
        """
        self.add_batches(_iter_batches(passages, self.vocabulary))

    def add_batches(self, batches: Iterable[TermBatch]) -> None:
        """The same, of passages that have been made batches elsewhere; they appear all at once."""
        with self._changing:
            sources = self._counted(batches)
            if not sources:
                return
            added = _Part(join(sources, self.model))
            ids = np.sort(added.segment.passage_ids)
            parts = [*(part.without(ids) for part in self._state.parts), added]
            if len(parts) > 1 and len(parts[-2].segment) + len(added) <= TAIL:
                parts[-2:] = [self._joined(parts[-2:])]
            self._state = _State(parts)

    def _counted(self, batches: Iterable[TermBatch]) -> list[Source]:
        """The batches as sources of distinct passages. One is sorted while the next is read."""
        counting: list[Future[Source]] = []
        with ThreadPoolExecutor(1, "pullquote-count") as pool:
            for batch in batches:
                if len(batch) and batch.passage_ids.min() < 0:
                    raise ValueError(f"a passage id must not be negative: {batch.passage_ids.min()}")
                if len(batch):
                    counting.append(pool.submit(count, batch.without_repeats(), self.vocabulary))
        sources = [source.result() for source in counting]
        ids = np.concatenate([np.zeros(0, np.int64), *(source.passage_ids for source in sources)])
        return sources if len(np.unique(ids)) == len(ids) else self._latest(sources)

    def _latest(self, sources: Sequence[Source]) -> list[Source]:
        """The sources without passages that come again in a later one."""
        kept: list[Source] = []
        later = np.zeros(0, np.int64)
        for source in reversed(sources):
            repeated = np.flatnonzero(np.isin(source.passage_ids, later)).astype(np.int32)
            kept.insert(0, living(join([source], self.model), repeated))
            later = np.concatenate((later, source.passage_ids))
        return kept

    def remove(self, passage_ids: Iterable[int]) -> None:
        """Forget passages at once; ids that are not there are passed over."""
        ids = np.unique(np.fromiter(passage_ids, np.int64))
        with self._changing:
            self._state = _State([part.without(ids) for part in self._state.parts])

    def merge(self) -> bool:
        """Join the segments that are due; False if none is. Questions and additions go on meanwhile."""
        with self._merging:
            state = self._state
            first = _due(state.parts)
            if first is None:
                return False
            before = state.parts[first:]
            joined = self._joined(before)
            with self._changing:
                self._state = _State(_replaced(self._state.parts, before, joined))
            return True

    def merge_all(self) -> None:
        """Join all segments into one."""
        with self._merging:
            before = self._state.parts
            if len(before) > 1 or any(len(part.dead) for part in before):
                joined = self._joined(before)
                with self._changing:
                    self._state = _State(_replaced(self._state.parts, before, joined))

    @property
    def is_merge_due(self) -> bool:
        """Whether ``merge`` has anything to do."""
        return _due(self._state.parts) is not None

    def _joined(self, parts: Sequence[_Part]) -> _Part:
        return _Part(join([living(part.segment, part.dead) for part in parts], self.model))

    # Asking

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages as (id, score > 0), best first, ties by id.

        A term given twice counts twice, as in ``rank_bm25``. ``within`` keeps to those passages;
        the statistics stay those of the whole collection. A sorted array of int64 is fastest.
        """
        state = self._state
        if limit <= 0 or not state.passages:
            return []
        query = self._query(terms, state)
        ids, scores = np.zeros(0, np.int64), np.zeros(0)
        kept = None if within is None else _sorted_ids(within)
        for part in sorted(state.parts, key=lambda part: -len(part.segment)):
            threshold = float(scores[-1]) if len(scores) == limit else 0.0
            numbers, found = _top_of(part, query, limit, threshold, kept)
            ids = np.concatenate((ids, part.segment.passage_ids[numbers]))
            scores = np.concatenate((scores, found))
            best = np.lexsort((ids, -scores))[:limit]
            ids, scores = ids[best], scores[best]
        return [hit for hit in zip(ids.tolist(), scores.tolist(), strict=True) if hit[1] > 0]

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """How many passages there are, and how many hold each of the terms."""
        state = self._state
        numbers = ((term, self.vocabulary.get(term)) for term in terms)
        df = {term: 0 if number is None else state.df(number) for term, number in numbers}
        return TermStatistics(state.passages, df)

    def passage_ids(self) -> Longs:
        """The ids of all passages, ascending."""
        living = [np.delete(part.segment.passage_ids, part.dead) for part in self._state.parts]
        return np.sort(np.concatenate(living)) if living else np.zeros(0, np.int64)

    def _query(self, terms: Sequence[str], state: _State) -> Query:
        numbers = [number for term in terms if (number := self.vocabulary.get(term)) is not None]
        held = [(number, df) for number in numbers if (df := state.df(number))]
        terms_held, idfs = [number for number, _ in held], [idf(state.passages, df) for _, df in held]
        return Query(self.model, terms_held, idfs, state.average)


def _iter_batches(
    passages: Iterable[tuple[int, Sequence[str]]], vocabulary: Vocabulary
) -> Iterator[TermBatch]:
    """The passages in batches of a size that sorts fast and keeps little in memory."""
    rest = iter(passages)
    while batch := list(islice(rest, BATCH)):
        yield TermBatch.of(batch, vocabulary)


def _mapped(folder: Path, part: _Part, file: _disk.File) -> _Part:
    """The part with its segment in the file."""
    if part.file == file:
        return part
    return replace(part, segment=_disk.map_segment(folder / file.name), file=file)


def _df(part: _Part, term: int) -> int:
    row = part.segment.row(term)
    return 0 if row is None else int(part.segment.df[row]) - part.segment.count_in(row, part.dead)


def _due(parts: Sequence[_Part]) -> int | None:
    """The first part that is to be joined with all after it, if any is; the tail may wait."""
    after = 0
    due = None
    for at in range(len(parts) - 1, -1, -1):
        size = len(parts[at].segment)
        grown = after > max(TAIL, _GROWN * size) or (after and size <= TAIL < size + after)
        if grown or (len(parts[at].dead) > max(TAIL / 8, _MOSTLY_DEAD * size)):
            due = at
        after += size
    return due


def _replaced(parts: Sequence[_Part], before: Sequence[_Part], joined: _Part) -> list[_Part]:
    """The parts now, with ``joined`` in place of those it was made of, less what has died since."""
    made_of = {id(part.segment) for part in before}
    dead_before = {id(part.segment): part.dead for part in before}
    for part in parts:
        if id(part.segment) in made_of:
            since = np.setdiff1d(part.dead, dead_before[id(part.segment)])
            joined = joined.without(np.sort(part.segment.passage_ids[since]))
    # A part whose passages have all died meanwhile is in the state no more.
    present = {id(part.segment) for part in parts}
    for part in before:
        if id(part.segment) not in present:
            joined = joined.without(np.sort(part.segment.passage_ids))
    at = next((i for i, part in enumerate(parts) if id(part.segment) in made_of), len(parts))
    rest = [part for part in parts if id(part.segment) not in made_of]
    return [*rest[:at], joined, *rest[at:]]


def _sorted_ids(within: Collection[int]) -> Longs:
    ids = np.asarray(within) if isinstance(within, np.ndarray) else np.fromiter(within, np.int64, len(within))
    ids = ids.astype(np.int64, copy=False)
    return ids if bool(np.all(ids[1:] > ids[:-1])) else np.unique(ids)


def _top_of(
    part: _Part, query: Query, limit: int, threshold: float, kept: Longs | None
) -> tuple[Ints, Floats]:
    """The best of a part, of the passages of those ids if any are given."""
    if kept is None:
        return top(part.segment, query, limit, threshold, part.dead)
    numbers = np.setdiff1d(part.segment.numbers_of(kept), part.dead, assume_unique=True)
    if len(numbers) * _FEW > len(part.segment):
        others = np.ones(len(part.segment), bool)
        others[numbers] = False
        return top(part.segment, query, limit, threshold, np.flatnonzero(others).astype(np.int32))
    return numbers, exact(part.segment, query, numbers)
