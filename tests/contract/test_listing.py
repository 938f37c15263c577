from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import prepare
from index.embedded import EmbeddedStore, StoreThreads
from index.models import Article, ArticleFilter, NewArticle
from index.ports import ArticleStore
from index.store import _titles
from index.text import fold_title
from tests.clocks import START, MovingClock

OTHERS = "elsewhere"
LETTERS = 'aabbé" \ud7ff\ue000\U0010ffff'
TITLE = st.text(LETTERS, min_size=1, max_size=7).filter(lambda text: bool(text.strip()))
# What to do with a title once it is stored: leave it, remove its article, or give the article that title.
CHANGES = st.lists(st.none() | st.just("") | TITLE, max_size=12)


@dataclass
class Stored:
    """An article store, and a clock that tests turn."""

    store: ArticleStore
    clock: MovingClock

    async def add(self, title: str, collection: str = "a", **fields: str | None) -> Article:
        new = NewArticle(title, f"About {title}, {fields}.", external_id=title, **fields)  # type: ignore[arg-type]
        (added,) = await self.store.add(collection, [prepare(new)])
        article = await self.store.find_article(collection, added.article_id)
        assert article
        return article

    async def latest(self, limit: int = 10, offset: int = 0, where: ArticleFilter | None = None) -> list[str]:
        return titles(await self.store.list_latest("a", limit, offset, where))


@pytest.fixture(params=["sqlite"])
async def stored(db: Path) -> AsyncIterator[Stored]:
    """Every adapter that there is."""
    clock = MovingClock()
    store = EmbeddedStore(StoreThreads(db, clock, create=True))
    yield Stored(store, clock)
    await store.close()


@contextmanager
def constant(name: str, value: int) -> Iterator[None]:
    """Within this, a limit of looking for titles is another."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_titles, name, value)
        yield


def titles(articles: list[Article]) -> list[str]:
    return [article.citation.title for article in articles]


async def some(stored: Stored) -> None:
    """Articles with dates of all kinds, and one of another collection."""
    for title, published_at, host, author in (
        ("year", "2025", "e.org", "Ann Winter"),
        ("none", None, "www.e.org", "Bea Winter"),
        ("day", "2025-03-01", "sub.e.org", None),
        ("instant", "2025-03-01T23:00:00-05:00", None, "ann summer"),
        ("none again", None, None, None),
        ("same day", "2025-03-01", "e.org", None),
    ):
        await stored.add(
            title, published_at=published_at, url=host and f"https://{host}/{title}", author=author
        )
    await stored.add("not ours", OTHERS, published_at="2025-04", url="https://e.org/x", author="Ann Winter")


async def test_latest_come_first_and_undated_last(stored: Stored) -> None:
    """The newest publication date is first, of the same date what came last, and pages follow each other."""
    await some(stored)
    expected = ["instant", "same day", "day", "year", "none again", "none"]
    assert await stored.latest() == expected
    assert await stored.latest(2) + await stored.latest(2, 2) + await stored.latest(9, 4) == expected
    assert await stored.latest(9, 6) == []


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (ArticleFilter(source="WWW.E.org"), ["same day", "year", "none"]),
        (ArticleFilter(since="2025-03-01"), ["instant", "same day", "day"]),
        (ArticleFilter(before="2025-03-01"), ["year"]),
        (ArticleFilter(since="2025-03-01", before="2025-03-02"), ["same day", "day"]),
        (ArticleFilter(author="ANN"), ["instant", "year"]),
        (ArticleFilter(title="Y"), ["same day", "day", "year"]),
        (ArticleFilter(article_ids=(1, 3, 7)), ["day", "year"]),
        (ArticleFilter(article_ids=()), []),
        (ArticleFilter(source="e.org", also=ArticleFilter(source="sub.e.org")), []),
        (ArticleFilter(author="winter", also=ArticleFilter(author="ann")), ["year"]),
        (ArticleFilter(since="2025", also=ArticleFilter(since="2025-03", source="e.org")), ["same day"]),
    ],
)
async def test_filters_are_those_of_questions(
    stored: Stored, where: ArticleFilter, expected: list[str]
) -> None:
    """What is listed, counted and picked by a filter is what may be quoted by it, within a collection."""
    await some(stored)
    assert await stored.latest(where=where) == expected
    assert await stored.latest(1, 1, where) == expected[1:2]
    assert await stored.store.count_articles("a", where) == len(expected)
    picked = await stored.store.pick_random("a", where)
    assert (picked.citation.title in expected) if picked else not expected


async def test_any_article_may_be_picked(stored: Stored) -> None:
    """Each is as likely as every other, also where others were removed; nothing is picked from nothing."""
    assert await stored.store.pick_random("a") is None
    articles = [await stored.add(title) for title in "abcdef"]
    for article in articles[1:4]:
        await stored.store.remove("a", article.id)
    await stored.add("other", OTHERS)
    picked = [await stored.store.pick_random("a") for _ in range(300)]
    counts = Counter(titles([article for article in picked if article]))
    assert set(counts) == {"a", "e", "f"}
    assert min(counts.values()) > 50  # of 100; less happens once in some ten million runs


async def test_sites_come_with_their_articles(stored: Stored) -> None:
    """Sites that begin with what is typed come first, then those with the most articles."""
    await some(stored)
    await stored.add("sea", url="https://sea.example/1")
    assert await stored.store.list_sites("a", "", 10) == [("e.org", 3), ("sea.example", 1), ("sub.e.org", 1)]
    assert await stored.store.list_sites("a", " www.E", 10) == [
        ("e.org", 3),
        ("sea.example", 1),
        ("sub.e.org", 1),
    ]
    assert await stored.store.list_sites("a", "s", 1) == [("sea.example", 1)]
    assert await stored.store.list_sites("a", "zebra", 10) == []
    assert await stored.store.list_sites(OTHERS, "", 10) == [("e.org", 1)]


async def test_added_articles_are_those_first_stored_in_a_time(stored: Stored) -> None:
    """From the first moment on and before the last, however many are shown; a change is no addition."""
    for title in ("first", "second", "third"):
        await stored.add(title)
        await stored.add(f"not ours {title}", OTHERS)
        stored.clock.time += timedelta(hours=1)
    await stored.add("first", author="Ann")
    since, until = START + timedelta(hours=1), START + timedelta(hours=2)

    async def added(since: datetime, until: datetime, limit: int = 10) -> tuple[list[str], int]:
        articles, count = await stored.store.list_added("a", since, until, limit)
        return titles(articles), count

    assert await added(START, until + timedelta(days=1)) == (["third", "second", "first"], 3)
    assert await added(START, until + timedelta(days=1), 2) == (["third", "second"], 3)
    assert await added(since, until) == (["second"], 1)
    assert await added(until + timedelta(hours=1), until + timedelta(days=1)) == ([], 0)


@given(st.lists(TITLE, max_size=12), CHANGES, st.text(LETTERS, max_size=5), st.integers(0, 5), st.booleans())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_titles_are_found_as_by_looking_at_each(
    stored: Stored,
    given_titles: list[str],
    changes: list[str | None],
    text: str,
    limit: int,
    are_few: bool,
) -> None:
    """All titles that hold the text, whole ones first, then beginnings, then by title, and no more than wished."""
    collection = f"{given_titles}{changes}{text}{limit}{are_few}"
    articles = [await stored.add(title, collection) for title in dict.fromkeys(given_titles)]
    for number, change in enumerate(changes[: len(articles)]):
        key = articles[number].citation.external_id
        if change == "":
            await stored.store.remove(collection, articles[number].id)
        elif change is not None:
            await stored.store.add(
                collection, [prepare(NewArticle(change, f"Anew: {key}.", external_id=key))]
            )
    stored_articles = await stored.store.list_articles(collection, 99)
    sought = fold_title(text)

    def order(article: Article) -> tuple[bool, bool, str, int]:
        folded = fold_title(article.citation.title)
        return folded != sought, not folded.startswith(sought), folded, article.id

    holding = [article for article in stored_articles if sought in fold_title(article.citation.title)]
    expected = sorted(holding, key=order)[:limit]
    # What happens with a hundred thousand titles happens with a handful, and where few are too many.
    with (
        constant("WALK", 2),
        constant("_MOST_TITLES", 500 if are_few else 1),
        constant("_MOST_GRAMS", 200 if are_few else 1),
    ):
        assert expected == await stored.store.find_by_title(collection, text, limit)
