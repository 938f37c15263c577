"""The run's end of an engine's process: calls, the peak of its memory, and how it died."""

import multiprocessing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

from tests.bench.index.worker import serve

WATCH_EVERY_S = 0.02


class EngineFailed(Exception):
    """An engine could not do what it was asked; the text says why."""


class EngineProcess:
    """A spawned process that :func:`tests.bench.index.worker.serve` runs in."""

    def __init__(self, name: str, folder: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, name, folder), daemon=True)
        self._process.start()
        theirs.close()  # so that its death ends the pipe
        self.peak = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def call(self, name: str, *arguments: object) -> Any:  # noqa: ANN401 - the call says what it gives
        """What the session's method returns; ``peak`` becomes the most bytes resident meanwhile."""
        try:
            self._pipe.send((name, *arguments))
            self.peak = self._watch()
            well, reply = self._pipe.recv()
        except (EOFError, OSError, psutil.Error):
            raise EngineFailed(self._death(name)) from None
        if not well:
            raise EngineFailed(reply)
        return reply

    def close(self) -> None:
        """Let the process end, and end it if it does not."""
        self._pipe.close()
        self._process.join(timeout=10)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()

    def _watch(self) -> int:
        watched = psutil.Process(self._process.pid)
        peak = 0
        while not self._pipe.poll(WATCH_EVERY_S):
            peak = max(peak, watched.memory_info().rss)
        return peak

    def _death(self, call: str) -> str:
        self._process.join(timeout=10)
        code = self._process.exitcode
        return f"died during {call}: " + ("killed, out of memory?" if code == -9 else f"exit code {code}")
