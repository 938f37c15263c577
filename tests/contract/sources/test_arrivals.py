from dataclasses import replace

import pytest

from index.models import (
    SCHEDULE,
    EventKind,
    Outcome,
    SourceItem,
)
from tests.clocks import START
from tests.contract.sources.conftest import ANN, FEED, OLD_BRIDGE, PAGE, TOWER, Stores, arrival


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


async def test_a_shrunken_page_is_marked_and_does_not_replace_its_article(stores: Stores) -> None:
    """What is left of a broken page waits for a moderator, is told once, and a good page clears it."""
    source = await stores.add_source()
    broken = replace(TOWER, text="Please switch on JavaScript.")
    assert await stores.take(source, TOWER, broken, broken) == [
        Outcome.ADDED,
        Outcome.DOUBTFUL,
        Outcome.DOUBTFUL,
    ]
    assert await stores.text("lighthouse") == TOWER.text
    article = await stores.article("lighthouse")
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.doubt == (
        f"Its page has 28 characters now where the article has {len(TOWER.text)}, so the text that was stored "
        "before is kept."
    )
    (item,) = await stores.sources.list_items(source)
    assert (item.article_id, item.problem) == (article.id, history.doubt)
    assert (await stores.kinds()).count(EventKind.ARTICLE_DOUBTFUL) == 1
    assert await stores.take(source, TOWER) == [Outcome.UNCHANGED]
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.doubt is None
    assert (await stores.sources.list_items(source))[0].problem is None


async def test_a_shrunken_page_is_taken_in_when_somebody_says_so(stores: Stores) -> None:
    """A moderator who has looked at it accepts what is left, as a revision beside the old one."""
    source = await stores.add_source()
    short = replace(TOWER, text="The tower is closed.")
    assert await stores.take(source, TOWER, short) == [Outcome.ADDED, Outcome.DOUBTFUL]
    assert await stores.take(source, short, accept_shrunken=True) == [Outcome.UPDATED]
    history = await stores.sources.find_history("a", (await stores.article("lighthouse")).id)
    assert history
    assert (history.doubt, [revision.text for revision in history.revisions]) == (
        None,
        [TOWER.text, short.text],
    )


async def test_an_entry_that_moves_is_still_the_same_article(stores: Stores) -> None:
    """An entry with the id it had is the article that it was, at a new address that is known from then on."""
    source = await stores.add_source()
    for url in ("https://e.org/tower", "https://e.org/new/tower"):
        await stores.sources.take_in(source, [arrival(replace(TOWER, url=url), "entry-1")], SCHEDULE)
    article = await stores.article("lighthouse")
    history = await stores.sources.find_history("a", article.id)
    assert history
    assert history.addresses == ("https://e.org/new/tower", "https://e.org/tower")


async def test_a_feed_that_gives_one_id_to_all_brings_each_article(stores: Stores) -> None:
    """Entries with one id that have nothing in common are articles of their own, and go with their source."""
    source = await stores.add_source()
    for each in (TOWER, OLD_BRIDGE):
        await stores.sources.take_in(source, [arrival(each, "1")], SCHEDULE)
    assert await stores.articles.count_articles("a") == 2
    assert await stores.sources.count_leaving(source) == 2
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert removal.articles == 2
    assert await stores.sources.count_leaving(source) == 0


async def test_what_another_source_brings_does_not_leave(stores: Stores) -> None:
    """Of two sources that bring one article, neither would take it along."""
    first, second = await stores.add_source(FEED), await stores.add_source(PAGE)
    await stores.take(first, TOWER, OLD_BRIDGE)
    await stores.take(second, TOWER)
    assert await stores.sources.count_leaving(first) == 1
    assert await stores.sources.count_leaving(second) == 0


async def test_a_copy_that_says_something_else_becomes_an_article_of_its_own(stores: Stores) -> None:
    """A page that had another's text is joined for only as long as it has it."""
    source = await stores.add_source()
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(copy, text=TOWER.text.replace("1874", "1875"))
    assert await stores.take(source, TOWER, copy, changed, changed) == [
        Outcome.ADDED,
        Outcome.JOINED,
        Outcome.ADDED,
        Outcome.UNCHANGED,
    ]
    first, second = await stores.articles.list_articles("a", 10)
    assert (first.citation.url, second.citation.url) == (TOWER.url, copy.url)
    history = await stores.sources.find_history("a", first.id)
    assert history
    assert history.addresses == (TOWER.url,)


async def test_a_copy_takes_the_place_of_a_source_that_is_gone(stores: Stores) -> None:
    """When its first address is no longer looked at, an article is kept fresh by the one that is left."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    copy = replace(TOWER, url="https://copy.example/1")
    changed = replace(copy, text=TOWER.text + "\n\nIt was sold in May.")
    await stores.take(source, TOWER)
    assert await stores.take(other, copy) == [Outcome.JOINED]
    removal = await stores.sources.remove_source("a", source.id, ANN)
    assert removal
    assert removal.articles == 0
    assert await stores.take(other, changed) == [Outcome.UPDATED]
    assert (await stores.article("lighthouse")).citation.url == copy.url


async def test_a_page_that_is_gone_marks_its_article_until_it_is_back(stores: Stores) -> None:
    """An article is gone when all its pages are; its text stays, and it is back when one of them is."""
    source, other = await stores.add_source(), await stores.add_source(PAGE)
    copy = replace(TOWER, url="https://copy.example/1")
    await stores.take(source, TOWER)
    await stores.take(other, copy)
    key, copied = str(TOWER.url), str(copy.url)
    assert not await stores.sources.set_gone(source, key, "404", SCHEDULE)
    assert (await stores.article("lighthouse")).citation.gone_at is None
    assert await stores.sources.set_gone(other, copied, "The site says 410.", SCHEDULE)
    assert not await stores.sources.set_gone(other, copied, "410", SCHEDULE)
    assert not await stores.sources.set_gone(other, "no such key", "410", SCHEDULE)
    article = await stores.article("lighthouse")
    assert article.citation.gone_at == "2026-01-02T03:04:05.000000+00:00"
    assert await stores.text("lighthouse") == TOWER.text
    (passage, *_) = await stores.articles.get_passages("a", [1])
    assert passage.article == article.citation
    assert await stores.take(source, TOWER) == [Outcome.UNCHANGED]
    assert (await stores.article("lighthouse")).citation.gone_at is None
    assert (await stores.kinds())[-2:] == [EventKind.ARTICLE_GONE, EventKind.ARTICLE_BACK]


async def test_guessed_dates_and_pages_are_kept_with_the_article(stores: Stores) -> None:
    """A citation tells that its date was guessed, a passage where pages begin; a sure date is never lost."""
    guessed = replace(TOWER, published_at="2024-05-17", is_date_guessed=True, page_starts=(0, 80))
    source = await stores.add_source()
    await stores.take(source, guessed)
    (passage,) = await stores.articles.get_passages("a", [1])
    assert (passage.article.is_date_guessed, passage.page_starts) == (True, (0, 80))
    revision = await stores.articles.find_revision("a", passage.revision_id)
    assert revision
    assert (revision.page_starts, revision.fetched_at) == ((0, 80), "2026-01-02T03:04:05.000000+00:00")
    await stores.take(source, replace(TOWER, published_at="2024-05-16"))
    await stores.take(source, replace(guessed, published_at="2026-01-01"))
    citation = (await stores.article("lighthouse")).citation
    assert (citation.published_at, citation.is_date_guessed) == ("2024-05-16", False)


async def test_nothing_is_taken_in_for_a_source_that_is_gone(stores: Stores) -> None:
    """What was still being read when its source was removed is dropped."""
    source = await stores.add_source()
    await stores.sources.remove_source("a", source.id, ANN)
    assert await stores.take(source, TOWER) == []
    await stores.sources.set_items(source, [SourceItem("x")])
    assert await stores.sources.list_items(source) == []
    assert not await stores.sources.set_gone(source, str(TOWER.url), "404", SCHEDULE)
    assert await stores.articles.count_articles("a") == 0


async def test_arrivals_are_taken_in_all_or_none(stores: Stores) -> None:
    """A failure in the middle leaves neither articles, nor items, nor events."""
    source = await stores.add_source()
    before = await stores.kinds()
    item, prepared = arrival(OLD_BRIDGE)
    broken = replace(prepared, article=replace(OLD_BRIDGE, title=None))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(Exception, match=r"NOT NULL|str|None"):
        await stores.sources.take_in(source, [arrival(TOWER), (item, broken)], SCHEDULE)
    assert await stores.articles.count_articles("a") == 0
    assert await stores.sources.list_items(source) == []
    assert before == await stores.kinds()
