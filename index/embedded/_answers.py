"""``index.ports.AnswerStore`` on SQLite: answers are written behind the reply, several at once.

The thread that writes articles writes answers too, at most one batch between two additions, so that
neither holds the other up. Where it has nothing else to do, an answer is written before it is given,
since that takes a fraction of a millisecond; else nobody waits for it.
"""

import asyncio
from datetime import datetime, timedelta

import structlog

from index.embedded._threads import StoreThreads
from index.errors import StoreError, StoreLocked
from index.models import Answer, Asker, KeptAnswer
from index.store import Bounds, Given, SQLiteStore

# How many of a collection's answers are kept at most, the newest.
MOST = 10_000
# More than this a reply never waits, though one commit in hundreds also moves what is in the log to the
# database, which does sync.
WAIT_S = 0.05
# How long to leave the database to another program before the next try, and at the end in all.
_RETRY_S = 0.1
_LAST_TRIES_S = 2.0
# More than so many that could not be written yet are not held in memory.
_MAX_WAITING = 1_000
# Letting go of old answers takes a millisecond, so it is done once in so many.
_PRUNED_EVERY = 100

_log = structlog.stdlib.get_logger(__name__)


class EmbeddedAnswers:
    """Keeps answers, and who asked, for ``days``; with 0 none, and those kept before are removed."""

    def __init__(self, threads: StoreThreads, days: int, most: int = MOST) -> None:
        self._threads = threads
        self._days = days
        self._most = most
        self._waiting: list[Given] = []
        self._writing: asyncio.Task[None] | None = None
        self._since_pruned = _PRUNED_EVERY  # so that the first batch looks after what is old
        self._complained = False

    async def keep(self, collection: str, answer: Answer, version: int, asker: Asker | None = None) -> None:
        """Have the answer written, now or in a moment."""
        if self._days or asker:
            now = self._threads.clock.now()
            self._waiting.append(Given(collection, answer, version, now, asker, is_kept=self._days > 0))
        elif self._since_pruned < _PRUNED_EVERY:
            return
        idle = not self._threads.is_writing and (self._writing is None or self._writing.done())
        writing = self._started()
        if idle:
            await asyncio.wait([writing], timeout=WAIT_S)

    async def find(self, collection: str, beginning: str) -> KeptAnswer | None:
        """The answer whose id begins so."""
        await self.settle()
        return await self._threads.read(SQLiteStore.find_answer, collection, beginning, self._since())

    async def list_newest(self, collection: str, limit: int) -> list[KeptAnswer]:
        """The newest answers."""
        await self.settle()
        return await self._threads.read(SQLiteStore.list_answers, collection, limit, self._since())

    async def settle(self) -> None:
        """Wait until what was given is written, unless the database is locked for long."""
        if self._waiting or (self._writing and not self._writing.done()):
            await asyncio.wait([self._started()], timeout=_LAST_TRIES_S)

    async def close(self) -> None:
        """Write what waits, trying for a while where the database is locked."""
        if self._writing is None:
            return
        _, unfinished = await asyncio.wait([self._writing], timeout=_LAST_TRIES_S)
        for task in unfinished:
            self._complain("the database was locked until the end")
            task.cancel()

    def _started(self) -> asyncio.Task[None]:
        """The task that writes all that waits."""
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        return self._writing

    async def _write(self) -> None:
        while self._waiting or self._since_pruned >= _PRUNED_EVERY:
            given, self._waiting = self._waiting, []
            prune = self._since_pruned + len(given) >= _PRUNED_EVERY
            bounds = Bounds(self._since(), self._most) if prune else None
            try:
                await self._threads.write(SQLiteStore.keep_answers, given, bounds)
            except StoreLocked as locked:
                self._wait_again(given, locked)
                await asyncio.sleep(_RETRY_S)
                continue
            except StoreError as failure:
                self._complain(str(failure))
            self._since_pruned = 0 if prune else self._since_pruned + len(given)

    def _since(self) -> datetime:
        """Answers asked up to then are not kept any more."""
        return self._threads.clock.now() - timedelta(days=self._days)

    def _wait_again(self, given: list[Given], locked: StoreLocked) -> None:
        """Have these written before those that came meanwhile; the oldest are given up if too many."""
        self._waiting = given + self._waiting
        if len(self._waiting) > _MAX_WAITING:
            del self._waiting[:-_MAX_WAITING]
            self._complain(str(locked))

    def _complain(self, reason: str) -> None:
        """Once: it would be the same every time."""
        if not self._complained:
            _log.warning("answers_not_kept", reason=reason)
        self._complained = True
