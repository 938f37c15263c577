"""What putting one question came to, and the figures computed from all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan, nan

import numpy as np

from index.evaluate._metrics import Measure, Values, auroc, mean, percentile, share
from index.models import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question. A rank counts from 1, and is 0 where there was none; None was not measured.

    ``quote_rank`` is that of the first quote which holds the answer, ``shown_rank`` the same where the
    closest passages, shown when nothing was found, count as quotes. ``quote`` is the first of what was
    shown, ``cut`` how many were, ``verbatim`` how many of those are word for word. ``half_…`` is of
    the collection with every second article; ``half_stored`` says whether a gold article was in it.
    """

    id: str
    text: str
    answers: tuple[str, ...]
    answerable: bool
    status: str
    score: float
    took_ms: float
    quote: str | None
    cut: int
    verbatim: int
    passage_rank: int | None = None
    article_rank: int | None = None
    article_recall: float | None = None
    article_ndcg: float | None = None
    quote_rank: int | None = None
    shown_rank: int | None = None
    half_stored: bool | None = None
    half_status: str | None = None
    half_score: float | None = None


Columns = Callable[[Row], tuple[float | None, ...]]
"""What a figure takes of a row; it does not count there if any of it is None."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it takes of each row, what it makes of all of them, how it is written."""

    name: str
    columns: Columns
    measure: Measure = mean
    form: str = ".4f"

    def values(self, rows: Sequence[Row]) -> Values:
        """A row for each, NaN where it does not count."""
        taken = [self.columns(row) for row in rows]
        return np.array([[nan if value is None else value for value in values] for values in taken], float)


def compute(rows: Sequence[Row]) -> dict[str, float]:
    """The figures by name, in order; those that nothing counts for are left out."""
    figures = {figure.name: figure.measure(figure.values(rows)) for figure in FIGURES}
    return {name: round(value, 6) for name, value in figures.items() if not isnan(value)}


def _within(k: int, rank: Callable[[Row], int | None]) -> Columns:
    def columns(row: Row) -> tuple[float | None]:
        found = rank(row)
        return (None if found is None else float(0 < found <= k),)

    return columns


def _reciprocal(row: Row) -> tuple[float | None]:
    rank = row.passage_rank
    return (None if rank is None else 1 / rank if rank else 0.0,)


def _quote_length(row: Row) -> tuple[float | None]:
    return (None if row.quote is None else len(row.quote),)


def _decided(status: Status, *, answerable: bool) -> Columns:
    return lambda row: (float(row.status == status) if row.answerable is answerable else None,)


def _decided_half(status: Status, *, stored: bool) -> Columns:
    return lambda row: (float(row.half_status == status) if row.half_stored is stored else None,)


def _statuses(label: str, decided: Callable[[Status], Columns]) -> list[Figure]:
    words = {Status.ANSWERED: "answered", Status.PARTIAL: "partial", Status.NOTHING_FOUND: "refused"}
    return [Figure(f"{label}: {word}", decided(status)) for status, word in words.items()]


FIGURES = (
    *(Figure(f"hit@{k}", _within(k, lambda row: row.passage_rank)) for k in (1, 5, 10)),
    Figure("MRR@10", _reciprocal),
    Figure("article hit@1", _within(1, lambda row: row.article_rank)),
    Figure("article recall@10", lambda row: (row.article_recall,)),
    Figure("article nDCG@10", lambda row: (row.article_ndcg,)),
    *(Figure(f"answer-in-quote@{k}", _within(k, lambda row: row.quote_rank)) for k in (1, 3)),
    *(Figure(f"answer-in-quote@{k} with closest", _within(k, lambda row: row.shown_rank)) for k in (1, 3)),
    Figure("quote length mean", _quote_length, form=".0f"),
    Figure("quote length p95", _quote_length, percentile(95), ".0f"),
    Figure("verbatim", lambda row: (row.verbatim, row.cut), share, ".6f"),
    *_statuses("answerable", partial(_decided, answerable=True)),
    Figure("hard: AUROC", lambda row: (row.score, row.answerable), auroc),
    *_statuses("hard", partial(_decided, answerable=False)),
    Figure("out of collection: AUROC", lambda row: (row.half_score, row.half_stored), auroc),
    *_statuses("out of collection", partial(_decided_half, stored=False)),
    *_statuses("in collection", partial(_decided_half, stored=True)),
    Figure("ms p50", lambda row: (row.took_ms,), percentile(50), ".1f"),
    Figure("ms p95", lambda row: (row.took_ms,), percentile(95), ".1f"),
)
