from dataclasses import replace

from index.models import (
    EventKind,
    Outcome,
    SourceChange,
    SourceItem,
    SourceState,
)
from tests.contract.sources.conftest import ANN, OLD_BRIDGE, PAGE, TOWER, Stores


async def test_answers_whose_words_are_gone_are_listed_newest_first(stores: Stores) -> None:
    """An answer counts as outdated when its words, or those named below them, are not said any more."""
    source = await stores.add_source()
    await stores.take(source, TOWER, OLD_BRIDGE)
    tower, bridge = await stores.article("lighthouse"), await stores.article("bridge")
    built = await stores.quote(tower, "built in 1874")
    stores.clock.move(minutes=1)
    await stores.quote(tower, "climbs its 211 steps")
    stores.clock.move(minutes=1)
    below = await stores.quote(bridge, "Nobody was hurt.", (tower, "engineer Clara Moretti"))
    assert await stores.outdated() == []
    text = TOWER.text.replace("in 1874 by the engineer Clara Moretti", "by hand")
    await stores.take(source, replace(TOWER, text=text))
    assert await stores.outdated() == [below, built]
    assert await stores.outdated(limit=1) == [below]
    assert await stores.outdated("b") == []
    (*_, event) = await stores.sources.list_events("a")
    assert (event.kind, event.subject, event.article_id, event.detail) == (
        EventKind.ANSWERS_OUTDATED,
        TOWER.title,
        tower.id,
        "2 kept answers quoted words that it does not say any more.",
    )
    await stores.take(source, replace(TOWER, text=text + " It stands."))
    assert (await stores.kinds()).count(EventKind.ANSWERS_OUTDATED) == 1
    await stores.take(source, TOWER)
    assert await stores.outdated() == []


async def test_events_are_told_in_order_from_where_one_has_read(stores: Stores) -> None:
    """A reader goes on after the last event it has seen; old automatic ones go, those of people stay."""
    source = await stores.add_source()
    other = await stores.add_source(PAGE, "b")
    await stores.take(source, TOWER)
    await stores.take(other, OLD_BRIDGE)
    everything = await stores.sources.list_events(None)
    assert [event.id for event in everything] == sorted({event.id for event in everything})
    assert [event.collection for event in everything] == ["a", "b", "a", "b"]
    assert await stores.sources.list_events(None, everything[1].id, 1) == [everything[2]]
    assert await stores.sources.list_events(None, -1, 3) == everything[1:]
    assert await stores.sources.list_events("b", source_id=source.id) == []
    assert await stores.sources.list_events(None, source_id=source.id) == everything[::2]
    stores.clock.move(days=91)
    await stores.sources.set_state(source, SourceState())
    assert await stores.sources.list_events(None) == everything[:2]


async def test_collections_see_nothing_of_each_others_sources(stores: Stores) -> None:
    """By whatever number: what is another's cannot be read, changed, taken in, removed or restored."""
    source = await stores.add_source()
    await stores.take(source, TOWER)
    article = await stores.article("lighthouse")
    foreign = replace(source, collection="b")
    before = await stores.everything()
    assert await stores.sources.list_sources("b") == []
    change = SourceChange(EventKind.SOURCE_PAUSED, is_paused=True)
    assert await stores.sources.change_source("b", source.id, change, ANN) is None
    await stores.sources.set_state(foreign, SourceState(failures=9))
    assert await stores.sources.list_items(foreign) == []
    await stores.sources.set_items(foreign, [SourceItem("x")])
    assert await stores.take(foreign, OLD_BRIDGE) == []
    assert not await stores.sources.set_gone(foreign, str(TOWER.url), "404", ANN)
    assert await stores.sources.remove_source("b", source.id, ANN) is None
    assert await stores.sources.remove_article("b", article.id, ANN) is None
    assert await stores.sources.find_history("b", article.id) is None
    assert await stores.sources.list_events("b") == []
    assert before == await stores.everything()
    there = await stores.add_source(PAGE, "b")
    assert await stores.take(there, replace(TOWER, url=PAGE.address)) == [Outcome.ADDED]
    stolen = SourceItem("stolen", article_id=article.id)
    await stores.sources.set_items(there, [stolen])
    assert [item.article_id == article.id for item in await stores.sources.list_items(there)] == [False] * 2
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert await stores.sources.list_removals("b") == []
    assert await stores.articles.count_articles("b") == 1
