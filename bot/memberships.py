"""Who belongs to which server: asked of Discord and remembered for minutes.

The bot has no list of members, which would need a privileged intent; it asks about one person at a time
(Discord's docs: Guild resource, Get Guild Member).
"""

import time
from collections import OrderedDict
from collections.abc import Callable

import aiohttp
import discord
import structlog

# How long an answer of Discord's holds; that somebody does not belong shorter, as they may just have joined.
_BELONGS_S, _DOES_NOT_S = 300, 20
_MAX_KNOWN = 50_000
_log = structlog.stdlib.get_logger(__name__)


class Memberships:
    """What Discord has said of people and servers lately."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[bool, float]] = OrderedDict()

    async def belongs(self, guild: discord.Guild, person: int) -> bool:
        """Whether the person is a member of that server; not if Discord cannot tell."""
        known = self._known.get((guild.id, person))
        if known and known[1] > self._clock():
            return known[0]
        return bool(await self.ask(guild, person))

    async def ask(self, guild: discord.Guild, person: int) -> bool | None:
        """The same as it is at this moment; None if Discord cannot tell."""
        try:
            await guild.fetch_member(person)
        except discord.NotFound:
            belongs = False
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            _log.warning("membership_unknown", server=guild.id, person=person, reason=str(error))
            return None
        else:
            belongs = True
        key = guild.id, person
        self._known[key] = belongs, self._clock() + (_BELONGS_S if belongs else _DOES_NOT_S)
        self._known.move_to_end(key)
        while len(self._known) > _MAX_KNOWN:
            self._known.popitem(last=False)
        return belongs
