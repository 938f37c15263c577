"""Digests: lists of new articles that channels get at a local time, every day or every week.

When the bot was down at the time, the list comes late and once, with all that is new since the last one. It
is sent at least once: that it was is noted thereafter. When nothing is new, nothing is sent.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import structlog

from bot.language import speaking
from bot.pacing import Pacing
from bot.replies.digests import MAX_LISTED, digest_view
from bot.sending import Outcome, language_of, post_to_channel
from index.local_times import next_instant
from index.models import SCHEDULE, Digest

if TYPE_CHECKING:
    from bot.client import Pullquote

# How often to look for what is due, in seconds.
ROUND_S = 15.0
# An article has the time at which it began to be stored: so long after that, it certainly is.
_SETTLED = timedelta(minutes=1)
_log = structlog.stdlib.get_logger(__name__)


class Digests:
    """Sends what is due: ``round`` looks once, and is called again and again."""

    def __init__(self, client: "Pullquote") -> None:
        self._client = client
        self._library = client.library
        self._pacing = Pacing()

    async def round(self) -> None:
        """Send what is due; one place in trouble does not hold up the others."""
        for digest in await self._library.communities.list_digests():
            now = self._library.now()
            if digest.next_at > now or not self._pacing.may_try(digest.place, now):
                continue
            if self._client.is_stopping:
                return
            try:
                await self._send(digest, now)
            except Exception:  # noqa: BLE001 - whatever it is, it is tried again
                _log.exception("digest_failed", server=digest.collection, channel=digest.place)
                self._pacing.note_failed(digest.place, now)

    async def _send(self, digest: Digest, now: datetime) -> None:
        guild = self._client.get_guild(int(digest.collection))
        if guild is None or guild.unavailable:
            return  # sent when the bot is back there
        until = max(digest.told_until, (now - _SETTLED).replace(microsecond=0))
        articles, total = await self._library.list_added(
            digest.collection, digest.told_until, until, MAX_LISTED
        )
        outcome = Outcome.SENT
        if articles:
            language = language_of(guild, await self._client.communities.get(digest.collection))
            with speaking(language):
                view = digest_view(articles, total, digest.told_until, until)
            key = f"digest:{digest.place}:{digest.next_at.isoformat()}"
            outcome = await post_to_channel(self._client, digest.collection, digest.place, view, key)
        if outcome is Outcome.GONE:
            await self._library.communities.remove_digest(digest.collection, digest.place, SCHEDULE)
        elif outcome is Outcome.LATER:
            self._pacing.note_failed(digest.place, now)
        else:
            # Where the bot may not post, what is new is told once it may.
            told_until = until if outcome is Outcome.SENT else digest.told_until
            await self._move_on(digest, now, told_until)

    async def _move_on(self, digest: Digest, now: datetime, told_until: datetime) -> None:
        self._pacing.forget(digest.place)
        next_at = await asyncio.to_thread(next_instant, now, digest.at, digest.timezone, digest.weekday)
        await self._library.communities.set_digest(replace(digest, next_at=next_at, told_until=told_until))
