"""Whose turn it is at a host: one request at a time, in the order they came, and a pause between visits.

A visit is what one fetch asks of one host in a row: robots.txt if it is not known, the page, and redirects
within the host. What waits for one host holds nothing that another needs, and a host is forgotten as soon as
its pause is over and nobody waits.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

# No answer, however slow, makes the pause longer than this by itself.
_MAX_ADAPTED_S = 5.0


@dataclass(slots=True)
class Host:
    """What is known of a host while somebody is interested; ``pause_s`` may be made longer meanwhile."""

    pause_s: float
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    interested: int = 0
    free_at: float = 0.0
    visitor: object = None


class Turns:
    """Turns at hosts; ``pause_s`` is at least between the end of one visit and the beginning of the next.

    A host that takes longer to answer is left alone for as long as that (as Scrapy's AutoThrottle does it:
    a slow answer is how a site says that it is busy), but not where no pause is wanted at all.
    """

    def __init__(self, pause_s: float) -> None:
        self._pause_s = pause_s
        self._hosts: dict[str, Host] = {}

    def __len__(self) -> int:
        return len(self._hosts)

    @asynccontextmanager
    async def take(self, name: str, visitor: object) -> AsyncIterator[Host]:
        """Be the only one at a host; the same visitor need not pause between requests of its own."""
        host = self._hosts.setdefault(name, Host(self._pause_s))
        host.interested += 1
        now = asyncio.get_running_loop().time
        try:
            async with host.lock:
                if host.visitor is not visitor:
                    await asyncio.sleep(max(0.0, host.free_at - now()))
                host.visitor = visitor
                began = now()
                try:
                    yield host
                finally:
                    host.free_at = now() + _pause_s(host, now() - began)
        finally:
            host.interested -= 1
            self._forget_later(name, host)

    def _forget_later(self, name: str, host: Host) -> None:
        """Forget a host when its pause is over, unless somebody comes before that."""
        if host.interested or self._hosts.get(name) is not host:
            return
        loop = asyncio.get_running_loop()
        if (left_s := host.free_at - loop.time()) <= 0:
            del self._hosts[name]
        else:
            loop.call_later(left_s + 0.001, self._forget_later, name, host)


def _pause_s(host: Host, took_s: float) -> float:
    """How long to leave the host alone after a visit that took so long."""
    return max(host.pause_s, min(took_s, _MAX_ADAPTED_S)) if host.pause_s else 0.0
