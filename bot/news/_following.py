"""New articles and texts, matched with what is watched for.

Two things are followed: the articles of all collections in the order they were stored, however they came, and
the log of events, which tells of new texts. How far that has come is stored together with what was found, so
that nothing is missed or found twice, whenever the bot ends. The first time it begins with what comes then.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import structlog

from index.errors import StoreFull, StoreLocked, StoreReadOnly
from index.models import Event, EventKind, Finding, Quote, Watch

if TYPE_CHECKING:
    from bot.client import Pullquote

_NOTE = "news"
# So many articles are matched together, and so many events read.
_ARTICLES, _EVENTS = 50, 200
# So often in one round: news of all other kinds waits for it.
_STEPS = 20
_log = structlog.stdlib.get_logger(__name__)


class _Position(NamedTuple):
    """The last event and the last article that were dealt with."""

    event: int
    article: int

    def __str__(self) -> str:
        return f"{self.event}:{self.article}"


class Follower:
    """Notes what is found for watches; ``heed`` is given all events."""

    def __init__(self, client: "Pullquote", heed: Callable[[Sequence[Event]], Awaitable[None]]) -> None:
        self._client = client
        self._library = client.library
        self._heed = heed

    async def follow(self) -> None:
        """Deal with what is new by now, a few articles at a time; with very much, in several rounds."""
        position = await self._begin()
        for _ in range(_STEPS):
            if self._client.is_stopping:
                return
            events = await self._library.sources.list_news(position.event, _EVENTS)
            arrivals = await self._library.list_arrivals(position.article, _ARTICLES)
            if not events and not arrivals:
                return
            findings = [
                finding
                for collection, article_ids in _grouped(arrivals, events).items()
                for finding in await self._match(collection, article_ids)
            ]
            await self._heed(events)
            position = _Position(
                events[-1].id if events else position.event,
                arrivals[-1][1] if arrivals else position.article,
            )
            await self._library.communities.add_findings(findings, (_NOTE, str(position)))

    async def _begin(self) -> _Position:
        """Where to go on, or the present end."""
        if noted := await self._library.recall(_NOTE):
            event, _, article = noted.partition(":")
            return _Position(int(event), int(article))
        events = await self._library.sources.list_news(-1, 1)
        arrivals = await self._library.list_arrivals(-1, 1)
        position = _Position(events[0].id if events else 0, arrivals[0][1] if arrivals else 0)
        await self._library.remember(_NOTE, str(position))
        return position

    async def _match(self, collection: str, article_ids: Sequence[int]) -> list[Finding]:
        """What of these articles is watched for; a query that fails does not hold up the others."""
        by_query = defaultdict[str, list[Watch]](list)
        for watch in await self._library.communities.list_watches(collection):
            by_query[watch.wish.query].append(watch)
        findings: list[Finding] = []
        for query, watches in by_query.items():
            for start in range(0, len(article_ids), _ARTICLES):
                some = article_ids[start : start + _ARTICLES]
                for quote in await self._find(collection, query, some):
                    findings += [_finding(watch, quote) for watch in watches]
        return findings

    async def _find(self, collection: str, query: str, article_ids: Sequence[int]) -> list[Quote]:
        try:
            return await self._library.find_matches(collection, query, article_ids)
        except (StoreLocked, StoreReadOnly, StoreFull):
            raise  # tried again in the next round
        except Exception:  # noqa: BLE001 - such as a query that a later version cannot search for
            _log.exception("watch_not_matched", collection=collection, articles=len(article_ids))
            return []


def _grouped(arrivals: Iterable[tuple[str, int]], events: Iterable[Event]) -> Mapping[str, list[int]]:
    """The articles to look at, by collection: new ones, and those with a new text."""
    grouped = defaultdict[str, dict[int, None]](dict)
    for collection, article_id in arrivals:
        grouped[collection][article_id] = None
    for event in events:
        if event.kind is EventKind.ARTICLE_UPDATED and event.article_id and "text" in event.detail:
            grouped[event.collection][event.article_id] = None
    return {collection: list(article_ids) for collection, article_ids in grouped.items()}


def _finding(watch: Watch, quote: Quote) -> Finding:
    return Finding(watch.id, quote.article.id, quote.revision_id, quote.span, quote.highlights)
