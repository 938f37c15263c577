"""Pullquote's own index.

To hook in more: ``save``, ``load`` and ``merge_in_background`` as :mod:`tests.bench.index.engines`
has them, with ``self._folder`` to write to.
"""

from collections.abc import Sequence
from pathlib import Path

from index.bm25 import BM25Index
from tests.bench.index.engines import Hits, Passages


class Ours:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = BM25Index()

    def build(self, passages: Passages) -> None:
        self._index.add(passages)

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        return self._index.top(terms, limit)

    def add(self, passage_id: int, terms: list[str]) -> None:
        self._index.add([(passage_id, terms)])
