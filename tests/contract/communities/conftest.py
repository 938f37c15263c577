"""What tests of community stores share: every adapter over the same data, with a clock that tests turn."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedAnswers, EmbeddedCommunities, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import (
    Actor,
    Answer,
    Article,
    Asker,
    CommunityStatistics,
    Digest,
    EventKind,
    Feedback,
    FeedbackCount,
    NewArticle,
    NewWatch,
    Quote,
    Span,
    Status,
    Verdict,
)
from index.ports import AnswerStore, ArticleStore, CommunityStore, SourceStore
from tests.clocks import START, MovingClock

ANN = Actor("ann", "discord")
DAYS = 30
MOST = 6
MONDAY = date(2025, 12, 29)

WISH = NewWatch("a", "lighthouse lamp", "ann", None)
DIGEST = Digest("a", "hall", time(8, 30), "Europe/Berlin", None, START + timedelta(hours=4), START)


@dataclass
class Stores:
    """Adapters of the ports over the same data, and a clock that tests turn."""

    path: Path
    days: int = DAYS
    clock: MovingClock = field(default_factory=MovingClock)

    def open(self) -> None:
        threads = StoreThreads(self.path, self.clock, create=True)
        answers = EmbeddedAnswers(threads, self.days, MOST)
        self.answers: AnswerStore = answers
        self.articles: ArticleStore = EmbeddedStore(threads)
        self.sources: SourceStore = EmbeddedSources(threads)
        self.communities: CommunityStore = EmbeddedCommunities(threads, answers)

    async def close(self) -> None:
        await self.answers.close()
        await self.articles.close()

    async def restart(self) -> None:
        """With the first question thereafter, which nobody asked, answers that are too old go."""
        await self.close()
        self.open()
        await self.ask("After the restart?", None, collection="z")

    async def article(self, new: NewArticle, collection: str = "a") -> Article:
        await self.articles.add(collection, [prepare(new)])
        (article,) = await self.articles.find_by_title(collection, new.title, 10)
        return article

    async def ask(
        self,
        question: str,
        person: str | None = "ann",
        status: Status = Status.ANSWERED,
        *quoted: Article,
        collection: str = "a",
        place: str = "hall",
        missing: tuple[str, ...] = (),
        answer_id: str | None = None,
    ) -> str:
        """Have it answered; the answer's id."""
        answer_id = answer_id or f"{hash(question) % 16**12:012x}"
        quotes = tuple(
            Quote(rank, "", article.citation, article.revision_id, Span(0, 9), 0.9, ())
            for rank, article in enumerate(quoted, 1)
        )
        asker = None if person is None else Asker(person, place)
        answer = Answer(question, answer_id, status, 0.9, quotes, (), missing)
        await self.answers.keep(collection, answer, 1, asker)
        return answer_id

    async def say(
        self, answer_id: str, person: str, verdict: Verdict, reason: str = "", collection: str = "a"
    ) -> FeedbackCount:
        return await self.communities.set_feedback(Feedback(collection, answer_id, person, verdict, reason))

    async def statistics(self, collection: str = "a", limit: int = 10) -> CommunityStatistics:
        today = self.clock.time.date()
        return await self.communities.get_statistics(collection, START.date(), today, limit)

    async def log(self, collection: str = "a") -> list[tuple[EventKind, str, str]]:
        events = await self.sources.list_events(collection)
        return [(event.kind, event.subject, event.detail) for event in events]

    async def everything(self, collection: str) -> object:
        """All that can be read of a collection."""
        week = timedelta(days=7)
        return (
            await self.communities.get_settings(collection),
            await self.communities.find_last_asking(collection, "hall", START - week),
            await self.communities.get_statistics(collection, MONDAY, MONDAY + week, 10),
            await self.communities.list_watches(collection),
            await self.communities.list_digests(collection),
            await self.answers.list_newest(collection, 10),
            await self.log(collection),
        )


@pytest.fixture(params=["sqlite"])
async def stores(db: Path) -> AsyncIterator[Stores]:
    """Every adapter that there is."""
    stores = Stores(db)
    stores.open()
    yield stores
    await stores.close()
