"""The async ports met within the process: SQLite and BM25, each call on a thread.

One thread writes, with the one connection that ever writes. Readers are a few threads, each with a
connection of its own, so that a question never waits for an addition. The BM25 index of a
collection is built on first use and brought up to date at the start of every search, by comparing
versions, so that whatever any process has added or removed is found or gone at once.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.models import (
    Added,
    Article,
    Passage,
    PreparedArticle,
    Revision,
    TermStatistics,
)
from index.ports import Clock, SearchIndex
from index.store import SQLiteStore
from index.text import terms

READERS = 4
_BATCH = 1_000

_P = ParamSpec("_P")
_T = TypeVar("_T")


class StoreThreads:
    """The threads that may touch the database, shared by the store and the search."""

    def __init__(self, path: Path, clock: Clock, *, create: bool) -> None:
        self._open: Callable[[], SQLiteStore] = lambda: SQLiteStore(path, clock, create=create)
        self._local = threading.local()
        self._opened: list[SQLiteStore] = []
        self._writer = ThreadPoolExecutor(1, "pullquote-writer")
        self._readers = ThreadPoolExecutor(READERS, "pullquote-reader")

    async def write(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do the work on the writing thread, after whatever was asked for before."""
        return await self._run(self._writer, work, *args, **kwargs)

    async def read(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do the work on a reading thread."""
        return await self._run(self._readers, work, *args, **kwargs)

    async def close(self) -> None:
        """Finish what was asked for, then close every connection."""
        loop = asyncio.get_running_loop()
        for pool in (self._writer, self._readers):
            await loop.run_in_executor(None, pool.shutdown)
        while self._opened:
            await loop.run_in_executor(None, self._opened.pop().close)

    async def _run(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[Concatenate[SQLiteStore, _P], _T],
        *args: _P.args,
        **kwargs: _P.kwargs,
    ) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(pool, lambda: work(self._store(), *args, **kwargs))

    def _store(self) -> SQLiteStore:
        """This thread's connection."""
        if not hasattr(self._local, "store"):
            self._local.store = self._open()
            self._opened.append(self._local.store)
        store: SQLiteStore = self._local.store
        return store


class EmbeddedStore:
    """``index.ports.ArticleStore`` on SQLite."""

    def __init__(self, threads: StoreThreads) -> None:
        self._threads = threads

    async def add(self, collection: str, articles: Sequence[PreparedArticle]) -> list[Added]:
        """Store articles, all or none."""
        return await self._threads.write(SQLiteStore.add, collection, articles)

    async def remove(self, collection: str, article_id: int) -> bool:
        """Remove an article."""
        return await self._threads.write(SQLiteStore.remove, collection, article_id)

    async def remember(self, key: str, value: str) -> None:
        """Leave a note."""
        await self._threads.write(SQLiteStore.remember, key, value)

    async def recall(self, key: str) -> str | None:
        """Read a note."""
        return await self._threads.read(SQLiteStore.recall, key)

    async def count_articles(self, collection: str) -> int:
        """How many articles the collection holds."""
        return await self._threads.read(SQLiteStore.count_articles, collection)

    async def list_articles(self, collection: str, limit: int, after_id: int = 0) -> list[Article]:
        """Articles by id."""
        return await self._threads.read(SQLiteStore.list_articles, collection, limit, after_id)

    async def find_article(self, collection: str, article_id: int) -> Article | None:
        """By number."""
        return await self._threads.read(SQLiteStore.find_article, collection, article_id)

    async def find_by_external_id(self, collection: str, external_id: str) -> Article | None:
        """By the id it was imported under."""
        return await self._threads.read(SQLiteStore.find_by_external_id, collection, external_id)

    async def find_by_title(self, collection: str, text: str, limit: int) -> list[Article]:
        """By part of the title."""
        return await self._threads.read(SQLiteStore.find_by_title, collection, text, limit)

    async def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        """Those that are there."""
        return await self._threads.read(SQLiteStore.get_passages, collection, passage_ids)

    async def find_revision(self, collection: str, revision_id: int) -> Revision | None:
        """One text as it was stored."""
        return await self._threads.read(SQLiteStore.find_revision, collection, revision_id)

    async def close(self) -> None:
        """Close every connection."""
        await self._threads.close()


class _LiveIndex:
    """A collection's index, which version of the store it shows, and the lock for changing it."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self.version = 0
        self.passage_ids: set[int] = set()
        self.lock = threading.Lock()


class EmbeddedSearch:
    """``index.ports.PassageSearch`` on an index in memory, derived from the SQLite store."""

    def __init__(self, threads: StoreThreads, new_index: Callable[[], SearchIndex]) -> None:
        self._threads = threads
        self._new_index = new_index
        self._live: dict[str, _LiveIndex] = {}
        self._lock = threading.Lock()

    async def search(
        self, collection: str, terms: Sequence[str], limit: int
    ) -> tuple[list[tuple[int, float]], TermStatistics]:
        """The best passages of the collection as the store has it now."""
        return await self._threads.read(self._search, collection, terms, limit)

    async def close(self) -> None:
        """Let the memory go."""
        self._live.clear()

    def _search(
        self, store: SQLiteStore, collection: str, terms: Sequence[str], limit: int
    ) -> tuple[list[tuple[int, float]], TermStatistics]:
        with self._lock:
            if collection not in self._live:
                self._live[collection] = _LiveIndex(self._new_index())
            live = self._live[collection]
        with live.lock:
            if live.version != store.version(collection):
                self._refresh(store, collection, live)
            statistics = live.index.statistics(terms)
            return live.index.top(terms, limit), TermStatistics(
                statistics.passage_count, statistics.df, live.version
            )

    def _refresh(self, store: SQLiteStore, collection: str, live: _LiveIndex) -> None:
        """Bring the index to the store's present version; ids are never used twice."""
        version, passage_ids = store.snapshot(collection)
        live.index.remove(live.passage_ids.difference(passage_ids))
        fresh = [passage_id for passage_id in passage_ids if passage_id not in live.passage_ids]
        for start in range(0, len(fresh), _BATCH):
            passages = store.get_passages(collection, fresh[start : start + _BATCH])
            live.index.add((p.id, terms(p.text) + terms(p.article.title)) for p in passages)
        live.passage_ids = set(passage_ids)
        live.version = version
