"""bm25s with either of its backends: all scores worked out beforehand and added up when asked.

``lucene`` with the idf of ``bm25+`` is BM25+ with a delta of 0, but for a factor of k1 + 1. It keeps
float32. Numba compiles when first asked, which counts to being ready after a restart.
"""

from collections.abc import Sequence
from pathlib import Path

import bm25s

from tests.bench.index.engines import Hits, Passages


class Numpy:
    backend = "numpy"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def build(self, passages: Passages) -> None:
        self._index = bm25s.BM25(k1=1.5, b=0.75, method="lucene", idf_method="bm25+", backend=self.backend)
        self._index.index([terms for _, terms in passages], show_progress=False)

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        limit = min(limit, self._index.scores["num_docs"])
        passages, scores = self._index.retrieve([list(terms)], k=limit, show_progress=False)
        pairs = zip(passages[0].tolist(), scores[0].tolist(), strict=True)
        return [(passage, score) for passage, score in pairs if score > 0]

    def save(self) -> None:
        self._index.save(str(self._folder), show_progress=False)

    def load(self) -> None:
        self._index = bm25s.BM25.load(
            str(self._folder), show_progress=False, override_params={"backend": self.backend}
        )


class Numba(Numpy):
    backend = "numba"
