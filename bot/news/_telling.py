"""What was found for watches, told to channels and people: together, and not too often.

All that waits for a place is told in one message. A person is told only of communities that they are a
member of at that moment. Watches of channels that are gone, of people who have left, and of places that have
refused messages for more than a day are removed.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

import structlog

from bot.language import nearest, speaking
from bot.pacing import Pacing
from bot.replies.watches import MAX_TOLD, Told, told_view
from bot.sending import Outcome, language_of, post_to_channel, post_to_person
from index.errors import StoreDamaged
from index.models import Finding, Quote, Watch

if TYPE_CHECKING:
    from bot.client import Pullquote

# After so many failures in a row, which takes over a day, nobody is told there any more.
_GIVEN_UP_AFTER = 5
_log = structlog.stdlib.get_logger(__name__)
_Waiting = tuple[Watch, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class _Place:
    """A channel, or a person."""

    id: str
    is_person: bool

    def __str__(self) -> str:
        return f"{'person' if self.is_person else 'channel'}:{self.id}"


class Telling:
    """Tells what waits."""

    def __init__(self, client: "Pullquote") -> None:
        self._client = client
        self._library = client.library
        self._pacing = Pacing()

    async def tell(self) -> None:
        """Tell what waits and is due; one place in trouble does not hold up the others."""
        by_place = defaultdict[_Place, list[_Waiting]](list)
        for watch, findings in await self._library.communities.list_findings():
            by_place[_place_of(watch)].append((watch, findings))
        for place, waiting in by_place.items():
            if self._client.is_stopping:
                return
            now = self._library.now()
            told_at = max((watch.told_at for watch, _ in waiting if watch.told_at), default=None)
            if not self._pacing.is_due(str(place), now, told_at):
                continue
            try:
                await self._tell(place, waiting, now)
            except Exception:  # noqa: BLE001 - whatever it is, it is tried again
                _log.exception("watch_not_told", place=str(place))
                self._pacing.note_failed(str(place), now)

    async def _tell(self, place: _Place, waiting: Sequence[_Waiting], now: datetime) -> None:
        waiting = [each for each in waiting if await self._is_welcome(place, each, now)]
        told, more = await self._choose(place, waiting)
        outcome = Outcome.SENT
        if told:
            outcome = await self._send(place, told, more, waiting)
        if outcome is Outcome.SENT:
            for watch, findings in waiting:
                await self._library.communities.set_told(watch.id, findings, now)
            self._pacing.note_told(str(place), now) if told else self._pacing.forget(str(place))
            return
        failures = self._pacing.note_failed(str(place), now)
        is_refused = outcome is Outcome.REFUSED and failures >= _GIVEN_UP_AFTER
        if outcome is Outcome.GONE or is_refused:
            await self._give_up(place, {watch.wish.collection for watch, _ in waiting}, str(outcome))
            self._pacing.forget(str(place))

    async def _send(
        self, place: _Place, told: Sequence[Told], more: int, waiting: Sequence[_Waiting]
    ) -> Outcome:
        key = f"{place}:" + ",".join(f"{w.id}.{f.article_id}" for w, found in waiting for f in found)
        collection = waiting[0][0].wish.collection
        guild = self._client.get_guild(int(collection))
        language = language_of(guild, await self._client.communities.get(collection))
        if place.is_person:
            chosen = (await self._library.communities.get_preferences(place.id)).get("language")
            language = nearest(chosen) if chosen else language
        with speaking(language):
            view = told_view(told, more, is_private=place.is_person)
        if place.is_person:
            return await post_to_person(self._client, place.id, view, key)
        return await post_to_channel(self._client, collection, place.id, view, key)

    # Who may be told

    async def _is_welcome(self, place: _Place, waiting: _Waiting, now: datetime) -> bool:
        """Whether that may be told there at all; if it never will be, it waits no more."""
        watch, findings = waiting
        collection = watch.wish.collection
        guild = self._client.get_guild(int(collection))
        if guild is None or guild.unavailable:
            if guild is None:  # the bot has left that server, and nobody there is told anything
                await self._library.communities.set_told(watch.id, findings, now)
            return False
        if not place.is_person:
            return True
        belongs = await self._client.memberships.ask(guild, int(place.id))
        if belongs is False:
            await self._give_up(place, {collection}, "no member")
        # Where that is not known it waits, and does not hold up what other servers have for that person.
        return belongs is True

    async def _give_up(self, place: _Place, collections: Iterable[str], reason: str) -> None:
        """Remove all watches of the place in these collections."""
        for collection in collections:
            for watch in await self._library.communities.list_watches(collection):
                if _place_of(watch) == place:
                    await self._library.communities.remove_watch(collection, watch.id)
                    _log.info("watch_removed", watch=watch.id, place=str(place), reason=reason)

    # What is told

    async def _choose(self, place: _Place, waiting: Sequence[_Waiting]) -> tuple[list[Told], int]:
        """Of each watch in turn the newest article, each article once; and how many more there are."""
        newest = [[(watch, finding) for finding in reversed(findings)] for watch, findings in waiting]
        in_turn = [each for each in chain.from_iterable(zip_longest(*newest)) if each]
        first = {
            (watch.wish.collection, finding.article_id): (watch, finding) for watch, finding in in_turn[::-1]
        }
        left = len(first)
        chosen: list[Told] = []
        for watch, finding in in_turn:
            key = (watch.wish.collection, finding.article_id)
            if len(chosen) == MAX_TOLD:
                break
            if first.get(key) != (watch, finding):
                continue
            left -= 1
            if quote := await self._cut(watch, finding):
                chosen.append(Told(watch, quote, self._server_of(watch) if place.is_person else None))
        return sorted(chosen, key=lambda each: each.watch.id), left

    async def _cut(self, watch: Watch, finding: Finding) -> Quote | None:
        """The quote, if it can be quoted still."""
        try:
            return await self._library.cut(watch.wish.collection, finding)
        except StoreDamaged:
            _log.exception("finding_not_quoted", watch=watch.id, article=finding.article_id)
            return None

    def _server_of(self, watch: Watch) -> str | None:
        guild = self._client.get_guild(int(watch.wish.collection))
        return guild.name if guild else None


def _place_of(watch: Watch) -> _Place:
    """Where it is told."""
    wish = watch.wish
    return _Place(wish.person, is_person=True) if wish.place is None else _Place(wish.place, is_person=False)
