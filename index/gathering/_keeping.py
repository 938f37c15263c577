"""Looking at whatever is due, for as long as it runs.

Every source is looked at in a task of its own, so that one in trouble delays no other; the fetcher sees
to it that hosts are not asked too often. What fails for a reason of ours is logged and tried later.
"""

import asyncio
from collections.abc import Sequence
from functools import partial

import structlog

from index.gathering._sources import Sources
from index.models import SCHEDULE, Source, SourceKind

# How often to ask what is due, and how many are looked at together at most.
_ROUND_S = 15.0
_MAX_AT_ONCE = 100
# No look lasts longer; what is left is for the next one.
_MAX_LOOK_S = 600.0

_log = structlog.stdlib.get_logger(__name__)
_Key = tuple[SourceKind, str]


class Keeper:
    """Keeps sources fresh: ``run`` until it is cancelled, or ``round`` once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._running: dict[_Key, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Look at what is due, again and again; cancel it to stop, which leaves nothing half-added."""
        try:
            while True:
                try:
                    await self._start_due()
                except Exception:  # noqa: BLE001 - whatever it is, such as a store that is locked: the next round tries again
                    _log.exception("what is due could not be listed")
                await asyncio.sleep(_ROUND_S)
        finally:
            await self.stop()

    async def round(self) -> int:
        """Look at all that is due now and wait for it; how many sources that was."""
        count = 0
        while started := await self._start_due():
            count += started
            await asyncio.wait(self._running.values())
        return count

    async def stop(self) -> None:
        """Let go of the looks that run."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _start_due(self) -> int:
        """A task for each source that is due and not looked at already; for how many sources."""
        count = 0
        groups: dict[_Key, list[Source]] = {}
        for source in await self._sources.list_due(_MAX_AT_ONCE):
            groups.setdefault((source.kind, source.address), []).append(source)
        for key, group in groups.items():
            if key not in self._running and len(self._running) < _MAX_AT_ONCE:
                task = asyncio.create_task(self._look(group))
                self._running[key] = task
                task.add_done_callback(partial(self._forget, key))
                count += len(group)
        return count

    def _forget(self, key: _Key, _: asyncio.Task[None]) -> None:
        del self._running[key]

    async def _look(self, group: Sequence[Source]) -> None:
        try:
            async with asyncio.timeout(_MAX_LOOK_S):
                await self._sources.look_at_group(group, SCHEDULE)
        except TimeoutError:
            _log.info("a look took too long and goes on later", address=group[0].address)
            await self._sources.put_off(group)
        except Exception:  # noqa: BLE001 - one source in trouble must not end the others
            _log.exception("a look failed", address=group[0].address)
            await self._sources.put_off(group)
