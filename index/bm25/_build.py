"""Making a segment: of passages, or of other segments that become one.

Either way it is made of *sources*, whose postings are laid behind each other row by row, a range of
terms at a time, so that the memory this takes does not grow with the sources. Passages become a
source by sorting their tokens by term; those of one term stay in the order of the passages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.batches import TermBatch, Vocabulary
from index.bm25._model import Model
from index.bm25._segment import (
    COMMON,
    COMMON_FROM_PASSAGES,
    STEPS,
    Bytes,
    Counts,
    Ints,
    Longs,
    Segment,
    distinct,
)

_CHAMPIONS = 64
# Postings handled at a time, about 20 bytes each.
_RANGE = 2_000_000


@dataclass(slots=True)
class _Postings:
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

    def between(self, low: int, high: int) -> _Postings:
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

    def between(self, low: int, high: int) -> _Postings:
        """The postings of the terms from ``low`` to ``high``."""
        first, last = _rows(self.terms, low, high)
        part = slice(self.starts[first], self.starts[last])
        return _Postings(self.terms[first:last], self.df[first:last], self.passages[part], self.tf[part])


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

    def between(self, low: int, high: int) -> _Postings:
        """The postings of the terms from ``low`` to ``high``."""
        first, last = _rows(self.terms, low, high)
        passages, tf = _unpacked(self.segment, first, last)
        df = self.df[first:last]
        if self.alive is not None:
            kept = self.alive[passages]
            rows = np.repeat(np.arange(last - first, dtype=np.int32), df)[kept]
            df = np.bincount(rows, minlength=last - first).astype(np.int32)
            passages, tf = self.renumbered[passages[kept]], tf[kept]
        return _Postings(self.terms[first:last], df, passages, tf)


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


def _order(numbers: Ints) -> NDArray[np.intp]:
    """The order of the numbers, equal ones as they stand.

    By their lower halves first and then by the upper ones: for 16 bits numpy has a radix sort, and two of
    them take a third of the time of one sort of 64-bit keys.
    """
    order = numbers.astype(np.uint16).argsort(kind="stable")
    upper = (numbers >> 16).astype(np.uint16)
    return order[upper[order].argsort(kind="stable")] if upper.any() else order


def living(segment: Segment, dead: Ints) -> Source:
    """A segment's postings without those of the dead passages, given by their numbers."""
    if not len(dead):
        return _Living(segment.passage_ids, segment.lengths, segment.terms, segment.df, segment, None, dead)
    alive = np.ones(len(segment), bool)
    alive[dead] = False
    renumbered = np.cumsum(alive, dtype=np.int32) - np.int32(1)
    ids, lengths = segment.passage_ids[alive], segment.lengths[alive]
    return _Living(ids, lengths, segment.terms, segment.df, segment, alive, renumbered)


def join(sources: Sequence[Source], model: Model) -> Segment:
    """One segment of all the sources' passages, which are distinct, in their order."""
    terms = distinct(np.concatenate([source.terms for source in sources]))
    offsets = np.cumsum([0, *(len(source.passage_ids) for source in sources)]).tolist()
    parts = list(_iter_ranges(sources, offsets, terms))
    merged = _Postings(
        terms,
        np.concatenate([np.zeros(0, np.int32), *(part.df for part in parts)]),
        np.concatenate([np.zeros(0, np.int32), *(part.passages for part in parts)]),
        np.concatenate([np.zeros(0, np.uint8), *(part.tf for part in parts)]),
    )
    held = merged.df > 0
    if not held.all():
        merged.terms, merged.df = merged.terms[held], merged.df[held]
    ids = np.concatenate([source.passage_ids for source in sources])
    lengths = np.concatenate([source.lengths for source in sources])
    return _finished(merged, ids, lengths, model)


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


def _iter_ranges(sources: Sequence[Source], offsets: Sequence[int], terms: Ints) -> Iterator[_Postings]:
    """The joined postings, a range of ``terms`` after the other."""
    totals = np.zeros(len(terms), np.int64)
    for source in sources:
        totals[terms.searchsorted(source.terms)] += source.df
    ends = totals.cumsum()
    first = 0
    while first < len(terms):
        done = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(ends.searchsorted(done + _RANGE, side="right")))
        low, high = int(terms[first]), int(terms[last - 1])
        pieces = [source.between(low, high) for source in sources]
        yield _laid(pieces, offsets, terms[first:last])
        first = last


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


def _laid(pieces: Sequence[_Postings], offsets: Sequence[int], terms: Ints) -> _Postings:
    """Each term's postings of the first piece, then of the second, and so on."""
    places = [terms.searchsorted(piece.terms) for piece in pieces]
    df = np.zeros(len(terms), np.int64)
    for piece, place in zip(pieces, places, strict=True):
        df[place] += piece.df
    free = np.cumsum(df) - df  # where the next posting of each row goes
    passages = np.empty(int(df.sum()), np.int32)
    tf = np.empty(len(passages), np.result_type(*(piece.tf.dtype for piece in pieces)))
    for piece, place, offset in zip(pieces, places, offsets, strict=False):
        begins = np.cumsum(piece.df, dtype=np.int64) - piece.df
        target = np.repeat(free[place] - begins, piece.df)
        target += np.arange(len(target))
        passages[target] = piece.passages + np.int32(offset)
        tf[target] = piece.tf
        free[place] += piece.df
    return _Postings(terms, df.astype(np.int32), passages, tf)


def _finished(postings: _Postings, passage_ids: Longs, lengths: Ints, model: Model) -> Segment:
    """Impacts, peaks and common rows of postings that are in order."""
    average = float(lengths.mean(dtype=np.float64)) if lengths.any() else 1.0
    impacts = _impacts(postings, lengths, average, model)
    starts = np.zeros(len(postings.df) + 1, np.int64)
    np.cumsum(postings.df, out=starts[1:])
    peaks = np.maximum.reduceat(impacts, starts[:-1]) if len(impacts) else impacts
    common = _common_rows(postings.df, len(passage_ids))
    common_tf = np.zeros((len(common), len(passage_ids)), postings.tf.dtype)
    common_impacts = np.zeros((len(common), len(passage_ids)), np.uint8)
    apart = np.zeros(len(impacts), bool)
    for at, row in enumerate(common.tolist()):
        part = slice(starts[row], starts[row + 1])
        common_tf[at, postings.passages[part]] = postings.tf[part]
        common_impacts[at, postings.passages[part]] = impacts[part]
        apart[part] = True
    rest = ~apart if len(common) else slice(None)
    kept = postings.df.astype(np.int64)
    kept[common] = 0
    np.cumsum(kept, out=starts[1:])
    ascending = bool(np.all(passage_ids[1:] > passage_ids[:-1]))
    return Segment(
        passage_ids=passage_ids,
        lengths=lengths,
        terms=postings.terms,
        df=postings.df,
        peaks=peaks,
        starts=starts,
        passages=postings.passages[rest],
        tf=postings.tf[rest],
        impacts=impacts[rest],
        common_rows=common,
        common_tf=common_tf,
        common_impacts=common_impacts,
        champions=_champions(common_impacts),
        order=np.zeros(0, np.int64) if ascending else np.argsort(passage_ids),
        average=average,
    )


def _common_rows(df: Ints, passages: int) -> Ints:
    if passages < COMMON_FROM_PASSAGES:
        return np.zeros(0, np.int32)
    return np.flatnonzero(df.astype(np.int64) * COMMON > passages).astype(np.int32)


def _impacts(postings: _Postings, lengths: Ints, average: float, model: Model) -> Bytes:
    """The impact of every posting in steps of 1/255, rounded up, with room for the error of float32."""
    norms = model.norms(lengths, average).astype(np.float32)
    impacts = np.empty(len(postings.passages), np.uint8)
    for start in range(0, len(impacts), _RANGE):
        part = slice(start, start + _RANGE)
        tf = postings.tf[part].astype(np.float32)
        share = tf / (tf + norms[postings.passages[part]])
        impacts[part] = np.minimum(np.ceil(share * np.float32(STEPS * (1 + 1e-5))), STEPS)
    return impacts


def _champions(common_impacts: Bytes) -> Ints:
    """For each common row, some passages of its greatest impacts, in no order."""
    size = min(_CHAMPIONS, common_impacts.shape[1])
    champions = np.zeros((len(common_impacts), size), np.int32)
    for at, row in enumerate(common_impacts):
        # By counting impacts: most of them are alike, which makes a partition of the row slow.
        reaching = np.bincount(row, minlength=STEPS + 1)[::-1].cumsum()
        least = STEPS - int(reaching.searchsorted(size))
        above, at_least = np.flatnonzero(row > least), np.flatnonzero(row == least)
        champions[at] = np.concatenate((above, at_least))[:size]
    return champions
