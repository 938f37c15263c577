import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from index.articles import prepare
from index.models import (
    EventKind,
    NewArticle,
    Outcome,
    SourceState,
)
from tests.contract.sources.conftest import (
    ANN,
    FEED,
    OLD_BRIDGE,
    PAGE,
    TOWER,
    Stores,
    arrival,
)
from tests.texts import LIGHTHOUSE


async def test_removing_a_source_takes_what_only_it_has_brought_and_can_be_undone(stores: Stores) -> None:
    """Articles that another source brings, or that were imported, stay; undoing puts all back as it was."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    shared = NewArticle("Shared", "The market moves to the quay in June, as it does.", "https://e.org/s")
    imported = NewArticle("Imported", "The school opens in August as it did.", "https://e.org/i")
    await stores.articles.add("a", [prepare(imported)])
    await stores.take(source, TOWER, OLD_BRIDGE, shared, imported)
    await stores.take(source, replace(TOWER, text=TOWER.text + " It is tall."))
    await stores.take(other, shared)
    before = await stores.everything()
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert (removal.subject, removal.articles, removal.actor) == (FEED.title, 2, ANN)
    assert removal.until - removal.at == timedelta(days=1)
    left = await stores.articles.list_articles("a", 10)
    assert [article.citation.title for article in left] == ["Imported", "Shared"]
    assert [each.id for each in await stores.sources.list_sources("a")] == [other.id]
    assert await stores.sources.list_removals("a") == [removal]
    assert await stores.sources.restore("b", removal.id, ANN) is None
    assert await stores.sources.restore("a", removal.id, ANN) == removal
    assert before == await stores.everything()
    assert await stores.sources.list_removals("a") == []
    assert await stores.sources.restore("a", removal.id, ANN) is None
    assert await stores.sources.remove_source("a", 10**30, ANN) is None
    assert (await stores.kinds())[-2:] == [EventKind.SOURCE_REMOVED, EventKind.SOURCE_RESTORED]


async def test_a_removed_article_stays_away_until_it_is_restored_or_added_again(stores: Stores) -> None:
    """Its sources pass it over, saying who removed it, unless they are told to bring it back."""
    source = await stores.add_source()
    await stores.take(source, TOWER)
    before = await stores.everything()
    article = await stores.article("lighthouse")
    removal = await stores.sources.remove_article("a", article.id, ANN)
    assert removal
    assert await stores.sources.remove_article("a", article.id, ANN) is None
    (item,) = await stores.sources.list_items(source)
    assert (item.article_id, item.is_removed) == (None, True)
    assert item.problem == "Its article was removed by ann (terminal)."
    assert await stores.take(source, TOWER) == []
    await stores.sources.set_items(source, [arrival(TOWER)[0]])
    assert (await stores.sources.list_items(source))[0].problem == item.problem
    assert await stores.sources.restore("a", removal.id, ANN) == removal
    assert before == await stores.everything()
    await stores.sources.remove_article("a", article.id, ANN)
    assert await stores.take(source, TOWER, bring_back=True) == [Outcome.ADDED]
    assert not (await stores.sources.list_items(source))[0].is_removed


async def test_what_was_stored_anew_meanwhile_is_not_restored_beside_it(stores: Stores) -> None:
    """Restoring leaves out what has its address again, counts the rest, and says so in the log."""
    source = await stores.add_source()
    await stores.take(source, TOWER, OLD_BRIDGE)
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    again = await stores.add_source()
    await stores.take(again, replace(TOWER, title="The new tower"))
    restored = await stores.sources.restore("a", removal.id, ANN)
    assert restored == replace(removal, articles=1)
    assert [source.id for source in await stores.sources.list_sources("a")] == [again.id]
    items = await stores.sources.list_items(again)
    articles = await stores.articles.list_articles("a", 10)
    assert {item.article_id for item in items} == {article.id for article in articles}
    assert sorted(a.citation.title for a in articles) == [OLD_BRIDGE.title, "The new tower"]
    (*_, event) = await stores.sources.list_events("a")
    assert event.detail == "1 of 2 articles came back; the others had been stored anew."


@pytest.mark.parametrize("next_thing", ["removal", "restoring", "look"])
async def test_removed_means_removed_after_a_day(stores: Stores, db: Path, next_thing: str) -> None:
    """What is no longer to be restored is in the file no more, by whatever happens next."""
    await stores.articles.add("a", [prepare(TOWER), prepare(OLD_BRIDGE)])
    source = await stores.add_source()
    removal = await stores.sources.remove_article("a", (await stores.article("lighthouse")).id, ANN)
    assert removal
    stores.clock.move(hours=23)
    assert await stores.sources.list_removals("a") == [removal]
    stores.clock.move(hours=1)
    assert await stores.sources.list_removals("a") == []
    match next_thing:
        case "removal":
            await stores.sources.remove_article("a", (await stores.article("bridge")).id, ANN)
        case "restoring":
            assert await stores.sources.restore("a", removal.id, ANN) is None
        case "look":
            await stores.sources.set_state(source, SourceState())
    assert LIGHTHOUSE.title not in kept_rows(db)


async def test_restored_articles_are_found_and_their_answers_are_whole(stores: Stores) -> None:
    """A restored article has its number and texts, so that what was quoted from it stands again."""
    await stores.articles.add("a", [prepare(TOWER)])
    article = await stores.article("lighthouse")
    answer = await stores.quote(article, "built in 1874")
    removal = await stores.sources.remove_article("a", article.id, ANN)
    assert removal
    assert await stores.outdated() == [answer]
    assert (await stores.sources.list_events("a"))[-1].detail == "1 kept answer quoted what was removed."
    await stores.sources.restore("a", removal.id, ANN)
    assert await stores.outdated() == []
    assert await stores.article("lighthouse") == article
    (passage,) = await stores.articles.get_passages("a", [2])
    assert passage.text == TOWER.text


def kept_rows(db: Path) -> str:
    """All that is kept for restoring."""
    with closing(sqlite3.connect(db)) as connection:
        return "\n".join(row[0] for row in connection.execute("SELECT row FROM removed_rows"))
