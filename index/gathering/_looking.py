"""One look at one source: read what is new in it, store it, and note what came of it.

Articles are stored in batches, each whole with the items it is of, so that a look may be cancelled at
any time: what was told is stored, and the next look goes on from there.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

from index.addresses import canonical, without_fragment
from index.articles import prepare
from index.errors import (
    ArticleRefused,
    ContentRefused,
    FetchError,
    HostUnreachable,
    Message,
    PageGone,
    PullquoteError,
    StoreError,
)
from index.gathering import _health
from index.gathering._arriving import Arrival, read_item
from index.gathering._choosing import DEFAULT_ARTICLES, Asked, choose, choose_due, next_recheck, next_retry
from index.gathering._health import Outlook
from index.gathering._listing import Listed, Listing, list_source, nothing_listed
from index.gathering._look import Look
from index.models import (
    Actor,
    Added,
    Event,
    EventKind,
    Outcome,
    PreparedArticle,
    Source,
    SourceChange,
    SourceItem,
    SourceKind,
)
from index.ports import Clock, SourceStore

# Read at the same time: enough to keep the reading processes and several hosts busy.
_AT_ONCE = 8
# Articles of one transaction, and how long those that are ready wait for another.
_BATCH_ARTICLES = 100
_BATCH_CHARS = 4_000_000
_PATIENCE_S = 0.2
# A site that fails so often in a row is left alone until the next look.
_MAX_FAILING = 5
# So many pages and none that can be read are the source's own failure.
_MANY = 3
_CHANGES = (Outcome.ADDED, Outcome.UPDATED, Outcome.JOINED)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a look is: ``done`` of ``total`` items, and what became of one; None if it is unchanged.

    ``subject`` is what that one is called, for an error of it; empty if the error is the source's own.
    """

    done: int
    total: int
    result: Added | PullquoteError | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """Who looks and how: ``anew``, ``retry`` and ``bring_back`` as in ``Asked``.

    ``accept_shrunken`` takes in articles that have become much shorter.
    """

    actor: Actor
    anew: bool = False
    retry: bool = False
    bring_back: bool = False
    accept_shrunken: bool = False


@dataclass(frozen=True, slots=True)
class _Ready:
    """An item as it is to be noted, with its article, or why there is none."""

    item: SourceItem
    subject: str
    prepared: PreparedArticle | None = None
    error: PullquoteError | None = None


class Looking:
    """One look at one source, once."""

    def __init__(self, store: SourceStore, clock: Clock, look: Look, source: Source, manner: Manner) -> None:
        self._store = store
        self._clock = clock
        self._look = look
        self._source = source
        self._manner = manner
        self._is_single = source.kind in (SourceKind.PAGE, SourceKind.FILE)
        self._is_first = False
        self._has_good = False
        self._missing: list[str] = []
        self._has_changed = False
        self._moved_to: str | None = None
        self._done = 0
        self._tried = 0
        self._failed: list[PullquoteError] = []
        self._failing = 0

    async def run(self) -> AsyncGenerator[Step, None]:
        """Look, and give each result once it is durable; if the source itself fails, that comes last."""
        try:
            listing, chosen = await self._choose()
            for refused in listing.refused:
                yield Step(0, len(chosen), refused)
            async with aclosing(self._take(chosen)) as steps:
                async for step in steps:
                    yield step
            await self._mark_missing()
            self._judge()
        except StoreError:
            raise
        except PullquoteError as error:
            await self._note(_health.after_failure(self._source, error, self._clock.now()))
            yield Step(self._done, self._done, error)
            return
        outlook = _health.after_success(
            self._source,
            self._clock.now(),
            listing,
            changed=self._has_changed,
        )
        await self._note(outlook)
        await self._follow(listing.fetched.moved_to if listing.fetched else self._moved_to)

    async def _choose(self) -> tuple[Listing, list[Listed]]:
        """What the source lists, and what of that is to be read."""
        known = {item.key: item for item in await self._store.list_items(self._source)}
        self._is_first = not known
        self._has_good = any(item.article_id and not item.problem for item in known.values())
        asked = Asked(self._clock.now(), self._manner.anew, self._manner.retry, self._manner.bring_back)
        listing = await list_source(self._look, self._source, anew=self._manner.anew)
        if listing.is_unchanged:
            return listing, choose_due(known.values(), asked)
        if not listing.items and not known:
            raise nothing_listed(self._source.kind)
        if self._source.kind is SourceKind.FOLDER:
            listed = {each.item.key for each in listing.items}
            self._missing = [key for key, item in known.items() if item.article_id and key not in listed]
        options = self._source.options
        limit = options.max_articles or DEFAULT_ARTICLES.get(self._source.kind)
        return listing, choose(listing.items, known, options, limit, asked)

    async def _take(self, chosen: Sequence[Listed]) -> AsyncGenerator[Step, None]:
        """Read the items and store them, as many at once as are ready."""
        batch: list[_Ready] = []
        chars = 0
        async with aclosing(self._arrivals(chosen)) as arrivals:
            async for arrival in arrivals:
                if arrival:
                    batch.append(await self._prepare(arrival))
                    chars += len(arrival.article.text) if arrival.article else 0
                if arrival is None or len(batch) >= _BATCH_ARTICLES or chars >= _BATCH_CHARS:
                    for step in await self._store_batch(batch, len(chosen)):
                        yield step
                    batch, chars = [], 0
        for step in await self._store_batch(batch, len(chosen)):
            yield step

    async def _arrivals(self, chosen: Sequence[Listed]) -> AsyncGenerator[Arrival | None, None]:
        """The items in order, several read at a time; None when the next one keeps us waiting."""
        waiting = iter(chosen)
        running: deque[asyncio.Task[Arrival]] = deque()
        anew = self._manner.anew or self._manner.accept_shrunken
        try:
            while self._failing < _MAX_FAILING:
                while len(running) < _AT_ONCE and (each := next(waiting, None)):
                    running.append(asyncio.create_task(read_item(self._look, self._source, each, anew=anew)))
                if not running:
                    return
                if not (await asyncio.wait({running[0]}, timeout=_PATIENCE_S))[0]:
                    yield None
                yield await running[0]
                running.popleft()
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _prepare(self, arrival: Arrival) -> _Ready:
        """The article checked and divided, and the item as it is to be noted."""
        now = self._clock.now()
        item, article, error = arrival.item, arrival.article, arrival.error
        prepared = None
        if article is not None:
            try:
                prepared = await asyncio.to_thread(prepare, article)
            except ArticleRefused as refusal:
                error = ContentRefused("It cannot be stored: {refusal}.", refusal=refusal)
        self._moved_to = arrival.moved_to if self._is_single else None
        self._failing = self._failing + 1 if error and _is_of_the_host(error) else 0
        if counts := self._counts(item):
            self._tried += 1
        if error is not None:
            if counts:
                self._failed.append(error)
            later = None if self._is_single else next_retry(item, now)
            noted = replace(item, problem=str(error), checked_at=now, next_check_at=later)
            return _Ready(noted, arrival.subject, error=error)
        later = next_recheck(item, now, changed=item.article_id is None) if arrival.is_page else None
        later = None if self._is_single else later
        noted = replace(item, problem=None, checked_at=now, next_check_at=later)
        return _Ready(noted, arrival.subject, prepared)

    async def _store_batch(self, batch: Sequence[_Ready], total: int) -> list[Step]:
        """Store what is ready; the steps of it, in order."""
        arrived = [(each.item, each.prepared) for each in batch if each.prepared]
        if others := [each.item for each in batch if not each.prepared]:
            await self._store.set_items(self._source, others)
        added = await self._take_in(arrived) if arrived else deque()
        steps: list[Step] = []
        for each in batch:
            self._done += 1
            result: Added | PullquoteError | None = each.error
            if added and each.prepared and added[0].article is each.prepared.article:
                result = added.popleft()
            if isinstance(result, Added):
                self._has_changed |= result.outcome in _CHANGES
            elif isinstance(result, PageGone) and each.item.article_id is not None:
                await self._store.set_gone(self._source, each.item.key, str(result), self._manner.actor)
            if not (
                self._is_single and isinstance(result, PullquoteError)
            ):  # that is told as the source's own
                steps.append(Step(self._done, total, result, each.subject))
        return steps

    async def _take_in(self, arrived: Sequence[tuple[SourceItem, PreparedArticle]]) -> deque[Added]:
        """What came of them, in order; without those that somebody removed in this moment."""
        manner = self._manner
        added = await self._store.take_in(
            self._source,
            arrived,
            manner.actor,
            accept_shrunken=manner.accept_shrunken,
            bring_back=manner.bring_back,
        )
        return deque(added)

    async def _mark_missing(self) -> None:
        """What a folder does not hold any more is gone; a feed just lists its newest, which says nothing."""
        for key in self._missing:
            await self._store.set_gone(
                self._source, key, Message("The file is not in the folder any more."), self._manner.actor
            )

    def _counts(self, item: SourceItem) -> bool:
        """Whether a failure of the item says something of its source.

        One that failed before does not, while others are well: some of a feed's pages are for subscribers.
        """
        return item.problem is None or not self._has_good or self._source.state.failures > 0

    def _judge(self) -> None:
        """Whether what failed is the failure of the source as a whole."""
        if not self._failed:
            return
        if self._is_single or self._failing >= _MAX_FAILING:
            raise self._failed[-1]
        if len(self._failed) == self._tried and (self._is_first or self._tried >= _MANY):
            tried, first = self._tried, self._failed[0]
            if self._source.kind.is_local:
                raise ContentRefused(
                    "None of the {tried:,} files that were to be read could be; the first: {first}",
                    tried=tried,
                    first=first,
                )
            raise ContentRefused(
                "None of the {tried:,} pages that were to be read could be; the first: {first}",
                tried=tried,
                first=first,
            )

    async def _note(self, outlook: Outlook) -> None:
        """Keep what the look came to, and tell it if it is news."""
        events = []
        if outlook.event:
            detail = outlook.state.problem or ""
            events.append(
                Event(
                    id=0,
                    collection=self._source.collection,
                    at=self._clock.now(),
                    actor=self._manner.actor,
                    kind=outlook.event,
                    subject=self._source.title,
                    source_id=self._source.id,
                    detail=detail,
                )
            )
        await self._store.set_state(self._source, outlook.state, events)

    async def _follow(self, moved_to: str | None) -> None:
        """Use another address from now on, if the site says that it has moved for good."""
        address = canonical(without_fragment(moved_to)) if moved_to else self._source.address
        if address != self._source.address:
            change = SourceChange(
                EventKind.SOURCE_CHANGED,
                address=address,
                detail=Message("The site has moved it to {address}.", address=address),
            )
            await self._store.change_source(
                self._source.collection, self._source.id, change, self._manner.actor
            )


def _is_of_the_host(error: PullquoteError) -> bool:
    """Whether other pages of the same site will most likely fail too."""
    if isinstance(error, FetchError) and error.status is not None:
        return error.status >= 500 or error.status == 429  # RFC 6585, section 4: too many requests
    return isinstance(error, HostUnreachable)
