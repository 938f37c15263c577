"""Segments together: adding, removing, merging, keeping.

An addition becomes a small segment, joined at once with the last one while that is small too (the
*tail*), so that it is found when the call returns. Larger segments are joined by ``merge``, which may
run beside questions and additions. Removed passages are marked dead, and left out when their
segment is next joined. Each change makes a new state (``_state``) and puts it in place of the one before
in one step, so that a question, which works on one state from beginning to end, sees all of it or nothing.
"""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Self

import numpy as np

from index.batches import TermBatch, Vocabulary
from index.bm25 import _disk
from index.bm25._build import join
from index.bm25._model import K1, B, Model
from index.bm25._segment import Longs
from index.bm25._sources import Source, count, living
from index.bm25._state import Part, State
from index.models import TermStatistics

# Passages up to which the last segment takes in what is added: a few milliseconds' work.
TAIL = 2_048
# Passages counted at a time.
BATCH = 16_384
# A segment is joined with those after it when they have come to more than this share of it.
_GROWN = 1 / 2
# Or rewritten when so great a share of its passages is dead.
_MOSTLY_DEAD = 1 / 8


class BM25Index:
    """``index.ports.SearchIndex``. May be asked from many threads while one changes or merges it."""

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self._state = State(Model(k1, b), Vocabulary())
        self._changing = threading.Lock()
        self._merging = threading.Lock()
        self._saving = threading.Lock()

    def __len__(self) -> int:
        return self._state.passages

    @property
    def nbytes(self) -> int:
        """About how much memory the index takes, including what lies in mapped files."""
        state = self._state
        return 150 * len(state.vocabulary) + sum(part.segment.nbytes for part in state.parts)

    # Asking

    def frozen(self) -> State:
        """The index as it is now, whatever becomes of it."""
        return self._state

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best passages as (id, score > 0), best first, ties by id.

        A term given twice counts twice, as in ``rank_bm25``. ``within`` keeps to those passages;
        the statistics stay those of the whole collection. A sorted array of int64 is fastest.
        """
        return self._state.top(terms, limit, within)

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """How many passages there are, and how many hold each of the terms."""
        return self._state.statistics(terms)

    # Changing

    def add(self, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Make passages findable; one that is there already, or comes twice, is replaced.

        Raises:
            ValueError: an id is negative; then nothing is added.
        """
        with self._changing:
            self._change(_iter_batches(passages, self._state.vocabulary), (), None)

    def remove(self, passage_ids: Iterable[int]) -> None:
        """Forget passages at once; ids that are not there are passed over."""
        self.change((), passage_ids)

    def change(
        self,
        batches: Iterable[TermBatch] = (),
        removed: Iterable[int] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Remove passages and add others in one step; facts, if given, take the place of earlier ones.

        Raises:
            ValueError: an id is negative; then nothing is changed.
        """
        with self._changing:
            self._change(batches, removed, facts)

    def _change(
        self, batches: Iterable[TermBatch], removed: Iterable[int], facts: Mapping[str, Any] | None
    ) -> None:
        gone = np.unique(np.fromiter(removed, np.int64))
        sources = self._counted(batches)
        state = self._state
        parts = [part.without(gone) for part in state.parts]
        if sources:
            added = Part(join(sources, state.model))
            ids = np.sort(added.segment.passage_ids)
            parts = [*(part.without(ids) for part in parts), added]
        if len(parts) > 1 and len(parts[-2].segment) + len(parts[-1].segment) <= TAIL:
            parts[-2:] = [self._joined(parts[-2:])]
        facts = state.facts if facts is None else facts
        self._state = State(state.model, state.vocabulary, parts, facts)

    def _counted(self, batches: Iterable[TermBatch]) -> list[Source]:
        """The batches as sources of distinct passages. One is sorted while the next is read."""
        counting: list[Future[Source]] = []
        with ThreadPoolExecutor(1, "pullquote-count") as pool:
            for batch in batches:
                if len(batch) and batch.passage_ids.min() < 0:
                    raise ValueError(f"a passage id must not be negative: {batch.passage_ids.min()}")
                if len(batch):
                    counting.append(pool.submit(count, batch.without_repeats(), self._state.vocabulary))
        sources = [source.result() for source in counting]
        ids = np.sort(np.concatenate([np.zeros(0, np.int64), *(source.passage_ids for source in sources)]))
        return self._latest(sources) if np.any(ids[1:] == ids[:-1]) else sources

    def _latest(self, sources: Sequence[Source]) -> list[Source]:
        """The sources without passages that come again in a later one."""
        kept: list[Source] = []
        later = np.zeros(0, np.int64)
        for source in reversed(sources):
            repeated = np.flatnonzero(np.isin(source.passage_ids, later)).astype(np.int32)
            kept.insert(0, living(join([source], self._state.model), repeated))
            later = np.concatenate((later, source.passage_ids))
        return kept

    # Merging

    @property
    def is_merge_due(self) -> bool:
        """Whether ``merge`` has anything to do."""
        return _due(self._state.parts) is not None

    def merge(self) -> bool:
        """Join the segments that are due; False if none is. Questions and additions go on meanwhile."""
        with self._merging:
            first = _due(self._state.parts)
            return first is not None and self._merge(self._state.parts[first:])

    def merge_all(self) -> None:
        """Join all segments into one."""
        with self._merging:
            parts = self._state.parts
            if len(parts) > 1 or any(len(part.dead) for part in parts):
                self._merge(parts)

    def _merge(self, before: Sequence[Part]) -> bool:
        joined = self._joined(before)
        with self._changing:
            state = self._state
            parts = _replaced(state.parts, before, joined)
            self._state = State(state.model, state.vocabulary, parts, state.facts)
        return True

    def _joined(self, parts: Sequence[Part]) -> Part:
        return Part(join([living(part.segment, part.dead) for part in parts], self._state.model))

    # Keeping

    def save(self, folder: Path) -> None:
        """Keep a copy in the folder, facts and all. Only what is new is written.

        Questions and changes go on meanwhile. Segments are mapped from their files from then on.

        Raises:
            IndexNotSaved: it could not be written; the copy that was there is still good.
        """
        with self._saving:
            with self._changing:
                state, terms = self._state, list(self._state.vocabulary)
            parts = [(part.segment, part.dead, part.file) for part in state.parts]
            mapped = _disk.save(folder, _disk.Copy(state.model, terms, parts, state.facts))
            in_file = {
                part.key: new for part, new in zip(state.parts, mapped, strict=True) if part.file != new[1]
            }
            with self._changing:
                self._take_over(in_file, bulk=any(len(segment) > BATCH for segment, _ in in_file.values()))

    def _take_over(self, in_file: Mapping[int, _disk.Mapped], *, bulk: bool) -> None:
        """Put segments in files in place of those in memory that they are copies of."""
        state, parts = self._state, []
        for part in state.parts:
            segment, file = in_file.get(part.key, (part.segment, part.file))
            parts.append(replace(part, segment=segment, file=file))
        vocabulary = state.vocabulary
        if bulk:
            # Its strings lie scattered among millions that are gone by now, whose memory cannot be
            # given back before; copies lie together.
            vocabulary = Vocabulary(["".join(list(term)) for term in vocabulary])
        self._state = State(state.model, vocabulary, parts, state.facts)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that was saved in the folder.

        Raises:
            FileNotFoundError: there is none.
            IndexDamaged: it is not as it was saved.
        """
        saved = _disk.load(folder)
        index = cls(saved.model.k1, saved.model.b)
        parts = [Part(*entry) for entry in saved.segments]
        index._state = State(saved.model, Vocabulary(saved.vocabulary), parts, saved.facts)
        return index


def _iter_batches(
    passages: Iterable[tuple[int, Sequence[str]]], vocabulary: Vocabulary
) -> Iterator[TermBatch]:
    """The passages in batches of a size that sorts fast and keeps little in memory."""
    rest = iter(passages)
    while batch := list(islice(rest, BATCH)):
        yield TermBatch.of(batch, vocabulary)


def _due(parts: Sequence[Part]) -> int | None:
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


def _replaced(parts: Sequence[Part], before: Sequence[Part], joined: Part) -> list[Part]:
    """The parts now, with ``joined`` in place of those it was made of, less what has died since."""
    dead_before = {part.key: part for part in before}
    present = {part.key for part in parts}
    died: list[Longs] = [
        part.segment.passage_ids[np.setdiff1d(part.dead, dead_before[part.key].dead)]
        for part in parts
        if part.key in dead_before
    ]
    # A part whose passages have all died meanwhile is there no more.
    died += [part.segment.passage_ids for part in before if part.key not in present]
    joined = joined.without(np.unique(np.concatenate([np.zeros(0, np.int64), *died])))
    at = next((i for i, part in enumerate(parts) if part.key in dead_before), len(parts))
    rest = [part for part in parts if part.key not in dead_before]
    return [*rest[:at], joined, *rest[at:]]
