"""What segments are made of: passages counted, or the living passages of another segment."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.batches import TermBatch, Vocabulary
from index.bm25._segment import Counts, Ints, Longs, Segment


@dataclass(slots=True)
class Postings:
    """Rows of these terms, each of ``df`` postings, one after the other."""

    terms: Ints
    df: Ints
    passages: Ints
    tf: Counts


class Source(Protocol):
    """Passages on their way into a segment, with their postings, whose passages are places in them."""

    passage_ids: Longs
    lengths: Ints
    terms: Ints
    df: Ints  # of each term, dead passages included

    @property
    def tf_type(self) -> np.dtype[np.unsignedinteger]:
        """That of the term frequencies."""
        ...

    def between(self, low: int, high: int) -> Postings:
        """The postings of the terms from ``low`` to ``high``."""
        ...


@dataclass(slots=True)
class _Counted:
    """The source that passages make."""

    passage_ids: Longs
    lengths: Ints
    terms: Ints
    df: Ints
    passages: Ints
    tf: Counts
    starts: Longs

    @property
    def tf_type(self) -> np.dtype[np.unsignedinteger]:
        """That of the term frequencies."""
        return self.tf.dtype

    def between(self, low: int, high: int) -> Postings:
        """The postings of the terms from ``low`` to ``high``."""
        first, last = _rows(self.terms, low, high)
        part = slice(self.starts[first], self.starts[last])
        return Postings(self.terms[first:last], self.df[first:last], self.passages[part], self.tf[part])


@dataclass(slots=True)
class _Living:
    """The source that a segment makes, without its dead; ``renumbered`` has each passage's new number."""

    passage_ids: Longs
    lengths: Ints
    terms: Ints
    df: Ints
    segment: Segment
    alive: NDArray[np.bool_] | None
    renumbered: Ints

    @property
    def tf_type(self) -> np.dtype[np.unsignedinteger]:
        """That of the term frequencies."""
        return self.segment.tf.dtype

    def between(self, low: int, high: int) -> Postings:
        """The postings of the terms from ``low`` to ``high``."""
        first, last = _rows(self.terms, low, high)
        passages, tf = _unpacked(self.segment, first, last)
        df = self.df[first:last]
        if self.alive is not None:
            kept = self.alive[passages]
            rows = np.repeat(np.arange(last - first, dtype=np.int32), df)[kept]
            df = np.bincount(rows, minlength=last - first).astype(np.int32)
            passages, tf = self.renumbered[passages[kept]], tf[kept]
        return Postings(self.terms[first:last], df, passages, tf)


def count(batch: TermBatch, vocabulary: Vocabulary) -> Source:
    """The postings of a batch, whose passage ids are distinct; its terms get numbers."""
    numbers = batch.numbered(vocabulary)
    order = _order(numbers)
    tokens = numbers[order]
    places = np.repeat(np.arange(len(batch), dtype=np.int32), batch.lengths)[order]
    firsts = _firsts(tokens, places)
    tf = np.diff(firsts, append=len(tokens))
    terms = tokens[firsts]
    starts = np.append(_firsts(terms), len(terms))
    return _Counted(
        passage_ids=batch.passage_ids,
        lengths=batch.lengths,
        terms=terms[starts[:-1]],
        df=np.diff(starts).astype(np.int32),
        passages=places[firsts],
        tf=tf.astype(np.min_scalar_type(int(tf.max(initial=1)))),
        starts=starts,
    )


def living(segment: Segment, dead: Ints) -> Source:
    """A segment's postings without those of the dead passages, given by their numbers."""
    if not len(dead):
        return _Living(segment.passage_ids, segment.lengths, segment.terms, segment.df, segment, None, dead)
    alive = np.ones(len(segment), bool)
    alive[dead] = False
    renumbered = np.cumsum(alive, dtype=np.int32) - np.int32(1)
    ids, lengths = segment.passage_ids[alive], segment.lengths[alive]
    return _Living(ids, lengths, segment.terms, segment.df, segment, alive, renumbered)


def _order(numbers: Ints) -> NDArray[np.intp]:
    """The order of the numbers, equal ones as they stand.

    By their lower halves first and then by the upper ones: for 16 bits numpy has a radix sort, and two of
    them take a third of the time of one sort of 64-bit keys.
    """
    order = numbers.astype(np.uint16).argsort(kind="stable")
    upper = (numbers >> 16).astype(np.uint16)
    return order[upper[order].argsort(kind="stable")] if upper.any() else order


def _rows(terms: Ints, low: int, high: int) -> tuple[int, int]:
    first, last = terms.searchsorted(np.array([low, high + 1], np.int32)).tolist()
    return first, last


def _firsts(*ordered: Ints) -> Longs:
    """Where each run begins in which all the arrays stay the same."""
    differs = np.zeros(len(ordered[0]), bool)
    differs[:1] = True
    for numbers in ordered:
        differs[1:] |= numbers[1:] != numbers[:-1]
    return np.flatnonzero(differs)


def _unpacked(segment: Segment, first: int, last: int) -> tuple[Ints, Counts]:
    """The postings of some rows in order, those of common rows among them."""
    passages: list[Ints] = []
    tf: list[Counts] = []
    start = int(segment.starts[first])
    low, high = segment.common_rows.searchsorted(np.array([first, last], np.int32)).tolist()
    for common in range(low, high):
        end = int(segment.starts[segment.common_rows[common]])
        numbers = np.flatnonzero(segment.common_tf[common]).astype(np.int32)
        passages += [segment.passages[start:end], numbers]
        tf += [segment.tf[start:end], segment.common_tf[common][numbers]]
        start = end
    end = int(segment.starts[last])
    return (
        np.concatenate([*passages, segment.passages[start:end]]),
        np.concatenate([*tf, segment.tf[start:end]]),
    )
