from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedAnswers, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import (
    SCHEDULE,
    Actor,
    Event,
    EventKind,
    NewArticle,
    NewSource,
    Outcome,
    PreparedArticle,
    Source,
    SourceChange,
    SourceItem,
    SourceKind,
    SourceOptions,
    SourceState,
)
from index.ports import AnswerStore, ArticleStore, SourceStore
from tests.texts import BRIDGE, LIGHTHOUSE

ANN = Actor("ann", "terminal")
FEED = NewSource(SourceKind.FEED, "https://e.org/feed", "Harbour News")
PAGE = NewSource(SourceKind.PAGE, "https://e.org/page", "The lighthouse")
START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@dataclass
class SetClock:
    """The time that a test sets."""

    moment: datetime = START

    def now(self) -> datetime:
        return self.moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Stores:
    """Adapters of the ports over the same data."""

    sources: SourceStore
    articles: ArticleStore
    answers: AnswerStore
    clock: SetClock

    async def add_source(self, new: NewSource = FEED, collection: str = "a") -> Source:
        return (await self.sources.add_source(collection, new, ANN))[0]

    async def take(self, source: Source, *articles: NewArticle, **how: bool) -> list[Outcome]:
        added = await self.sources.take_in(source, [arrival(each) for each in articles], SCHEDULE, **how)
        return [each.outcome for each in added]

    async def kinds(self, collection: str | None = "a", after_id: int = 0) -> list[EventKind]:
        return [event.kind for event in await self.sources.list_events(collection, after_id)]


@pytest.fixture(params=["sqlite"])
async def stores(db: Path) -> AsyncIterator[Stores]:
    """Every adapter that there is."""
    clock = SetClock()
    threads = StoreThreads(db, clock, create=True)
    answers = EmbeddedAnswers(threads, 30)
    articles = EmbeddedStore(threads)
    yield Stores(EmbeddedSources(threads), articles, answers, clock)
    await answers.close()
    await articles.close()


def arrival(article: NewArticle, key: str | None = None) -> tuple[SourceItem, PreparedArticle]:
    key = key or article.url or article.origin or article.title
    return SourceItem(key, url=article.url, checked_at=START, fingerprint="1"), prepare(article)


TOWER = replace(LIGHTHOUSE, url="https://e.org/tower")
OLD_BRIDGE = replace(BRIDGE, url="https://e.org/bridge")


# Sources


async def test_source_is_there_once_by_its_kind_and_address(stores: Stores) -> None:
    """Adding a source again changes what is given of its options, and nothing else."""
    options = SourceOptions(every_s=3600.0, max_articles=5, since="2025-01-01")
    added, is_new = await stores.sources.add_source("a", replace(FEED, options=options), ANN)
    assert is_new
    assert (added.kind, added.address, added.title, added.options) == (
        FEED.kind,
        FEED.address,
        FEED.title,
        options,
    )
    assert (added.added_at, added.added_by, added.paused_at, added.state) == (START, ANN, None, SourceState())
    again, is_new = await stores.sources.add_source(
        "a", replace(FEED, options=SourceOptions(max_articles=9)), SCHEDULE
    )
    assert not is_new
    assert again == replace(added, options=replace(options, max_articles=9))
    assert (await stores.sources.add_source("a", FEED, ANN))[0] == again
    assert await stores.sources.list_sources("a") == [again]
    assert await stores.kinds() == [EventKind.SOURCE_ADDED, EventKind.SOURCE_CHANGED]


async def test_state_is_kept_as_it_was_set_but_not_of_a_source_that_is_gone(stores: Stores) -> None:
    """A look that ends after its source was removed neither brings it back nor is logged."""
    source = await stores.add_source()
    state = SourceState(START, START, START, 60.5, 3, "It is away.", True, '"e"', "yesterday")
    event = Event(0, "a", START, SCHEDULE, EventKind.SOURCE_FAILING, source.title, source.id, None, "Away.")
    await stores.sources.set_state(source, state, [event])
    found = await stores.sources.find_source("a", source.id)
    assert found == replace(source, state=state)
    (_, told) = await stores.sources.list_events("a")
    assert told == replace(event, id=told.id)
    await stores.sources.remove_source("a", source.id, ANN)
    await stores.sources.set_state(source, SourceState(), [event])
    assert await stores.sources.list_sources("a") == []
    assert (await stores.kinds())[-1] is EventKind.SOURCE_REMOVED


async def test_due_sources_come_longest_waiting_first_with_their_like_elsewhere(stores: Stores) -> None:
    """A feed of many communities is given for all of them at once; what is paused or early is not."""
    feeds = [
        await stores.add_source(replace(FEED, address=f"https://e.org/{n}"), "ab"[n % 2]) for n in range(4)
    ]
    shared = await stores.add_source(replace(FEED, address="https://e.org/0"), "b")
    for source, minutes in zip(feeds, (2, 1, -1, 1), strict=True):
        moment = START - timedelta(minutes=minutes)
        await stores.sources.set_state(source, SourceState(next_check_at=moment))
    await stores.sources.change_source(
        "b", feeds[3].id, SourceChange(EventKind.SOURCE_PAUSED, is_paused=True), ANN
    )
    due = await stores.sources.list_due(START, 10)
    assert [source.id for source in due] == [feeds[0].id, shared.id, feeds[1].id]
    assert [source.id for source in await stores.sources.list_due(START, 1)] == [feeds[0].id, shared.id]


async def test_change_says_what_and_by_whom(stores: Stores) -> None:
    """Pausing, moving and other options are changes of the same source, each logged; others stay."""
    source = await stores.add_source()
    other = await stores.add_source(replace(FEED, address="https://e.org/other"))
    change = SourceChange(EventKind.SOURCE_PAUSED, is_paused=True, detail="For the holidays.")
    paused = await stores.sources.change_source("a", source.id, change, ANN)
    assert paused == replace(source, paused_at=START)
    (*_, event) = await stores.sources.list_events("a")
    assert (event.kind, event.actor, event.source_id, event.detail) == (
        EventKind.SOURCE_PAUSED,
        ANN,
        source.id,
        "For the holidays.",
    )
    options = SourceOptions(since="2026")
    moved = SourceChange(
        EventKind.SOURCE_CHANGED, options, is_paused=False, address="https://e.org/new", title="New"
    )
    changed = await stores.sources.change_source("a", source.id, moved, ANN)
    assert changed == replace(source, address="https://e.org/new", title="New", options=options)
    taken = SourceChange(EventKind.SOURCE_CHANGED, address=other.address)
    assert await stores.sources.change_source("a", source.id, taken, ANN) == changed
    assert await stores.sources.change_source("a", 999, moved, ANN) is None


# What sources bring


async def test_items_are_noted_by_key_and_keep_their_article(stores: Stores) -> None:
    """What is noted of an item replaces what was, but for the article that it brought."""
    source = await stores.add_source()
    assert await stores.take(source, TOWER) == [Outcome.ADDED]
    (item,) = await stores.sources.list_items(source)
    assert item == replace(arrival(TOWER)[0], article_id=item.article_id)
    assert item.article_id
    noted = SourceItem(item.key, None, "2", None, "It was away.", '"e"', "today", START, START)
    other = SourceItem("other", problem="It is a wall.")
    await stores.sources.set_items(source, [noted, other])
    assert await stores.sources.list_items(source) == [replace(noted, article_id=item.article_id), other]
    assert (await stores.sources.list_sources("a"))[0].articles == 1


async def test_articles_come_in_with_events(stores: Stores) -> None:
    """What is new, changed, the same or a copy is told apart and logged, with who and from where."""
    source = await stores.add_source()
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(OLD_BRIDGE, text=OLD_BRIDGE.text + "\n\nIt was built anew in May.")
    assert await stores.take(source, TOWER, OLD_BRIDGE, copy) == [
        Outcome.ADDED,
        Outcome.ADDED,
        Outcome.JOINED,
    ]
    assert await stores.take(source, TOWER, changed, copy) == [
        Outcome.UNCHANGED,
        Outcome.UPDATED,
        Outcome.UNCHANGED,
    ]
    events = await stores.sources.list_events("a", 1)
    tower, bridge = await stores.articles.list_articles("a", 10)
    assert [(event.kind, event.article_id, event.detail) for event in events] == [
        (EventKind.ARTICLE_ADDED, tower.id, ""),
        (EventKind.ARTICLE_ADDED, bridge.id, ""),
        (EventKind.ARTICLE_JOINED, tower.id, f"It has the same text as article {tower.id}, {TOWER.title}."),
        (EventKind.ARTICLE_UPDATED, bridge.id, "New: text."),
    ]
    assert {(event.actor, event.source_id, event.collection) for event in events} == {
        (SCHEDULE, source.id, "a")
    }
