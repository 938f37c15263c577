"""Pullquote's own index, which after building lies in files that are mapped, as when it is used."""

from collections.abc import Sequence
from pathlib import Path
from threading import Thread

from index.bm25 import BM25Index
from tests.bench.index.engines import Hits, Passages

# Passages that have come since the last merge, when one is begun to be asked beside.
_CAME = 3_000


class Ours:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._index = BM25Index()

    def build(self, passages: Passages) -> None:
        self._index.add(passages)
        self._index.save(self._folder)

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        return self._index.top(terms, limit)

    def add(self, passage_id: int, terms: list[str]) -> None:
        self._index.add([(passage_id, terms)])

    def save(self) -> None:
        """Keep also what has come since."""
        self._index.save(self._folder)

    def load(self) -> None:
        self._index = BM25Index.load(self._folder)

    def merge_in_background(self) -> Thread:
        first = 1_000_000_000
        came = ((first + i, [f"came{i % 100}", f"so{i}", "late"]) for i in range(_CAME))
        self._index.add(came)
        thread = Thread(target=self._index.merge_all)
        thread.start()
        return thread
