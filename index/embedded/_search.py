"""``index.ports.PassageSearch``: an index per collection, derived from the store.

An index is had from disk or built on first use, and brought up to date before every search that
finds the store changed, by whatever process. Then, in the background, it is put in order and
saved, and where all indexes take more memory than they may, those not used for longest are let go.
Collections do not wait for each other.
"""

import asyncio
import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

import structlog

from index.embedded._threads import StoreThreads
from index.errors import IndexDamaged, IndexNotSaved
from index.indexing import ANALYSIS, TITLE_WEIGHT, Texts, iter_batches
from index.models import ArticleFilter, TermStatistics, Version
from index.ports import Progress, SearchIndex
from index.store import SQLiteStore

# An index of fewer passages is built in less time than it takes to notice.
SAVED_FROM = 2_000
# So many passages may come and go before the copy on disk is made anew while the bot runs.
UNSAVED = 2_000
# How often a search that is overtaken by additions catches up before it is answered all the same.
_TRIES = 3
_READ_PASSAGES = 1_000
# Passages that become a segment at once, per byte of memory that may be used: some 3 kB each meanwhile.
_BYTES_PER_PASSAGE = 3_000

_log = structlog.stdlib.get_logger(__name__)
Hits = tuple[list[tuple[int, float]], TermStatistics]


@dataclass(slots=True)
class _Live:
    """A collection's index as far as it is in memory; ``version`` is that of the store it shows."""

    collection: str
    index: SearchIndex | None = None
    version: Version | None = None
    unsaved: int = 0  # passages that came or went since the copy on disk
    used: int = 0
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)


class _Asked(NamedTuple):
    """What a search is for."""

    terms: Sequence[str]
    limit: int
    where: ArticleFilter | None


class EmbeddedSearch:
    """Searches the indexes; ``folder`` is where they are kept, ``memory_bytes`` what all may take."""

    def __init__(
        self, threads: StoreThreads, index_type: type[SearchIndex], folder: Path, memory_bytes: int
    ) -> None:
        self._threads = threads
        self._index_type = index_type
        self._folder = folder
        self._memory_bytes = memory_bytes
        self._live: dict[str, _Live] = {}
        self._uses = count(1)
        self._tidying: set[asyncio.Task[None]] = set()
        self._complained = False

    async def search(
        self, collection: str, terms: Sequence[str], limit: int, where: ArticleFilter | None = None
    ) -> Hits:
        """The best passages of the collection as the store has it now."""
        live, asked = self._used(collection), _Asked(terms, limit, where)
        for _ in range(_TRIES):
            found = await self._threads.read(self._try, live, asked)
            if found is not None:
                return found
            await self.refresh(collection)
        # The store changes faster than we look: what it was a moment ago is good enough.
        found = await self._threads.read(self._try, live, asked, latest=False)
        return found or ([], TermStatistics(0, {}))

    async def refresh(self, collection: str, on_progress: Progress | None = None) -> None:
        """Bring the collection's index up to date."""
        live = self._used(collection)
        async with live.changing:
            await self._threads.index(self._refresh, live, on_progress)
        task = asyncio.create_task(self._tidy(live))
        self._tidying.add(task)
        task.add_done_callback(self._tidying.discard)

    async def close(self) -> None:
        """Finish what runs in the background, and save what has changed."""
        while self._tidying:
            await asyncio.gather(*self._tidying, return_exceptions=True)
        for live in self._live.values():
            await self._save(live)
        self._live.clear()

    def _used(self, collection: str) -> _Live:
        live = self._live.setdefault(collection, _Live(collection))
        live.used = next(self._uses)
        return live

    def _try(self, store: SQLiteStore, live: _Live, asked: _Asked, *, latest: bool = True) -> Hits | None:
        """Search the index as it is; None if it is not there or not of the latest version."""
        index, version = live.index, live.version
        if index is None or version is None or (latest and version != store.version(live.collection)):
            return None
        where = asked.where
        within = None if where is None else store.find_passage_ids(live.collection, where)
        found = index.statistics(asked.terms)
        statistics = TermStatistics(found.passage_count, found.df, version.number)
        return index.top(asked.terms, asked.limit, within), statistics

    # Taking in what is new, on a thread for it

    def _refresh(self, store: SQLiteStore, live: _Live, on_progress: Progress | None) -> None:
        index, version = live.index, live.version
        if index is None:
            index, version = self._load(live.collection)
        changes = store.changes_since(live.collection, version) if version else None
        if index is None or changes is None:
            index, changes = self._index_type(), store.snapshot(live.collection)
            live.unsaved = 0
        started = time.perf_counter()
        index.remove(changes.removed)
        self._add(store, live.collection, index, changes.added, on_progress)
        live.unsaved += len(changes.added) + len(changes.removed)
        live.index, live.version = index, changes.version
        if len(changes.added) >= SAVED_FROM:
            seconds = round(time.perf_counter() - started, 1)
            _log.info("indexed", collection=live.collection, passages=len(changes.added), seconds=seconds)

    def _add(
        self,
        store: SQLiteStore,
        collection: str,
        index: SearchIndex,
        passage_ids: Sequence[int],
        on_progress: Progress | None,
    ) -> None:
        """Add passages, so many at a time as memory allows for."""

        def iter_texts() -> Iterator[Texts]:
            for start in range(0, len(passage_ids), _READ_PASSAGES):
                some = store.get_passages(collection, passage_ids[start : start + _READ_PASSAGES])
                yield [(p.id, p.text, p.article.title) for p in some]
                if on_progress:
                    on_progress(min(start + _READ_PASSAGES, len(passage_ids)), len(passage_ids))

        batches = iter_batches(iter_texts(), len(passage_ids))
        step = max(1, self._memory_bytes // _BYTES_PER_PASSAGE // _READ_PASSAGES)
        while some := list(islice(batches, step)):
            index.add_batches(some)

    def _load(self, collection: str) -> tuple[SearchIndex | None, Version | None]:
        """The copy on disk, if there is a good one made by this version of the analysis."""
        try:
            index, facts = self._index_type.load(self._folder_of(collection))
        except FileNotFoundError:
            return None, None
        except IndexDamaged as damage:
            _log.warning("index_built_anew", collection=collection, reason=str(damage))
            return None, None
        if (facts.get("collection"), facts.get("analysis")) != (collection, _analysis()):
            _log.info("index_built_anew", collection=collection, reason="it is of an older version")
            return None, None
        return index, Version(*facts["version"])

    # In the background

    async def _tidy(self, live: _Live) -> None:
        """Put the index in order, save it, and make room."""
        while live.index is not None and live.index.is_merge_due:
            await asyncio.to_thread(live.index.merge)
        if live.unsaved >= UNSAVED:
            await self._save(live)
        await self._make_room()

    async def _save(self, live: _Live) -> None:
        """Save what has changed, unless it is too small to be worth it."""
        async with live.changing:
            if live.index is None or not live.unsaved or len(live.index) < SAVED_FROM:
                return
            facts = {"collection": live.collection, "analysis": _analysis(), "version": live.version}
            try:
                await asyncio.to_thread(live.index.save, self._folder_of(live.collection), facts)
            except IndexNotSaved as failure:
                if not self._complained:  # once: it would be the same every time
                    _log.warning("index_not_saved", reason=str(failure))
                self._complained = True
            live.unsaved = 0

    async def _make_room(self) -> None:
        """Let go of the indexes not used for longest, but for the last one used."""
        loaded = sorted((live for live in self._live.values() if live.index), key=lambda live: live.used)
        over = sum(live.index.nbytes for live in loaded if live.index) - self._memory_bytes
        for live in loaded[:-1]:
            if over <= 0:
                return
            await self._save(live)
            async with live.changing:
                over -= live.index.nbytes if live.index else 0
                live.index = live.version = None

    def _folder_of(self, collection: str) -> Path:
        """A collection's name may hold any sign, a folder's may not."""
        return self._folder / hashlib.sha256(collection.encode()).hexdigest()[:16]


def _analysis() -> list[int]:
    """What must be the same for a copy on disk to be of use."""
    return [ANALYSIS, TITLE_WEIGHT]
