"""The questions of each week as a picture, drawn by a process of its own that ends with it.

What draws takes about 60 MB and half a second to be imported, which nobody should carry who does not look
at pictures; and where it fails or is not installed, there is no picture and nothing else is the matter.
"""

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import structlog

_log = structlog.stdlib.get_logger(__name__)
# The first time on a machine, it lists the machine's fonts.
_WITHIN_S = 30.0
# Nothing is imported from the folder that the bot was started in, and text is UTF-8.
_COMMAND = (sys.executable, "-P", "-X", "utf8", "-m", "bot.plot")
# Not the whole environment, which holds the bot's token.
_NEEDED = ("HOME", "LD_LIBRARY_PATH", "MPLCONFIGDIR", "PATH", "PYTHONPATH", "SYSTEMROOT", "TMPDIR")


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars, one by one or with parts on each other: ``parts`` has a name and a height for every label."""

    labels: Sequence[str]
    parts: Sequence[tuple[str, Sequence[int]]]


class Plotter:
    """Draws one picture after the other, so that many who ask at once do not fill the memory."""

    def __init__(self, command: Sequence[str] = _COMMAND, within_s: float = _WITHIN_S) -> None:
        self._command = command
        self._within_s = within_s
        self._turn = asyncio.Lock()

    async def draw(self, plot: Plot) -> bytes | None:
        """The picture as PNG; None if it cannot be drawn, which is logged."""
        async with self._turn:
            try:
                return await self._draw(json.dumps(asdict(plot)).encode())
            except (OSError, TimeoutError) as error:
                _log.warning("not_drawn", reason=f"{type(error).__name__}: {error}")
                return None

    async def _draw(self, plot: bytes) -> bytes | None:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={name: os.environ[name] for name in _NEEDED if name in os.environ},
        )
        try:
            async with asyncio.timeout(self._within_s):
                picture, _ = await process.communicate(plot)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            _log.warning("not_drawn", exit_code=process.returncode)
            return None
        return picture
