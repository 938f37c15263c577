"""Work that comes round again and again while the bot runs, and ends cleanly with it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from bot.client import Pullquote

_log = structlog.stdlib.get_logger(__name__)


async def run_rounds(client: "Pullquote", work: Callable[[], Awaitable[None]], every_s: float) -> None:
    """Do the work, wait, and do it again, whenever the bot is connected; cancel it to stop.

    A round that has begun goes on when this is cancelled: closing the client waits for it.
    """
    while True:
        if client.is_ready():
            await asyncio.shield(asyncio.create_task(_round(client, work)))
        await asyncio.sleep(every_s)


async def _round(client: "Pullquote", work: Callable[[], Awaitable[None]]) -> None:
    if not client.take_on():
        return
    try:
        await work()
    except Exception:  # noqa: BLE001 - whatever it is, such as a store that is locked: the next round tries again
        _log.exception("round_failed", work=getattr(work, "__qualname__", str(work)))
