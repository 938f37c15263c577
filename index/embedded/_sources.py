"""``index.ports.SourceStore`` on SQLite: each call on a thread."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar

from index.embedded._threads import StoreThreads
from index.models import (
    Actor,
    Added,
    ArticleHistory,
    Event,
    KeptAnswer,
    NewSource,
    PreparedArticle,
    Removal,
    Source,
    SourceChange,
    SourceItem,
    SourceState,
)
from index.store import SQLiteSources

_P = ParamSpec("_P")
_T = TypeVar("_T")


class EmbeddedSources:
    """``index.ports.SourceStore`` on SQLite."""

    def __init__(self, threads: StoreThreads) -> None:
        self._threads = threads

    async def add_source(self, collection: str, new: NewSource, actor: Actor) -> tuple[Source, bool]:
        """A source, and whether it is new."""
        return await self._write(SQLiteSources.add_source, collection, new, actor)

    async def list_sources(self, collection: str) -> list[Source]:
        """All of a collection."""
        return await self._read(SQLiteSources.list_sources, collection)

    async def list_due(self, now: datetime, limit: int) -> list[Source]:
        """Those whose time has come."""
        return await self._read(SQLiteSources.list_due, now, limit)

    async def change_source(
        self, collection: str, source_id: int, change: SourceChange, actor: Actor
    ) -> Source | None:
        """Change what is given, and log it."""
        return await self._write(SQLiteSources.change_source, collection, source_id, change, actor)

    async def set_state(self, source: Source, state: SourceState, events: Sequence[Event] = ()) -> None:
        """Note what a look has come to."""
        await self._write(SQLiteSources.set_state, source, state, events)

    async def list_items(self, source: Source) -> list[SourceItem]:
        """All that the source has listed."""
        return await self._read(SQLiteSources.list_items, source)

    async def set_items(self, source: Source, items: Sequence[SourceItem]) -> None:
        """Note these, by their keys."""
        await self._write(SQLiteSources.set_items, source, items)

    async def take_in(
        self,
        source: Source,
        arrivals: Sequence[tuple[SourceItem, PreparedArticle]],
        actor: Actor,
        *,
        accept_shrunken: bool = False,
        bring_back: bool = False,
    ) -> list[Added]:
        """Store articles and the items they are of, all or none."""
        return await self._write(
            SQLiteSources.take_in,
            source,
            arrivals,
            actor,
            accept_shrunken=accept_shrunken,
            bring_back=bring_back,
        )

    async def set_gone(self, source: Source, key: str, reason: str, actor: Actor) -> bool:
        """Mark the article of an item: its page is gone."""
        return await self._write(SQLiteSources.set_gone, source, key, reason, actor)

    async def count_leaving(self, source: Source) -> int:
        """How many articles would go with it."""
        return await self._read(SQLiteSources.count_leaving, source)

    async def remove_source(self, collection: str, source_id: int, actor: Actor) -> Removal | None:
        """Remove a source and the articles that nothing else brings."""
        return await self._write(SQLiteSources.remove_source, collection, source_id, actor)

    async def remove_article(self, collection: str, article_id: int, actor: Actor) -> Removal | None:
        """Remove an article."""
        return await self._write(SQLiteSources.remove_article, collection, article_id, actor)

    async def list_removals(self, collection: str) -> list[Removal]:
        """What can still be restored."""
        return await self._read(SQLiteSources.list_removals, collection)

    async def restore(self, collection: str, removal_id: int, actor: Actor) -> Removal | None:
        """Put back what was removed."""
        return await self._write(SQLiteSources.restore, collection, removal_id, actor)

    async def list_events(
        self, collection: str | None, after_id: int = 0, limit: int = 100, *, source_id: int | None = None
    ) -> list[Event]:
        """Events in their order."""
        return await self._read(SQLiteSources.list_events, collection, after_id, limit, source_id=source_id)

    async def find_history(self, collection: str, article_id: int) -> ArticleHistory | None:
        """All that an article has been."""
        return await self._read(SQLiteSources.find_history, collection, article_id)

    async def list_outdated_answers(self, collection: str, limit: int) -> list[KeptAnswer]:
        """Kept answers that quote words an article does not say any more."""
        return await self._read(SQLiteSources.list_outdated_answers, collection, limit)

    async def _read(
        self, work: Callable[Concatenate[SQLiteSources, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await self._threads.read(lambda store: work(store.sources, *args, **kwargs))

    async def _write(
        self, work: Callable[Concatenate[SQLiteSources, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await self._threads.write(lambda store: work(store.sources, *args, **kwargs))
