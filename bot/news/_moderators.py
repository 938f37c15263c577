"""The log channel: what happened to sources, articles and settings, for a community's moderators.

How far each community's log was told is a note of its own, so that what happened while the bot was down, or
while it may not post, is told later. A channel that was set just now begins with that change.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog

from bot.language import speaking
from bot.pacing import Pacing
from bot.replies.news import MAX_LINES, log_view
from bot.sending import Outcome, language_of, post_to_channel
from index.models import Event, EventKind

if TYPE_CHECKING:
    from bot.client import Pullquote

# All else is what articles do all day; watches and digests tell of that.
_TOLD = frozenset(EventKind) - {
    EventKind.ARTICLE_ADDED,
    EventKind.ARTICLE_UPDATED,
    EventKind.ARTICLE_JOINED,
    EventKind.ARTICLE_BACK,
}
_PAGE = 500
_log = structlog.stdlib.get_logger(__name__)


class LogChannels:
    """Tells moderators' news in the channels that are set for it."""

    def __init__(self, client: "Pullquote") -> None:
        self._client = client
        self._library = client.library
        self._pacing = Pacing()
        self._waiting: set[str] | None = None

    async def heed(self, events: Sequence[Event]) -> None:
        """Note that these have happened."""
        for event in events:
            if event.kind not in _TOLD:
                continue
            collection = event.collection
            settings = await self._client.communities.get(collection)
            if settings.log_channel is None:
                await self._set_told(collection, None)
                continue
            if await self._told_until(collection) is None:
                await self._set_told(collection, event.id - 1)
            (await self._all_waiting()).add(collection)

    async def tell(self) -> None:
        """Tell what waits and is due; one place in trouble does not hold up the others."""
        for collection in sorted(await self._all_waiting()):
            if self._client.is_stopping:
                return
            try:
                await self._tell(collection)
            except Exception:  # noqa: BLE001 - whatever it is, it is tried again
                _log.exception("log_channel_failed", server=collection)
                self._pacing.note_failed(collection, self._library.now())

    async def _tell(self, collection: str) -> None:
        now = self._library.now()
        settings = await self._client.communities.get(collection)
        told_until = await self._told_until(collection)
        if settings.log_channel is None or told_until is None:
            self._done(collection)
            return
        if not self._pacing.is_due(collection, now):
            return
        events, read_until = await self._read(collection, told_until)
        guild = self._client.get_guild(int(collection))
        if not events:
            await self._set_told(collection, read_until)
            self._done(collection)
            return
        channel = str(settings.log_channel)
        with speaking(language_of(guild, settings)):
            view = log_view(events[-MAX_LINES:], max(0, len(events) - MAX_LINES))
        outcome = await post_to_channel(
            self._client, collection, channel, view, f"log:{channel}:{read_until}"
        )
        if outcome is Outcome.SENT:
            await self._set_told(collection, read_until)
            self._done(collection)
            self._pacing.note_told(collection, now)
        else:
            self._pacing.note_failed(collection, now)

    async def _read(self, collection: str, after_id: int) -> tuple[list[Event], int]:
        """What there is to tell, and up to where that is."""
        found: list[Event] = []
        while page := await self._library.sources.list_events_after(collection, after_id, _PAGE):
            found += [event for event in page if event.kind in _TOLD]
            after_id = page[-1].id
        return found, after_id

    async def _all_waiting(self) -> set[str]:
        """Collections that may have something to tell; at first all, as something was left of last time."""
        if self._waiting is None:
            self._waiting = set()
            for guild in self._client.guilds:
                if (await self._client.communities.get(str(guild.id))).log_channel:
                    self._waiting.add(str(guild.id))
        return self._waiting

    def _done(self, collection: str) -> None:
        self._pacing.forget(collection)
        if self._waiting is not None:
            self._waiting.discard(collection)

    async def _told_until(self, collection: str) -> int | None:
        noted = await self._library.recall(_note(collection))
        return int(noted) if noted else None

    async def _set_told(self, collection: str, event_id: int | None) -> None:
        noted = "" if event_id is None else str(event_id)
        if (await self._library.recall(_note(collection)) or "") != noted:
            await self._library.remember(_note(collection), noted)


def _note(collection: str) -> str:
    return f"log:{collection}"
