from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from bot.__main__ import SystemClock
from index.articles import prepare
from index.bm25 import BM25Index
from index.embedded import (
    EmbeddedAnswers,
    EmbeddedCommunities,
    EmbeddedSearch,
    EmbeddedSources,
    EmbeddedStore,
    StoreThreads,
)
from index.library import Adapters, Library
from index.models import NewArticle, Passage, Status
from index.sources.fetch import HTTPFetcher
from index.sources.readers import ReaderProcesses

FERRY = "The ferry to the island leaves at nine."
QUESTION = "When does the ferry to the island leave?"


class RacingStore(EmbeddedStore):
    """The real store, with somebody who removes the first articles whenever passages are read."""

    removals = 0
    adds_again = False

    async def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        passages = await super().get_passages(collection, passage_ids)
        if self.removals:
            self.removals -= 1
            (first, *_) = await self.list_articles(collection, 1)
            await self.remove(collection, first.id)
            if self.adds_again:
                await self.add(collection, [prepare(NewArticle("Ferry", FERRY))])
        return passages


@pytest.fixture
async def race(db: Path) -> AsyncIterator[tuple[RacingStore, Library]]:
    threads = StoreThreads(db, SystemClock(), create=True)
    answers = EmbeddedAnswers(threads, 30)
    store = RacingStore(threads)
    search = EmbeddedSearch(threads, BM25Index, db.with_name("index"), 10**8)
    library = Library(
        Adapters(
            store=store,
            search=search,
            answers=answers,
            sources=EmbeddedSources(threads),
            communities=EmbeddedCommunities(threads, answers),
            fetcher=HTTPFetcher(),
            readers=ReaderProcesses(),
            clock=SystemClock(),
        )
    )
    yield store, library
    await library.close()


async def test_answer_agrees_with_its_quotes_when_an_article_goes_meanwhile(
    race: tuple[RacingStore, Library],
) -> None:
    """An article removed while it is being quoted leaves an answer made from what is still there."""
    racing, library = race
    ferry = NewArticle("Ferry", FERRY)
    other = NewArticle("Timetable", "The ferry leaves at ten in winter. The island is quiet then.")
    await racing.add("a", [prepare(ferry), prepare(other)])
    racing.removals = 1
    answer = await library.ask("a", QUESTION)
    assert [quote.article.title for quote in answer.quotes] == ["Timetable"]
    assert answer.quotes[0].rank == 1
    assert answer.score == answer.quotes[0].score
    racing.removals = 1
    answer = await library.ask("a", QUESTION)
    assert (answer.status, answer.quotes, answer.closest, answer.score) == (
        Status.NOTHING_FOUND,
        (),
        (),
        0,
    )


async def test_answering_ends_however_fast_articles_go(race: tuple[RacingStore, Library]) -> None:
    """Where everything quoted is gone time and again, the answer is that nothing was found."""
    racing, library = race
    await racing.add("a", [prepare(NewArticle("Ferry", FERRY))])
    racing.removals, racing.adds_again = 1_000, True
    answer = await library.ask("a", QUESTION)
    assert (answer.status, answer.quotes) == (Status.NOTHING_FOUND, ())
    assert racing.removals > 900
    racing.removals = 0
    assert (await library.ask("a", QUESTION)).status is Status.ANSWERED
