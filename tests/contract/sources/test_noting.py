from dataclasses import replace
from datetime import timedelta

from index.models import (
    SCHEDULE,
    Event,
    EventKind,
    SourceChange,
    SourceOptions,
    SourceState,
)
from tests.clocks import START
from tests.contract.sources.conftest import ANN, FEED, Stores


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
    assert await stores.sources.list_sources("a") == [replace(source, state=state)]
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
    moved = SourceChange(EventKind.SOURCE_CHANGED, is_paused=False, address="https://e.org/new")
    changed = await stores.sources.change_source("a", source.id, moved, ANN)
    assert changed == replace(source, address="https://e.org/new")
    taken = SourceChange(EventKind.SOURCE_CHANGED, address=other.address)
    assert await stores.sources.change_source("a", source.id, taken, ANN) == changed
    assert await stores.sources.change_source("a", 999, moved, ANN) is None
    assert await stores.sources.change_source("a", 10**30, moved, ANN) is None
