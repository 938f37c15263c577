"""A community's sources, as the bot and the command line use them."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from weakref import WeakValueDictionary

from index.errors import AmbiguousSource, PullquoteError, SourceNotFound
from index.gathering._arriving import read_item
from index.gathering._finding_out import Plan, find_out_path, find_out_upload, find_out_url, read_upload
from index.gathering._health import is_watched
from index.gathering._listing import list_source
from index.gathering._look import Look
from index.gathering._looking import Looking, Manner, Step
from index.models import (
    Actor,
    ArticleHistory,
    Event,
    EventKind,
    NewSource,
    Removal,
    Source,
    SourceChange,
    SourceItem,
    SourceKind,
    SourceOptions,
)
from index.ports import Clock, Fetcher, Readers, SourceStore

# Of what a feed or sitemap lists, so much is looked at; the newest of that are taken.
_MAX_ENTRIES = 5_000
# Sources that somebody waits for are looked at so many at a time.
_AT_ONCE = 20
_LATER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Checkup:
    """How a source is: what went wrong just now, if anything, and what could not be read of what it lists."""

    source: Source
    error: PullquoteError | None
    listed: int
    failing: Sequence[SourceItem]


class Sources:
    """Every community's sources. Each call names the collection it is about."""

    def __init__(self, store: SourceStore, fetcher: Fetcher, readers: Readers, clock: Clock) -> None:
        self._store = store
        self._fetcher = fetcher
        self._readers = readers
        self._clock = clock
        # Each lives for as long as somebody holds it or waits for it.
        self._locks: WeakValueDictionary[tuple[SourceKind, str], asyncio.Lock] = WeakValueDictionary()

    async def close(self) -> None:
        """Let go of connections and processes; no call may follow."""
        await self._fetcher.close()
        await self._readers.close()

    # Adding

    async def find_out(
        self,
        target: str | Path,
        kind: SourceKind | None = None,
        options: SourceOptions | None = None,
        *,
        led_by: str | None = None,
    ) -> Plan:
        """What the URL or path is and what it would bring; nothing is stored.

        A string is always a URL: whoever lets strangers name targets never gives a ``Path``. ``led_by`` is
        the page that announces the URL, if no person named it.

        Raises:
            TargetRefused, FetchError, ContentRefused: it cannot be added, for the reason given.
        """
        look, options, now = self._new_look(), options or SourceOptions(), self._clock.now()
        if isinstance(target, Path):
            return await find_out_path(look, target, kind, options, now)
        return await find_out_url(look, target, kind, options, now, led_by=led_by)

    def find_out_upload(self, name: str, data: bytes) -> Plan:
        """The plan for a file that was handed to us; it is read when it is added."""
        return find_out_upload(self._new_look(), name, data, SourceOptions())

    async def read_upload(self, plan: Plan) -> Plan:
        """The plan for such a file with its article, read now and not when it is added.

        Raises:
            ContentRefused: it cannot be read.
        """
        return await read_upload(plan)

    async def add(
        self, collection: str, plan: Plan, actor: Actor
    ) -> AsyncGenerator[tuple[Source, Step], None]:
        """Store the source and what it lists; each step comes once it is durable.

        The last step may be the failure of the source as a whole; a new one that brought nothing at all
        is not kept then.
        """
        # Should this look be ended with the process, another one follows.
        later = self._clock.now() + _LATER if is_watched(plan.new) else None
        new = replace(plan.new, next_check_at=later)
        source, is_new = await self._store.add_source(collection, new, actor)
        stored, error = 0, None
        async with aclosing(
            self._look_at([source], plan.look, Manner(actor, retry=True, bring_back=True))
        ) as steps:
            async for _, step in steps:
                if isinstance(step.result, PullquoteError):
                    error = step.result
                else:
                    stored += step.result is not None
                yield source, step
        if is_new and error and not stored:
            await self._store.remove_source(collection, source.id, actor)

    # Looking again

    async def refresh(
        self,
        sources: Sequence[Source],
        actor: Actor,
        *,
        anew: bool = False,
        accept_shrunken: bool = False,
    ) -> AsyncGenerator[tuple[Source, Step], None]:
        """Look at the sources now, several at a time, paused or not, and try again what failed."""
        manner = Manner(actor, anew=anew, retry=True, accept_shrunken=accept_shrunken)
        steps: asyncio.Queue[tuple[Source, Step] | None] = asyncio.Queue()
        turns = asyncio.Semaphore(_AT_ONCE)

        async def look_at(source: Source) -> None:
            async with turns, aclosing(self._look_at([source], self._new_look(), manner)) as found:
                async for step in found:
                    steps.put_nowait(step)

        async def look_at_all() -> None:
            try:
                async with asyncio.TaskGroup() as group:
                    for source in sources:
                        group.create_task(look_at(source))
            finally:
                steps.put_nowait(None)

        looking = asyncio.create_task(look_at_all())
        try:
            while (step := await steps.get()) is not None:
                yield step
            await _first_error(looking)
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def look_at_group(self, group: Sequence[Source], actor: Actor) -> int:
        """Look at the same source in many collections at once; how many articles came of it."""
        count = 0
        async with aclosing(self._look_at(group, self._new_look(), Manner(actor))) as steps:
            async for _, step in steps:
                count += step.result is not None and not isinstance(step.result, PullquoteError)
        return count

    async def put_off(self, group: Sequence[Source]) -> None:
        """Look at them later: this time it ended before its end, and not by a fault of theirs."""
        later = self._clock.now() + _LATER
        for source in group:
            await self._store.set_state(source, replace(source.state, next_check_at=later))

    async def check(self, source: Source) -> Checkup:
        """Whether the source can be read at this moment; nothing is stored but what is known already."""
        look, error, listed = self._new_look(), None, 0
        try:
            listing = await list_source(look, source, anew=True)
            listed = listing.listed
            if source.kind in (SourceKind.PAGE, SourceKind.FILE) and not listing.items[0].is_uploaded:
                error = (await read_item(look, source, listing.items[0], anew=True)).error
        except PullquoteError as failure:
            error = failure
        failing = [item for item in await self._store.list_items(source) if item.problem]
        return Checkup(source, error, listed, failing)

    # Keeping

    async def list_sources(self, collection: str) -> list[Source]:
        """All of a collection, in the order they were added."""
        return await self._store.list_sources(collection)

    async def list_due(self, limit: int) -> list[Source]:
        """Those of all collections whose time has come, those that wait longest first."""
        return await self._store.list_due(self._clock.now(), limit)

    async def get_source(self, collection: str, reference: str) -> Source:
        """The source of that number, address, or part of an address or title that only it has.

        Raises:
            SourceNotFound: there is none.
            AmbiguousSource: several have it; the message names them.
        """
        sources = await self._store.list_sources(collection)
        wanted = reference.strip()
        for found in (
            [each for each in sources if str(each.id) == wanted],
            [each for each in sources if each.address == wanted],
            [
                each
                for each in sources
                if wanted and wanted.casefold() in f"{each.title}\n{each.address}".casefold()
            ],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                names = "; ".join(f"{each.id} ({each.title})" for each in found[:5])
                raise AmbiguousSource(
                    "Several sources answer to {name!r}: {names}. Name one by its number.",
                    name=wanted,
                    names=names,
                )
        raise SourceNotFound(
            "There is no source {name!r} here; `pullquote source list` shows those there are.", name=wanted
        )

    async def pause(self, source: Source, actor: Actor) -> Source:
        """Look at it no more until it is resumed."""
        return await self._change(source, SourceChange(EventKind.SOURCE_PAUSED, is_paused=True), actor)

    async def resume(self, source: Source, actor: Actor) -> Source:
        """Look at it again, from now on."""
        changed = await self._change(source, SourceChange(EventKind.SOURCE_RESUMED, is_paused=False), actor)
        await self._make_due(changed)
        return changed

    async def count_leaving(self, source: Source) -> int:
        """How many articles would go with it, if it were removed now."""
        return await self._store.count_leaving(source)

    async def remove(self, source: Source, actor: Actor) -> Removal:
        """Remove it and the articles that nothing else brings; ``Library.restore`` undoes it for a day.

        Raises:
            SourceNotFound: somebody else was faster.
        """
        removal = await self._store.remove_source(source.collection, source.id, actor)
        if removal is None:
            raise _gone(source)
        return removal

    async def import_sources(
        self, collection: str, new: Iterable[NewSource], actor: Actor
    ) -> AsyncIterator[tuple[Source, bool]]:
        """Note sources without a look at them, due at once; whether each was new."""
        for each in new:
            due = self._clock.now() if is_watched(each) else None
            yield await self._store.add_source(collection, replace(each, next_check_at=due), actor)

    # What happened

    async def list_events(
        self, collection: str, source: Source | None = None, limit: int = 100
    ) -> list[Event]:
        """The last events of the collection, or of one source, in their order."""
        return await self._store.list_events(collection, -1, limit, source_id=source.id if source else None)

    async def find_history(self, collection: str, article_id: int) -> ArticleHistory | None:
        """All that an article has been."""
        return await self._store.find_history(collection, article_id)

    async def list_news(self, after_id: int, limit: int) -> list[Event]:
        """The events of all collections after that one, in their order; the last ones after -1."""
        return await self._store.list_events(None, after_id, limit)

    async def list_events_after(self, collection: str, after_id: int, limit: int) -> list[Event]:
        """The events of the collection after that one, in their order."""
        return await self._store.list_events(collection, after_id, limit)

    # Parts

    def _new_look(self) -> Look:
        return Look(self._fetcher, self._readers, _MAX_ENTRIES)

    async def _look_at(
        self, group: Sequence[Source], look: Look, manner: Manner
    ) -> AsyncGenerator[tuple[Source, Step], None]:
        """One look at each of a group, which have one kind and address, and never two at the same time."""
        lock = self._locks.setdefault((group[0].kind, group[0].address), asyncio.Lock())
        async with lock:
            for source in _with_common_validators(group):
                looking = Looking(self._store, self._clock, look, source, manner)
                async with aclosing(looking.run()) as steps:
                    async for step in steps:
                        yield source, step

    async def _change(self, source: Source, change: SourceChange, actor: Actor) -> Source:
        changed = await self._store.change_source(source.collection, source.id, change, actor)
        if changed is None:
            raise _gone(source)
        return changed

    async def _make_due(self, source: Source) -> None:
        await self._store.set_state(source, replace(source.state, next_check_at=self._clock.now()))


def _with_common_validators(group: Sequence[Source]) -> list[Source]:
    """If they differ, without any, so that one request serves all."""
    if len({(each.state.etag, each.state.last_modified) for each in group}) == 1:
        return list(group)
    return [replace(each, state=replace(each.state, etag=None, last_modified=None)) for each in group]


async def _first_error(looking: asyncio.Task[None]) -> None:
    """Wait for all looks; the first error, if there was one, as it is and not in a group."""
    try:
        await looking
    except ExceptionGroup as group:
        raise group.exceptions[0] from group


def _gone(source: Source) -> SourceNotFound:
    return SourceNotFound("The source {title!r} has been removed meanwhile.", title=source.title)
