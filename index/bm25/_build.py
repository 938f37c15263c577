"""Making a segment of sources (``_sources``): their postings row by row, then impacts and common rows.

The postings of the sources are laid behind each other a range of terms at a time, so that the
memory this takes does not grow with the sources.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from index.bm25._model import Model
from index.bm25._segment import (
    COMMON,
    COMMON_FROM_PASSAGES,
    STEPS,
    Bytes,
    Ints,
    Longs,
    Segment,
    distinct,
)
from index.bm25._sources import Postings, Source

_CHAMPIONS = 64
# Postings handled at a time, about 20 bytes each.
_RANGE = 2_000_000


def join(sources: Sequence[Source], model: Model) -> Segment:
    """One segment of all the sources' passages, which are distinct, in their order."""
    terms = distinct(np.concatenate([source.terms for source in sources]))
    offsets = np.cumsum([0, *(len(source.passage_ids) for source in sources)]).tolist()
    most = sum(int(source.df.sum(dtype=np.int64)) for source in sources)
    merged = Postings(
        terms,
        np.zeros(len(terms), np.int32),
        np.empty(most, np.int32),
        np.empty(most, np.result_type(np.uint8, *(source.tf_type for source in sources))),
    )
    row = filled = 0
    for part in _iter_ranges(sources, offsets, terms):
        merged.df[row : row + len(part.df)] = part.df
        merged.passages[filled : filled + len(part.passages)] = part.passages
        merged.tf[filled : filled + len(part.tf)] = part.tf
        row, filled = row + len(part.df), filled + len(part.passages)
    merged.passages, merged.tf = merged.passages[:filled], merged.tf[:filled]
    held = merged.df > 0
    if not held.all():
        merged.terms, merged.df = merged.terms[held], merged.df[held]
    ids = np.concatenate([source.passage_ids for source in sources])
    lengths = np.concatenate([source.lengths for source in sources])
    return _finished(merged, ids, lengths, model)


def _iter_ranges(sources: Sequence[Source], offsets: Sequence[int], terms: Ints) -> Iterator[Postings]:
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


def _laid(pieces: Sequence[Postings], offsets: Sequence[int], terms: Ints) -> Postings:
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
    return Postings(terms, df.astype(np.int32), passages, tf)


def _finished(postings: Postings, passage_ids: Longs, lengths: Ints, model: Model) -> Segment:
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


def _impacts(postings: Postings, lengths: Ints, average: float, model: Model) -> Bytes:
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
