"""The parent's side of one worker: starting it, putting a file to it, and ending it."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, SubprocessStreamProtocol
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from index.models import Content
from index.sources.readers._forms import Malformed, parse
from index.sources.readers._frames import LENGTH_BYTES, MAX_ANSWER_BYTES, frame, length_of

# Importing the readers of pages for the first time on a slow machine.
_READY_S = 60.0
_MAX_READY_BYTES = 1_000
# What a pipe holds; more at once would only be copied about.
_PIECE_BYTES = 65_536
# An answer that is longer is parsed in a thread, since nothing else could be done meanwhile.
_LONG_ANSWER = 100_000
# Nothing is imported from the folder the bot was started in, no bytecode written, and text is UTF-8.
COMMAND = (sys.executable, "-P", "-B", "-X", "utf8", "-m", "index.sources.readers")
# What Python needs to start, where the host has set it.
_NEEDED = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT")


class WorkerDied(Exception):
    """It ended before it answered. ``signal`` is the number of the signal that ended it, 0 if none did."""

    def __init__(self, signal: int) -> None:
        super().__init__(f"signal {signal}")
        self.signal = signal


class Worker:
    """A process that reads one file at a time."""

    def __init__(self, transport: asyncio.SubprocessTransport, process: Process) -> None:
        self._transport = transport
        self._process = process
        self.jobs = 0
        self.memory_bytes = 0

    @classmethod
    async def start(cls, command: Sequence[str]) -> "Worker":
        """Start one; it can be given a file at once."""
        loop = asyncio.get_running_loop()
        transport, protocol = await loop.subprocess_exec(
            lambda: SubprocessStreamProtocol(limit=_PIECE_BYTES, loop=loop),
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env=_environment(os.environ, sys.path),
            start_new_session=True,  # Ctrl-C is for the parent, who may let a file be read to its end
        )
        return cls(transport, Process(transport, protocol, loop))

    @property
    def is_alive(self) -> bool:
        """As far as is known."""
        return self._process.returncode is None

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    async def prepare(self, content: Content) -> None:
        """Tell what is to come, and wait until it can be read.

        Raises:
            WorkerDied: it was gone, for a reason that the content has nothing to do with.
            TimeoutError: it is not ready after a minute.
            Malformed: it said something else.
        """
        job = {
            "kind": str(content.kind),
            "name": content.name,
            "charset": content.charset,
            "max_entries": content.max_entries,
            "bytes": len(content.data),
        }
        async with asyncio.timeout(_READY_S):
            await self._send(frame(job))
            said = parse(await self._receive(_MAX_READY_BYTES))
        if said != {"ready": True}:
            raise Malformed(repr(said.get("failed"))[:300])

    async def read(self, data: bytes, wall_s: float) -> dict[str, Any]:
        """Its answer to the bytes, which is an object, but of no certain form.

        Raises:
            WorkerDied: it did so on reading.
            TimeoutError: it had that time.
            Malformed: the answer is too long, or none.
        """
        self.jobs += 1
        async with asyncio.timeout(wall_s):
            await self._send(data)
            body = await self._receive(MAX_ANSWER_BYTES)
        answer = parse(body) if len(body) < _LONG_ANSWER else await asyncio.to_thread(parse, body)
        memory = answer.get("memory")
        self.memory_bytes = memory if type(memory) is int else 0
        return answer

    def kill(self) -> None:
        """Let it end at once, whatever it does."""
        if self.is_alive:
            self._process.kill()

    async def end(self) -> None:
        """Kill it, and wait until it is gone.

        Its pipes are closed first, whatever is in them: asyncio takes a process to be there as long as
        they are open, and one that is full is never read to its end.
        """
        self.kill()
        if self._process.stdin and not self._process.stdin.is_closing():
            self._process.stdin.transport.abort()  # what is still to be written will not be read
        if answers := self._transport.get_pipe_transport(1):
            answers.close()
        await self._process.wait()
        self._transport.close()

    async def _send(self, data: bytes) -> None:
        pipe = self._process.stdin
        if pipe is None:  # pragma: no cover  # it was asked for
            raise WorkerDied(0)
        try:
            for start in range(0, len(data), _PIECE_BYTES):
                pipe.write(data[start : start + _PIECE_BYTES])
                await pipe.drain()
        except (BrokenPipeError, ConnectionResetError) as error:
            raise await self._death() from error

    async def _receive(self, max_bytes: int) -> bytes:
        pipe = self._process.stdout
        if pipe is None:  # pragma: no cover  # it was asked for
            raise WorkerDied(0)
        try:
            length = length_of(await pipe.readexactly(LENGTH_BYTES))
            if length > max_bytes:
                raise Malformed("the answer is too long")
            return await pipe.readexactly(length)
        except asyncio.IncompleteReadError as error:
            raise await self._death() from error

    async def _death(self) -> WorkerDied:
        """What ended it. Its pipe is closed, so that it ends by now or is ended."""
        try:
            async with asyncio.timeout(1):
                await self._process.wait()
        except TimeoutError:
            self.kill()
        return WorkerDied(max(0, -(self._process.returncode or 0)))


def _environment(ours: Mapping[str, str], path: list[str]) -> dict[str, str]:
    """Nothing of ours but where modules are found: no token, no proxy, no home."""
    folders = [str(Path(folder).absolute()) for folder in path if folder]
    root = str(Path(__file__).parents[3])
    return {name: ours[name] for name in _NEEDED if name in ours} | {
        "PYTHONPATH": os.pathsep.join(dict.fromkeys([root, *folders]))
    }
