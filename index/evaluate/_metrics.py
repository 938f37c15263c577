"""The measures themselves, over arrays with a row per question.

A row that is NaN is of a question that does not count, and is passed over; where none counts, the
measure is NaN. All are pure, and each is the same for the rows in whatever order.
"""

from collections.abc import Callable, Mapping, Sequence
from math import log2, nan

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
"""A row per question; a column, or two for a share and for AUROC."""
Measure = Callable[[Values], float]

RESAMPLES = 1000
_SEED = 0


def mean(values: Values) -> float:
    """The mean of the first column."""
    counted = _counted(values)
    return float(counted[:, 0].mean()) if len(counted) else nan


def share(values: Values) -> float:
    """The sum of the first column over that of the second: of all quotes, those word for word."""
    counted = _counted(values)
    of = counted[:, 1].sum() if len(counted) else 0
    return float(counted[:, 0].sum() / of) if of else nan


def percentile(percent: int) -> Measure:
    """The measure that so many percent of the first column do not exceed, interpolated."""

    def measure(values: Values) -> float:
        counted = _counted(values)
        return float(np.percentile(counted[:, 0], percent)) if len(counted) else nan

    return measure


def auroc(values: Values) -> float:
    """How likely an answerable question (1 in the second column) scores above one that is not.

    Ties count half. The scores are in the first column. This is the Mann-Whitney U over all pairs,
    which is the area under the ROC curve (Hanley and McNeil 1982).
    """
    counted = _counted(values)
    answerable = counted[:, 1] > 0
    good, bad = np.sort(counted[answerable, 0]), np.sort(counted[~answerable, 0])
    if not len(good) or not len(bad):
        return nan
    beaten, not_above = np.searchsorted(bad, good, "left"), np.searchsorted(bad, good, "right")
    return float((beaten + not_above).sum() / 2 / len(good) / len(bad))


def ndcg(ranked: Sequence[int], grades: Mapping[int, int], depth: int) -> float:
    """The nDCG at a depth, with linear gain (Järvelin and Kekäläinen 2002; trec_eval's ndcg_cut).

    ``ranked`` are articles, best first, each once; ``grades`` those that are right, at least one.
    """
    gained = _dcg([grades.get(article, 0) for article in ranked[:depth]])
    return gained / _dcg(sorted(grades.values(), reverse=True)[:depth])


def paired_interval(before: Values, after: Values, measure: Measure) -> tuple[float, float]:
    """Where the difference of a measure between two runs lies, with 95% confidence.

    Both have a row for each of the same questions. Questions are drawn anew with replacement
    (paired bootstrap, percentile interval; Efron and Tibshirani 1993, chapter 13); the seed is fixed.
    """
    if np.array_equal(before, after, equal_nan=True):
        return 0.0, 0.0
    random = np.random.default_rng(_SEED)
    differences = []
    for _ in range(RESAMPLES):
        drawn = random.integers(0, len(before), len(before))
        differences.append(measure(after[drawn]) - measure(before[drawn]))
    known = np.array(differences)[~np.isnan(differences)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (nan, nan)
    return float(low), float(high)


def _counted(values: Values) -> Values:
    return values[~np.isnan(values).any(axis=1)]


def _dcg(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, 1))
