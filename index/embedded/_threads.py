"""The threads that may touch the database, each with a connection of its own.

One thread writes, with the one connection that ever writes. Readers are a few, so that a question
never waits for an addition. Indexes catch up on threads apart from theirs, and are built, which may
take minutes, on another still, so that nothing quick ever waits for something long.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from index.ports import Clock
from index.store import SQLiteStore

READERS = 4
INDEXERS = 2

_P = ParamSpec("_P")
_T = TypeVar("_T")


class StoreThreads:
    """The threads that may touch the database, shared by the store and the search."""

    def __init__(self, path: Path, clock: Clock, *, create: bool) -> None:
        self.clock = clock
        self._open: Callable[[], SQLiteStore] = lambda: SQLiteStore(path, clock, create=create)
        self._local = threading.local()
        self._opened: list[SQLiteStore] = []
        self._writer = ThreadPoolExecutor(1, "pullquote-writer")
        self._readers = ThreadPoolExecutor(READERS, "pullquote-reader")
        self._indexers = ThreadPoolExecutor(INDEXERS, "pullquote-indexer")
        self._builder = ThreadPoolExecutor(1, "pullquote-builder")
        self._writes = 0

    async def write(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do the work on the writing thread, after whatever was asked for before."""
        self._writes += 1
        try:
            return await self._run(self._writer, work, *args, **kwargs)
        finally:
            self._writes -= 1

    @property
    def is_writing(self) -> bool:
        """Whether the writing thread has work."""
        return self._writes > 0

    async def read(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do the work on a reading thread."""
        return await self._run(self._readers, work, *args, **kwargs)

    async def index(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do work on an index that takes a moment."""
        return await self._run(self._indexers, work, *args, **kwargs)

    async def build(
        self, work: Callable[Concatenate[SQLiteStore, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        """Do work on an index that may take minutes, one at a time."""
        return await self._run(self._builder, work, *args, **kwargs)

    async def close(self) -> None:
        """Finish what was asked for, then close every connection."""
        loop = asyncio.get_running_loop()
        for pool in (self._writer, self._readers, self._indexers, self._builder):
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
