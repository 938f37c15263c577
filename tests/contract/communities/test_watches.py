from dataclasses import replace

from index.models import (
    Finding,
    Span,
    Watch,
)
from tests.clocks import START
from tests.contract.communities.conftest import WISH, Stores
from tests.texts import BRIDGE, LIGHTHOUSE


async def test_the_same_is_watched_once(stores: Stores) -> None:
    """A person's watch is theirs; in a place it is everybody's, whoever wished it."""
    added, is_new = await stores.communities.add_watch(WISH)
    assert is_new
    assert added == Watch(added.id, WISH, START, None)
    assert await stores.communities.add_watch(replace(WISH, query=" Lighthouse LAMP")) == (added, False)
    theirs, _ = await stores.communities.add_watch(replace(WISH, person="ben"))
    place, is_new = await stores.communities.add_watch(replace(WISH, place="hall"))
    assert is_new
    assert await stores.communities.add_watch(replace(WISH, person="ben", place="hall")) == (place, False)
    elsewhere, _ = await stores.communities.add_watch(replace(WISH, collection="b"))
    assert await stores.communities.list_watches("a") == [added, theirs, place]
    assert await stores.communities.list_watches("b") == [elsewhere]
    assert await stores.communities.list_watched_collections() == ["a", "b"]
    assert not await stores.communities.remove_watch("b", added.id)
    assert await stores.communities.remove_watch("b", elsewhere.id)
    assert not await stores.communities.remove_watch("b", elsewhere.id)
    assert await stores.communities.list_watched_collections() == ["a"]


async def test_findings_wait_until_they_are_told_and_come_once(stores: Stores) -> None:
    """An article is told of once for each watch, in the order it was found, also after a restart."""
    articles = [await stores.article(new) for new in (LIGHTHOUSE, BRIDGE)]
    mine, _ = await stores.communities.add_watch(WISH)
    theirs, _ = await stores.communities.add_watch(replace(WISH, person="ben"))
    first, second, other = (
        Finding(watch.id, article.id, article.revision_id, Span(0, 9), (Span(0, 3), Span(5, 9)))
        for watch, article in ((mine, articles[1]), (mine, articles[0]), (theirs, articles[0]))
    )
    await stores.communities.add_findings([first, other], ("seen", "1"))
    await stores.communities.add_findings([replace(first, span=Span(1, 2)), second], ("seen", "2"))
    await stores.restart()
    assert await stores.articles.recall("seen") == "2"
    assert await stores.communities.list_findings() == [(mine, [first, second]), (theirs, [other])]
    await stores.communities.set_told(mine.id, [first], stores.clock.time)
    told = replace(mine, told_at=START)
    assert await stores.communities.list_findings() == [(told, [second]), (theirs, [other])]
    await stores.communities.add_findings([first], ("seen", "3"))
    assert await stores.communities.list_findings() == [(told, [second]), (theirs, [other])]
    await stores.communities.remove_watch("a", mine.id)
    await stores.articles.remove("a", articles[0].id)
    assert await stores.communities.list_findings() == []


async def test_what_is_gone_or_anothers_is_not_found(stores: Stores) -> None:
    """A watch or article removed meanwhile is passed over, and no watch finds another community's articles."""
    article, elsewhere = await stores.article(LIGHTHOUSE), await stores.article(BRIDGE, "b")
    watch, _ = await stores.communities.add_watch(WISH)
    found = Finding(watch.id, article.id, article.revision_id, Span(0, 9))
    wrong = [
        replace(found, watch_id=99),
        replace(found, article_id=99),
        replace(found, article_id=elsewhere.id),
    ]
    await stores.communities.add_findings([*wrong, found], ("seen", "1"))
    assert await stores.communities.list_findings() == [(watch, [found])]
