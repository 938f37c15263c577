"""``index.ports.PassageSearch``: an index per collection, derived from the store.

An index is had from disk or built on first use, and brought up to date before every search that
finds the store changed, by whatever process. Then, in the background, it is put in order and
saved, and where all indexes take more memory than they may, those not used for longest are let go.

A search works on a state of the index that never changes, and whose version is that of the store.
Bringing an index up to date is a task of its own that all who need it wait for, so that one who
gives up waiting leaves nothing half done.
"""

import asyncio
import hashlib
import threading
import time
from collections.abc import Coroutine, Iterator, Sequence
from itertools import count, islice
from pathlib import Path
from typing import Any, TypeVar

import structlog

from index.embedded._live import Asked, Hits, Live, is_running, search, search_as_it_was, version_of
from index.embedded._threads import StoreThreads
from index.errors import IndexDamaged, IndexNotSaved
from index.indexing import ANALYSIS, TITLE_WEIGHT, Texts, iter_batches
from index.models import ArticleFilter, Changes
from index.ports import Progress, Searcher, SearchIndex
from index.store import SQLiteStore

# An index of fewer passages is built in less time than it takes to notice.
SAVED_FROM = 2_000
# So many passages or changes may come before the copy on disk is made anew while the bot runs. The
# store remembers more changes than that (index.store._changes.KEPT).
UNSAVED_PASSAGES = 2_000
UNSAVED_CHANGES = 500
# More passages than this are no moment's work.
LONG_FROM = 2_000
# How often a search that is overtaken by changes catches up before it is answered all the same.
_TRIES = 3
_READ_PASSAGES = 1_000
# What a passage takes while it becomes part of a segment.
_BYTES_PER_PASSAGE = 3_000

_log = structlog.stdlib.get_logger(__name__)
_T = TypeVar("_T")


class _Closing(Exception):
    """Nobody will need what is being built."""


class EmbeddedSearch:
    """Searches the indexes; ``folder`` is where they are kept, ``memory_bytes`` what all may take."""

    def __init__(
        self, threads: StoreThreads, index_type: type[SearchIndex], folder: Path, memory_bytes: int
    ) -> None:
        self._threads = threads
        self._index_type = index_type
        self._folder = folder
        self._memory_bytes = memory_bytes
        self._live: dict[str, Live] = {}
        self._uses = count(1)
        self._background: set[asyncio.Task[Any]] = set()
        self._making_room = asyncio.Lock()
        self._complained = False
        self._closing = threading.Event()

    async def search(
        self, collection: str, terms: Sequence[str], limit: int, where: ArticleFilter | None = None
    ) -> Hits:
        """The best passages of the collection as the store has it now."""
        live, asked = self._used(collection), Asked(terms, limit, where)
        shown = live.shown or await self._refreshed(live, None)
        for _ in range(_TRIES):
            if found := await self._threads.read(search, collection, shown, asked):
                return found
            shown = await self._refreshed(live, None)
        # The store changes faster than we look: what it was a moment ago is good enough.
        return await self._threads.read(search_as_it_was, collection, shown, asked)

    async def similar(self, collection: str, terms: Sequence[str]) -> list[list[str]]:
        """Terms of the collection like these, as it was when last looked at."""
        live = self._used(collection)
        shown = live.shown or await self._refreshed(live, None)
        return await asyncio.to_thread(lambda: [shown.similar(term) for term in terms])

    async def refresh(self, collection: str, on_progress: Progress | None = None) -> None:
        """Bring the collection's index up to date."""
        await self._refreshed(self._used(collection), on_progress)

    async def close(self) -> None:
        """Break off what is being built, finish the rest, and save what has changed."""
        self._closing.set()
        while self._background:
            await asyncio.gather(*self._background, return_exceptions=True)
        for live in list(self._live.values()):
            await self._save(live)
        self._live.clear()

    def _used(self, collection: str) -> Live:
        live = self._live.setdefault(collection, Live(collection))
        live.used = next(self._uses)
        return live

    # Taking in what is new

    async def _refreshed(self, live: Live, on_progress: Progress | None) -> Searcher:
        """The index as of a moment after this was called, or later."""
        if live.refreshing and not live.refreshing.done():
            # It may have looked at the store before whoever waits here changed it.
            await asyncio.wait([live.refreshing])
        if live.refreshing is None or live.refreshing.done():
            live.refreshing = self._in_background(self._refresh(live, on_progress))
        return await asyncio.shield(live.refreshing)

    async def _refresh(self, live: Live, on_progress: Progress | None) -> Searcher:
        index, changes = await self._threads.index(self._look, live)
        if changes.added or changes.removed or version_of(index.frozen()) != changes.version:
            long = len(changes.added) >= LONG_FROM
            if long:
                _log.info("indexing", collection=live.collection, passages=len(changes.added))
            run = self._threads.build if long else self._threads.index
            await run(self._apply, live, index, changes, on_progress)
        shown = index.frozen()
        if index is not live.index or shown is not live.shown:
            live.index, live.shown = index, shown
            self._in_background(self._tidy(live))
        return shown

    def _look(self, store: SQLiteStore, live: Live) -> tuple[SearchIndex, Changes]:
        """The index that there is, or a new one, and what it lacks."""
        index = live.index
        if index is None and (index := self._load(live.collection)):
            live.unsaved, live.saved_number = 0, version_of(index.frozen()).number
        if index is not None:
            changes = store.changes_since(live.collection, version_of(index.frozen()))
            if changes is not None:
                return index, changes
            _log.info("index_built_anew", collection=live.collection, reason="it is too far behind the store")
        live.unsaved = live.saved_number = 0
        return self._index_type(), store.snapshot(live.collection)

    def _apply(
        self,
        store: SQLiteStore,
        live: Live,
        index: SearchIndex,
        changes: Changes,
        on_progress: Progress | None,
    ) -> None:
        """Make the changes: so many passages at a time as memory allows, and the last of it all at once."""
        started = time.perf_counter()
        batches = iter_batches(self._iter_texts(store, live, changes.added, on_progress), len(changes.added))
        step = max(1, self._memory_bytes // _BYTES_PER_PASSAGE // _READ_PASSAGES)
        some = list(islice(batches, step))
        while following := list(islice(batches, step)):
            index.change(some)  # known by the earlier version still, which costs nothing but doing it again
            some = following
        facts = {"collection": live.collection, "analysis": _analysis(), "version": list(changes.version)}
        index.change(some, changes.removed, facts)
        live.unsaved += len(changes.added) + len(changes.removed)
        if len(changes.added) >= SAVED_FROM:
            seconds = round(time.perf_counter() - started, 1)
            _log.info("indexed", collection=live.collection, passages=len(changes.added), seconds=seconds)

    def _iter_texts(
        self, store: SQLiteStore, live: Live, passage_ids: Sequence[int], on_progress: Progress | None
    ) -> Iterator[Texts]:
        for start in range(0, len(passage_ids), _READ_PASSAGES):
            if self._closing.is_set():
                raise _Closing
            some = store.articles.get_passages(live.collection, passage_ids[start : start + _READ_PASSAGES])
            yield [(p.id, p.text, p.article.title) for p in some]
            if on_progress:
                on_progress(min(start + _READ_PASSAGES, len(passage_ids)), len(passage_ids))

    def _load(self, collection: str) -> SearchIndex | None:
        """The copy on disk, if there is a good one made by this version of the analysis."""
        try:
            index = self._index_type.load(self._folder_of(collection))
        except FileNotFoundError:
            return None
        except IndexDamaged as damage:
            _log.warning("index_built_anew", collection=collection, reason=str(damage))
            return None
        facts = index.frozen().facts
        if (facts.get("collection"), facts.get("analysis")) != (collection, _analysis()):
            _log.info("index_built_anew", collection=collection, reason="it is of an older version")
            return None
        return index

    # In the background

    def _in_background(self, work: Coroutine[object, object, _T]) -> asyncio.Task[_T]:
        """Run the work to its end, whoever waits for it; ``close`` waits too."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        return task

    async def _tidy(self, live: Live) -> None:
        """Put the index in order, save it, and make room."""
        index = live.index
        while index is not None and index.is_merge_due and not self._closing.is_set():
            await asyncio.to_thread(index.merge)
            self._show_anew(live, index)
        if live.shown and (
            live.unsaved >= UNSAVED_PASSAGES
            or version_of(live.shown).number - live.saved_number >= UNSAVED_CHANGES
        ):
            await self._save(live)
        await self._make_room()

    async def _save(self, live: Live) -> None:
        """Save what has changed, unless it is too small to be worth it."""
        async with live.saving:
            index, unsaved = live.index, live.unsaved
            if index is None or not unsaved or len(index) < SAVED_FROM:
                return
            number = version_of(index.frozen()).number
            try:
                await asyncio.to_thread(index.save, self._folder_of(live.collection))
            except IndexNotSaved as failure:
                if not self._complained:  # once: it would be the same every time
                    _log.warning("index_not_saved", reason=str(failure))
                self._complained = True
                live.unsaved = 1  # tried again when as much has come anew, and when the bot stops
            else:
                live.unsaved -= unsaved
                self._show_anew(live, index)
            live.saved_number = number

    def _show_anew(self, live: Live, index: SearchIndex) -> None:
        """Search what was merged or saved in place of the same passages as they were before."""
        if live.index is not index or live.shown is None or is_running(live.refreshing):
            return  # let go of, or half way to another version, which will be shown in the end
        shown = index.frozen()
        if version_of(shown) == version_of(live.shown):
            live.shown = shown

    async def _make_room(self) -> None:
        """Let go of the indexes not used for longest, but for the last one used."""
        async with self._making_room:
            loaded = sorted((live for live in self._live.values() if live.index), key=lambda live: live.used)
            for live in loaded[:-1]:
                if sum(each.index.nbytes for each in loaded if each.index) <= self._memory_bytes:
                    return
                await self._save(live)
                if not is_running(live.refreshing):
                    live.index = live.shown = None

    def _folder_of(self, collection: str) -> Path:
        """A collection's name may hold any sign, a folder's may not."""
        return self._folder / hashlib.sha256(collection.encode()).hexdigest()[:16]


def _analysis() -> list[int]:
    """What must be the same for a copy on disk to be of use."""
    return [ANALYSIS, TITLE_WEIGHT]
