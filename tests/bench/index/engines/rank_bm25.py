"""The reference: ``rank_bm25.BM25Plus`` with a delta of 0, which scores every passage anew."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rank_bm25 import BM25Plus

from tests.bench.index.engines import Hits, Passages


class RankBM25:
    def __init__(self, folder: Path) -> None:
        """It keeps nothing in the folder."""

    def build(self, passages: Passages) -> None:
        self._index = BM25Plus([terms for _, terms in passages], delta=0)

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        scores = self._index.get_scores(terms)
        best = np.argsort(-scores, kind="stable")[:limit]
        return [(int(i), float(scores[i])) for i in best if scores[i] > 0]
