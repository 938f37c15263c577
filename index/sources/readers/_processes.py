"""The pool of workers: whose turn it is, what becomes of one that oversteps, and when one is renewed."""

import asyncio
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from index.errors import ContentRefused, Message
from index.models import Content, Reading
from index.sources.readers._forms import Malformed, from_form, refusal
from index.sources.readers._worker import COMMAND, Worker, WorkerDied

_log = structlog.stdlib.get_logger(__name__)
_TOO_LONG = Message(
    "this file takes too long to read, or too much memory; save it smaller, in parts or in another form."
)
_STOPPED = Message(
    "this file stopped its reader: it is broken, or takes too much memory; save it anew, or in another form."
)
_BROKEN = Message(
    "this file cannot be read: it is broken, or made in a way that its reader does not understand."
)
_STOPPING = Message("the file was not read, since Pullquote is stopping; add it again.")
_NO_READER = Message("no reader could be started for this file; the log of Pullquote tells why.")
# What a parser ends itself with, or is ended with, at its own faults.
_CRASHES = frozenset(
    getattr(signal, name)
    for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE")
    if hasattr(signal, name)
)
# How much later than the parent the worker itself looks at the clock, in seconds.
_GRACE_S = 5.0
# A worker that dies before it is given a file dies of something else; twice is no accident.
_ATTEMPTS = 3
# What is made of more bytes than these is checked in a thread.
_LONG = 100_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker may take for one file, and when it makes room for another.

    ``max_memory_bytes`` is address space, of which a worker takes about a tenth before it reads anything.
    ``cpu_s`` and ``wall_s`` are for one file, in seconds. After ``max_jobs`` files, or when it holds more
    than ``renew_bytes``, a worker is replaced. One that had nothing to do for ``idle_s`` seconds is ended,
    which gives a small machine its memory back.
    """

    max_memory_bytes: int = 700_000_000
    cpu_s: float = 30.0
    wall_s: float = 60.0
    max_jobs: int = 1_000
    renew_bytes: int = 400_000_000
    idle_s: float = 300.0


class ReaderProcesses:
    """Readers in ``count`` processes at most, each started when there is work for it.

    Files are read in the order in which they were asked for. ``command`` starts a worker; it is given the
    limits as arguments.
    """

    def __init__(
        self, count: int = 2, limits: Limits | None = None, command: Sequence[str] = COMMAND
    ) -> None:
        self._count = count
        self._limits = limits or Limits()
        self._command = command
        self._places = asyncio.Semaphore(count)
        # With what ends each when it has waited for long enough; the one that waits least is the last.
        self._idle: dict[Worker, asyncio.TimerHandle] = {}
        self._busy: set[Worker] = set()
        self._pending: set[asyncio.Task[Any]] = set()
        self._is_closed = False

    async def read(self, content: Content) -> Reading:
        """What the content says; see the port.

        A cancelled read frees its place at once: the worker that was at it is killed.

        Raises:
            ContentRefused: it cannot be read, or not within the limits.
        """
        async with self._places:
            worker = await self._ready_worker(content)
            try:
                outcome = await self._put(worker, content)
            except BaseException:
                self._let_go(worker)
                raise
            self._give_back(worker)
        if isinstance(outcome, ContentRefused):
            raise outcome
        return outcome

    async def close(self) -> None:
        """End all workers, those at work too; no call may follow."""
        self._is_closed = True
        for worker in (*self._idle, *self._busy):
            self._let_go(worker)
        while self._pending:
            await asyncio.gather(*self._pending, return_exceptions=True)
            await asyncio.sleep(0)  # for what is to be done after them

    @property
    def pids(self) -> list[int]:
        """The processes there are, those at work first."""
        return [worker.pid for worker in (*self._busy, *self._idle)]

    async def _ready_worker(self, content: Content) -> Worker:
        """One that waits for the content's bytes: the warmest there is, else a new one."""
        left = _ATTEMPTS
        while left:
            if self._is_closed:
                raise ContentRefused(_STOPPING)
            if self._idle:
                worker, ending = self._idle.popitem()
                ending.cancel()
            else:
                left -= 1
                worker = await self._start()
            if await self._is_ready(worker, content):
                return worker
        raise ContentRefused(_NO_READER)

    async def _is_ready(self, worker: Worker, content: Content) -> bool:
        """Whether the worker waits for the content's bytes; else it is let go of."""
        self._busy.add(worker)
        try:
            await worker.prepare(content)
        except (WorkerDied, Malformed, TimeoutError) as error:
            self._let_go(worker)
            _log.warning("reader_not_ready", kind=str(content.kind), reason=str(error))
            return False
        except BaseException:
            self._let_go(worker)
            raise
        return True

    async def _start(self) -> Worker:
        """A new worker; one that nobody waits for any more when it is there is kept for the next file."""
        limits = self._limits
        # The worker's own clock is for when there is no parent any more.
        arguments = map(str, (limits.max_memory_bytes, limits.cpu_s, limits.wall_s + _GRACE_S))
        task = asyncio.create_task(Worker.start([*self._command, *arguments]))
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(self._adopt)
            raise
        except OSError as error:  # no processes or no memory left
            _log.warning("reader_not_started", reason=str(error))
            raise ContentRefused(_NO_READER) from error

    def _adopt(self, started: "asyncio.Task[Worker]") -> None:
        if started.cancelled() or started.exception():
            return
        if len(self._idle) + len(self._busy) < self._count:
            self._give_back(started.result())
        else:
            self._let_go(started.result())

    async def _put(self, worker: Worker, content: Content) -> Reading | ContentRefused:
        """What a worker that is ready makes of the content.

        Raises:
            ContentRefused: the worker overstepped, and is of no more use.
        """
        try:
            form = await worker.read(content.data, self._limits.wall_s)
            if "failed" in form:
                _log.warning("reader_failed", kind=str(content.kind), reason=repr(form["failed"])[:300])
                return ContentRefused(_BROKEN)
            if "refused" in form:
                return refusal(form)
            if len(content.data) < _LONG:
                return from_form(form.get("reading"), content)
            return await asyncio.to_thread(from_form, form.get("reading"), content)
        except TimeoutError:
            raise ContentRefused(_TOO_LONG) from None
        except Malformed as error:
            _log.warning("reader_untrue", kind=str(content.kind), reason=str(error))
            raise ContentRefused(_BROKEN) from error
        except WorkerDied as death:
            if self._is_closed:
                raise ContentRefused(_STOPPING) from death
            _log.warning("reader_died", kind=str(content.kind), signal=death.signal)
            raise ContentRefused(_STOPPED if death.signal in _CRASHES else _TOO_LONG) from death

    def _give_back(self, worker: Worker) -> None:
        """For the next file, or let go of it if it has become old or large."""
        limits = self._limits
        is_fresh = worker.jobs < limits.max_jobs and worker.memory_bytes < limits.renew_bytes
        if is_fresh and worker.is_alive and not self._is_closed:
            self._busy.discard(worker)
            loop = asyncio.get_running_loop()
            self._idle[worker] = loop.call_later(limits.idle_s, self._let_go, worker)
        else:
            self._let_go(worker)

    def _let_go(self, worker: Worker) -> None:
        """Kill it; that it is gone is waited for apart, so that nobody waits for a dead process."""
        self._busy.discard(worker)
        if ending := self._idle.pop(worker, None):
            ending.cancel()
        worker.kill()
        task = asyncio.create_task(worker.end())
        self._pending.add(task)
        task.add_done_callback(self._pending.discard)
