"""A collection's index while it is in memory, and searching a state of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from index.models import ArticleFilter, TermStatistics, Version
from index.ports import Searcher, SearchIndex
from index.store import SQLiteStore

Hits = tuple[list[tuple[int, float]], TermStatistics]


class Asked(NamedTuple):
    """What a search is for."""

    terms: Sequence[str]
    limit: int
    where: ArticleFilter | None


@dataclass(slots=True)
class Live:
    """A collection's index as far as it is in memory, and the state of it that is searched."""

    collection: str
    index: SearchIndex | None = None
    shown: Searcher | None = None
    unsaved: int = 0  # passages that came or went since the copy on disk
    saved_number: int = 0  # the version of that copy
    used: int = 0
    refreshing: asyncio.Task[Searcher] | None = None
    saving: asyncio.Lock = field(default_factory=asyncio.Lock)


def search(store: SQLiteStore, collection: str, shown: Searcher, asked: Asked) -> Hits | None:
    """Search that state; None if the store has another version by now."""
    within = None
    if asked.where is None:
        version = store.version(collection)
    else:
        version, within = store.find_passage_ids(collection, asked.where)
    return _hits(shown, asked, within) if version == version_of(shown) else None


def search_as_it_was(store: SQLiteStore, collection: str, shown: Searcher, asked: Asked) -> Hits:
    where = asked.where
    return _hits(shown, asked, None if where is None else store.find_passage_ids(collection, where)[1])


def _hits(shown: Searcher, asked: Asked, within: Sequence[int] | None) -> Hits:
    found = shown.statistics(asked.terms)
    statistics = TermStatistics(found.passage_count, found.df, version_of(shown).number)
    return shown.top(asked.terms, asked.limit, within), statistics


def version_of(shown: Searcher) -> Version:
    """The store's version that a state shows; that of an empty store if none was said."""
    return Version(*shown.facts.get("version", (0, "")))


def is_running(task: asyncio.Task[Searcher] | None) -> bool:
    return task is not None and not task.done()
