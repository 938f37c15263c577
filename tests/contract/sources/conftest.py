"""What tests of source stores share: adapters of the ports over the same data, and articles that sources bring."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from index.articles import prepare
from index.embedded import EmbeddedAnswers, EmbeddedSources, EmbeddedStore, StoreThreads
from index.models import (
    SCHEDULE,
    Actor,
    Answer,
    Article,
    EventKind,
    NewArticle,
    NewSource,
    Outcome,
    PreparedArticle,
    Quote,
    Source,
    SourceItem,
    SourceKind,
    Span,
    Status,
)
from index.ports import AnswerStore, ArticleStore, SourceStore
from tests.clocks import START, MovingClock
from tests.texts import BRIDGE, LIGHTHOUSE

ANN = Actor("ann", "terminal")
FEED = NewSource(SourceKind.FEED, "https://e.org/feed", "Harbour News")
PAGE = NewSource(SourceKind.PAGE, "https://e.org/page", "The lighthouse")


@dataclass
class Stores:
    """Adapters of the ports over the same data."""

    sources: SourceStore
    articles: ArticleStore
    answers: AnswerStore
    clock: MovingClock

    async def add_source(self, new: NewSource = FEED, collection: str = "a") -> Source:
        return (await self.sources.add_source(collection, new, ANN))[0]

    async def take(self, source: Source, *articles: NewArticle, **how: bool) -> list[Outcome]:
        added = await self.sources.take_in(source, [arrival(each) for each in articles], SCHEDULE, **how)
        return [each.outcome for each in added]

    async def article(self, title: str, collection: str = "a") -> Article:
        (article,) = await self.articles.find_by_title(collection, title, 10)
        return article

    async def text(self, title: str, collection: str = "a") -> str:
        revision = await self.articles.find_revision(
            collection, (await self.article(title, collection)).revision_id
        )
        assert revision
        return revision.text

    async def quote(self, article: Article, words: str, *also: tuple[Article, str]) -> str:
        """An answer that quotes these words of the article; its id."""
        quote = await self._quote(article, words)
        others = tuple([await self._quote(*each) for each in also])
        answer_id = f"{len(await self.articles.list_articles('a', 99)):06x}{hash(words) % 16**6:06x}"
        quotes = (replace(quote, also=others),)
        await self.answers.keep("a", Answer(words, answer_id, Status.ANSWERED, 0.9, quotes, (), ()), 1)
        assert await self.answers.find("a", answer_id)
        return answer_id

    async def _quote(self, article: Article, words: str) -> Quote:
        revision = await self.articles.find_revision("a", article.revision_id)
        assert revision
        start = revision.text.index(words)
        span = Span(start, start + len(words))
        return Quote(1, words, article.citation, revision.id, span, 0.9, (span,))

    async def outdated(self, collection: str = "a", limit: int = 10) -> list[str]:
        return [each.answer_id for each in await self.sources.list_outdated_answers(collection, limit)]

    async def everything(self, collection: str = "a") -> object:
        """All that can be read of a collection, but for the numbers of its passages."""
        sources = await self.sources.list_sources(collection)
        articles = await self.articles.list_articles(collection, 1_000)
        return (
            sources,
            [await self.sources.list_items(source) for source in sources],
            [await self.sources.find_history(collection, article.id) for article in articles],
        )

    async def kinds(self, collection: str | None = "a", after_id: int = 0) -> list[EventKind]:
        return [event.kind for event in await self.sources.list_events(collection, after_id)]


@pytest.fixture(params=["sqlite"])
async def stores(db: Path) -> AsyncIterator[Stores]:
    """Every adapter that there is."""
    clock = MovingClock()
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
