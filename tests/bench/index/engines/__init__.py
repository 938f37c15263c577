"""What the measuring needs of a search engine, and the engines there are, each in a file of its own.

An engine is made with a folder of its own and is given the passages as words; it may not cut or
change them. What it cannot do it leaves out: the figures then show a dash, or "rebuild" where
adding a passage means building anew. Its module is imported only in its own process, so that a
package that is not there costs a row and not the run.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import Protocol, runtime_checkable

Passages = Iterable[tuple[int, list[str]]]
Hits = list[tuple[int, float]]


class Engine(Protocol):
    """Finds the best passages for the words of a query, any of which may be missing."""

    def build(self, passages: Passages) -> None:
        """Take in all passages and be ready to search."""
        ...

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        """The best as (passage id, score), best first."""
        ...


@runtime_checkable
class Saving(Protocol):
    """An engine that can be had back from its folder."""

    def save(self) -> None:
        """Have all in the folder that ``load`` needs; it may be there already."""
        ...

    def load(self) -> None:
        """Be ready to search what was saved."""
        ...


@runtime_checkable
class Adding(Protocol):
    """An engine that takes one more passage without building anew."""

    def add(self, passage_id: int, terms: list[str]) -> None:
        """Make a passage findable by the time of returning."""
        ...


@runtime_checkable
class Merging(Protocol):
    """An engine that puts itself in order while it is asked."""

    def merge_in_background(self) -> Thread:
        """Begin, at a size that makes it last; the thread given is alive until it is done."""
        ...


@dataclass(frozen=True)
class Entry:
    """Where an engine is, how much memory its building takes, and how many passages it bears.

    The scores of one with the same model must be ours.
    """

    location: str
    bytes_per_passage: int
    most_passages: int = 10**9
    same_model: bool = False

    def make(self, folder: Path) -> Engine:
        """The engine, empty; ImportError if its package is not there."""
        module, _, name = self.location.partition(":")
        engine: Engine = getattr(import_module(f"{__name__}.{module}"), name)(folder)
        return engine


# In the order in which they are built and asked. Bytes are what was measured, rounded up. The first two stay while the others come and go.
ENGINES = {
    "ours": Entry("ours:Ours", 3_000, same_model=True),
    "tantivy": Entry("tantivy:Tantivy", 1_000),
    "fts5": Entry("fts5:Fts5", 500),
    "bm25s numba": Entry("bm25s:Numba", 6_000),
    "bm25s numpy": Entry("bm25s:Numpy", 6_000),
    "rank_bm25": Entry("rank_bm25:RankBM25", 4_000, most_passages=300_000, same_model=True),
}
STAYING = ("ours", "tantivy")
