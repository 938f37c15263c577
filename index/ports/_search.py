"""Search over passages: the port, and the index inside the embedded one."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, Self

from index.batches import TermBatch
from index.models import ArticleFilter, TermStatistics


class Searcher(Protocol):
    """An index as it was at one time; never changes."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """What was said of the state when it was made; JSON."""
        ...

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """The best as (passage id, score > 0), best first, ties by passage id."""
        ...

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """How many passages there are, and how many hold each of the terms."""
        ...

    def similar(self, term: str) -> list[str]:
        """Terms that may be meant by this one, which no passage holds: as many errors apart as usual."""
        ...


class SearchIndex(Protocol):
    """Exact BM25 top-k over passages given as terms.

    May be asked from many threads while one changes, merges or saves it; a question sees all of a
    change or nothing.
    """

    def __len__(self) -> int: ...

    @property
    def nbytes(self) -> int:
        """About how much memory it takes, including what lies in mapped files."""
        ...

    def add(self, passages: Iterable[tuple[int, Sequence[str]]]) -> None:
        """Make passages findable; one that is there already is replaced."""
        ...

    def remove(self, passage_ids: Iterable[int]) -> None:
        """Forget passages; ids that are not there are passed over."""
        ...

    def change(
        self,
        batches: Iterable[TermBatch] = (),
        removed: Iterable[int] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        """Both in one step, with facts about the result, which take the place of earlier ones."""
        ...

    def top(
        self, terms: Sequence[str], limit: int, within: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """As ``Searcher.top``, of the index as it is now."""
        ...

    def statistics(self, terms: Iterable[str]) -> TermStatistics:
        """As ``Searcher.statistics``."""
        ...

    def frozen(self) -> Searcher:
        """The index as it is now, whatever becomes of it."""
        ...

    @property
    def is_merge_due(self) -> bool:
        """Whether ``merge`` has anything to do."""
        ...

    def merge(self) -> bool:
        """Put some of the index in order, beside questions and changes; False if nothing is due."""
        ...

    def save(self, folder: Path) -> None:
        """Keep a copy in the folder, facts and all, beside questions and changes.

        Raises:
            IndexNotSaved: it could not be written; the copy that was there is still good.
        """
        ...

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The index that was saved in the folder.

        Raises:
            FileNotFoundError: there is none.
            IndexDamaged: it is not as it was saved.
        """
        ...


Progress = Callable[[int, int], None]
"""Told, from any thread, how many passages are done of how many."""


class PassageSearch(Protocol):
    """Search over the passages of a collection, as the store has them now."""

    async def search(
        self, collection: str, terms: Sequence[str], limit: int, where: ArticleFilter | None = None
    ) -> tuple[list[tuple[int, float]], TermStatistics]:
        """The best passages as (id, score), best first, and how common the terms are.

        A filter leaves passages out; the statistics are always those of the whole collection, and all
        that is looked up with a limit of 0.
        """
        ...

    async def similar(self, collection: str, terms: Sequence[str]) -> list[list[str]]:
        """For each term, those of the collection's that it may be a typing error of; maybe some too many."""
        ...

    async def refresh(self, collection: str, on_progress: Progress | None = None) -> None:
        """Take in what the store has that is new, which a search would otherwise do first."""
        ...

    async def close(self) -> None:
        """Let go of what is held; no call may follow."""
        ...
