import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedStore, StoreThreads
from index.models import NewArticle, Outcome
from index.ports import ArticleStore
from tests.conftest import FixedClock
from tests.texts import BRIDGE, LIGHTHOUSE


@pytest.fixture(params=["sqlite"])
async def store(db: Path) -> AsyncIterator[ArticleStore]:
    """Every adapter that there is."""
    store = EmbeddedStore(StoreThreads(db, FixedClock(), create=True))
    yield store
    await store.close()


async def outcome(store: ArticleStore, article: NewArticle, collection: str = "a") -> Outcome:
    (added,) = await store.add(collection, [prepare(article)])
    return added.outcome


async def test_article_is_found_by_any_form_of_its_address(store: ArticleStore) -> None:
    """As it is linked, with an id of its own or without; not by that of another collection."""
    for number, (url, external_id) in enumerate(
        [("https://e.org/a?utm_source=feed", None), ("https://www.e.org/b/page", "b")], 1
    ):
        await outcome(store, NewArticle(f"T{number}", f"Words {number}.", url=url, external_id=external_id))
    for link in ("https://E.org:443/a", "https://e.org/a?fbclid=1"):
        found = await store.find_by_url("a", link)
        assert found is not None
        assert found.id == 1
    imported = await store.find_by_url("a", "https://www.e.org/b/page?utm_medium=x")
    assert imported is not None
    assert imported.id == 2
    for collection, link in (("a", "https://e.org/c"), ("a", "no link"), ("b", "https://e.org/a")):
        assert await store.find_by_url(collection, link) is None


async def test_same_article_again_changes_nothing(store: ArticleStore) -> None:
    """Adding is idempotent, and a change is an update of the same article."""
    assert await outcome(store, LIGHTHOUSE) is Outcome.ADDED
    assert await outcome(store, LIGHTHOUSE) is Outcome.UNCHANGED
    assert await outcome(store, replace(LIGHTHOUSE, title="Another title")) is Outcome.UPDATED
    assert await store.count_articles("a") == 1


async def test_more_is_learnt_of_an_article_without_an_id(store: ArticleStore) -> None:
    """The same title and text again brings in or corrects what it gives, and takes nothing away."""
    await outcome(store, replace(BRIDGE, origin="/bridge.txt", author="Ann"))
    more = replace(BRIDGE, url="https://e.org/b", published_at="2024")
    assert await outcome(store, more) is Outcome.UPDATED
    assert await outcome(store, more) is Outcome.UNCHANGED
    assert await outcome(store, replace(more, published_at="2025-03-01")) is Outcome.UPDATED
    assert await outcome(store, replace(BRIDGE, origin="/bridge.txt")) is Outcome.UNCHANGED
    (article,) = await store.list_articles("a", 10)
    citation = article.citation
    assert (citation.url, citation.author, citation.published_at) == ("https://e.org/b", "Ann", "2025-03-01")


async def test_an_id_says_all_there_is_of_an_article(store: ArticleStore) -> None:
    """What an article with an id no longer gives is gone, and one without an id joins it."""
    await outcome(store, replace(BRIDGE, external_id="x", author="Ann"))
    assert await outcome(store, replace(BRIDGE, external_id="x")) is Outcome.UPDATED
    assert await outcome(store, replace(BRIDGE, published_at="2024")) is Outcome.UPDATED
    (article,) = await store.list_articles("a", 10)
    citation = article.citation
    assert (citation.external_id, citation.author, citation.published_at) == ("x", None, "2024")


async def test_same_words_at_two_addresses_are_one_article(store: ArticleStore) -> None:
    """A copy at another address is joined once, and is known from then on, whatever its title."""
    first, second = (replace(BRIDGE, url=f"https://e.org/{n}", title=f"Bridge {n}") for n in (1, 2))
    assert [await outcome(store, article) for article in (first, second)] == [Outcome.ADDED, Outcome.JOINED]
    assert [await outcome(store, article) for article in (second, first)] == [Outcome.UNCHANGED] * 2
    (article,) = await store.list_articles("a", 10)
    assert (article.citation.title, article.citation.url) == ("Bridge 1", "https://e.org/1")


async def test_an_address_learnt_later_identifies(store: ArticleStore) -> None:
    """Once an article has got an address, a change that is imported under it is an update."""
    await outcome(store, BRIDGE)
    there = replace(BRIDGE, url="https://e.org/b")
    assert await outcome(store, there) is Outcome.UPDATED
    assert await outcome(store, replace(there, text="It stands again.")) is Outcome.UPDATED
    assert await store.count_articles("a") == 1


async def test_files_are_articles_of_their_own_whatever_address_they_name(store: ArticleStore) -> None:
    """Two files that both name a site's first page do not overwrite each other."""
    bridge = replace(BRIDGE, url="https://e.org/", origin="/bridge.txt")
    tower = replace(LIGHTHOUSE, url="https://e.org/", origin="/tower.txt")
    assert [await outcome(store, article) for article in (bridge, tower)] == [Outcome.ADDED] * 2
    assert await outcome(store, replace(bridge, text="It stands.", url="https://e.org/b")) is Outcome.UPDATED
    assert await store.count_articles("a") == 2


async def test_copies_of_a_file_do_not_take_turns(store: ArticleStore) -> None:
    """A copy with another date is joined; it adds what was not known and changes nothing else."""
    first = replace(BRIDGE, origin="/1.txt", published_at="2024")
    second = replace(BRIDGE, origin="/2.txt", published_at="2025", author="Ann")
    assert [await outcome(store, article) for article in (first, second)] == [Outcome.ADDED, Outcome.JOINED]
    assert [await outcome(store, article) for article in (first, second)] == [Outcome.UNCHANGED] * 2
    (article,) = await store.list_articles("a", 10)
    assert (article.citation.published_at, article.citation.author) == ("2024", "Ann")


async def test_file_known_by_its_address_from_before_is_no_second_article(store: ArticleStore) -> None:
    """Files were once identified by the address they name; adding such a file again joins it."""
    await outcome(store, LIGHTHOUSE)
    file = replace(LIGHTHOUSE, origin="/tower.txt")
    assert [await outcome(store, file) for _ in range(2)] == [Outcome.JOINED, Outcome.UNCHANGED]
    assert await store.count_articles("a") == 1


async def test_changed_text_is_a_new_revision_beside_the_old(store: ArticleStore) -> None:
    """What was quoted once can be shown as it was, also after the article has changed."""
    await outcome(store, LIGHTHOUSE)
    (before,) = await store.list_articles("a", 10)
    assert await outcome(store, replace(LIGHTHOUSE, text="It is closed.")) is Outcome.UPDATED
    (after,) = await store.list_articles("a", 10)
    old = await store.find_revision("a", before.revision_id)
    new = await store.find_revision("a", after.revision_id)
    assert old is not None
    assert new is not None
    assert (old.text, new.text) == (LIGHTHOUSE.text, "It is closed.")
    assert old.is_intact
    assert before.id == after.id


async def test_collections_see_nothing_of_each_other(store: ArticleStore) -> None:
    """By number, id, title, passage or revision: what is another's is not there."""
    await outcome(store, replace(LIGHTHOUSE, external_id="x"), "a")
    (article,) = await store.list_articles("a", 10)
    assert await store.list_articles("b", 10) == []
    assert await store.count_articles("b") == 0
    assert await store.find_article("b", article.id) is None
    assert await store.find_article("a", 10**30) is None
    assert await store.find_revision("a", 10**30) is None
    assert await store.find_by_external_id("b", "x") is None
    assert await store.find_by_title("b", "", 10) == []
    assert await store.find_revision("b", article.revision_id) is None
    assert await store.get_passages("a", [1]) != []
    assert await store.get_passages("b", [1]) == []
    assert not await store.remove("b", article.id)
    assert await store.find_article("a", article.id) == article


async def test_removed_article_is_gone_with_its_text(store: ArticleStore) -> None:
    """Removal leaves neither the article nor its revisions, and happens once."""
    await outcome(store, BRIDGE)
    (article,) = await store.list_articles("a", 10)
    assert await store.remove("a", article.id)
    assert not await store.remove("a", article.id)
    assert await store.find_revision("a", article.revision_id) is None
    assert await outcome(store, BRIDGE) is Outcome.ADDED


async def test_titles_are_found_whole_first_then_by_beginning(store: ArticleStore) -> None:
    """Typing a title offers the best match first, whatever its case or accents."""
    for title in ("The café", "Café", "Café noir"):
        await outcome(store, NewArticle(title, f"About {title}."))
    found = await store.find_by_title("a", "CAFE", 10)
    assert [article.citation.title for article in found] == ["Café", "Café noir", "The café"]


async def test_batch_is_stored_wholly_or_not_at_all(store: ArticleStore) -> None:
    """A failure in the middle of a batch leaves nothing of it."""
    broken = replace(prepare(BRIDGE), article=replace(BRIDGE, title=None))  # type: ignore[arg-type]  # on purpose
    with pytest.raises(Exception, match=r"NOT NULL|str|None"):
        await store.add("a", [prepare(LIGHTHOUSE), broken])
    assert await store.count_articles("a") == 0


async def test_notes_are_kept(store: ArticleStore) -> None:
    """A note can be left, read and replaced."""
    assert await store.recall("k") is None
    await store.remember("k", "1")
    await store.remember("k", "2")
    assert await store.recall("k") == "2"


async def test_revision_cannot_be_changed_behind_our_back(store: ArticleStore, db: Path) -> None:
    """The database itself refuses to alter a stored text."""
    await outcome(store, BRIDGE)
    connection = sqlite3.connect(db)
    with pytest.raises(sqlite3.IntegrityError, match="a revision is never changed"):
        connection.execute("UPDATE revisions SET text = 'forged'")
    connection.close()


async def test_arrivals_are_the_new_articles_of_all_collections(store: ArticleStore) -> None:
    """Whoever follows what is new sees each article once, in order, whichever collection it is in."""
    assert await store.list_arrivals(-1, 1) == []
    await outcome(store, LIGHTHOUSE)
    await outcome(store, BRIDGE, "b")
    await outcome(store, replace(LIGHTHOUSE, title="Another title"))  # news of one that is there
    arrivals = await store.list_arrivals(0, 10)
    assert [collection for collection, _ in arrivals] == ["a", "b"]
    assert await store.list_arrivals(-1, 1) == arrivals[1:]
    assert await store.list_arrivals(arrivals[0][1], 10) == arrivals[1:]
    assert await store.list_arrivals(0, 1) == arrivals[:1]
