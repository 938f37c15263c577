"""A library over loopback sites, with a clock that tests move, for tests of sources."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from index.bm25 import BM25Index
from index.embedded import (
    EmbeddedAnswers,
    EmbeddedCommunities,
    EmbeddedSearch,
    EmbeddedSources,
    EmbeddedStore,
    StoreThreads,
)
from index.errors import PullquoteError
from index.gathering import Plan, Sources, Step
from index.library import Adapters, Library
from index.models import Actor, Added, Article, EventKind, Outcome, Source, SourceKind, SourceOptions
from index.ports import Readers
from index.sources.fetch import FetchSettings, HTTPFetcher
from tests.clocks import MovingClock
from tests.servers import Site, serving

ANN = Actor("ann", "test")
HERE = "harbour"


@dataclass
class World:
    """A library, two sites that it may read, and a clock."""

    library: Library
    site: Site
    other: Site
    clock: MovingClock

    @property
    def sources(self) -> Sources:
        return self.library.sources

    async def plan(self, target: str | Path, kind: SourceKind | None = None, **options: object) -> Plan:
        return await self.sources.find_out(target, kind, SourceOptions(**options))  # type: ignore[arg-type]

    async def add(
        self,
        target: str | Path,
        kind: SourceKind | None = None,
        collection: str = HERE,
        **options: object,
    ) -> list[Step]:
        """Add a target as a moderator does; what came of it."""
        plan = await self.plan(target, kind, **options)
        return [step async for _, step in self.sources.add(collection, plan, ANN)]

    async def refresh(self, collection: str = HERE, **how: bool) -> list[Step]:
        """Look at all sources of a collection now."""
        sources = await self.sources.list_sources(collection)
        return [step async for _, step in self.sources.refresh(sources, ANN, **how)]

    async def source(self, collection: str = HERE) -> Source:
        """The only source."""
        (source,) = await self.sources.list_sources(collection)
        return source

    async def articles(self, collection: str = HERE) -> list[Article]:
        return [article async for article in self.library.iter_articles(collection)]

    async def titles(self, collection: str = HERE) -> list[str]:
        return [article.citation.title for article in await self.articles(collection)]

    async def text(self, collection: str = HERE) -> str:
        """The text of the only article."""
        (article,) = await self.articles(collection)
        return (await self.library.get_text(collection, article)).text

    async def told(self, collection: str = HERE) -> list[str]:
        """The kinds of events so far."""
        return [str(event.kind) for event in await self.sources.list_events(collection)]

    async def wait_for(self, kind: EventKind) -> None:
        """Wait until something of this kind has happened."""
        async with asyncio.timeout(20):
            while kind not in await self.told():  # noqa: ASYNC110 - nothing tells of it
                await asyncio.sleep(0.01)


def outcomes(steps: list[Step]) -> list[Outcome]:
    """What the articles of the steps came to."""
    return [step.result.outcome for step in steps if isinstance(step.result, Added)]


def errors(steps: list[Step]) -> list[str]:
    """The sentences of what failed."""
    return [str(step.result) for step in steps if isinstance(step.result, PullquoteError)]


@asynccontextmanager
async def opened(db: Path, readers: Readers, **settings: object) -> AsyncIterator[World]:
    """A world with a site of its own."""
    async with serving() as site, serving("127.0.0.2") as other:
        clock = MovingClock()
        threads = StoreThreads(db, clock, create=True)
        answers = EmbeddedAnswers(threads, 30)
        hosts = (site.host, other.host)
        fetcher = HTTPFetcher(
            FetchSettings(private_hosts=hosts, host_pause_s=0, **settings)  # type: ignore[arg-type]
        )
        library = Library(
            Adapters(
                store=EmbeddedStore(threads),
                search=EmbeddedSearch(threads, BM25Index, db.with_name(f"{db.name}-index"), 64_000_000),
                answers=answers,
                sources=EmbeddedSources(threads),
                communities=EmbeddedCommunities(threads, answers),
                fetcher=fetcher,
                readers=readers,
                clock=clock,
            )
        )
        try:
            yield World(library, site, other, clock)
        finally:
            await library.close()


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """A page with an article."""
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{body}</article></body></html>"
    )


def feed(site: Site, *entries: tuple[str, str, str], title: str = "Harbour news") -> str:
    """An RSS feed of (path, title, text) with whole texts; an empty text leaves only the link."""
    items = "".join(
        f"<item><title>{name}</title><link>{site.at(path)}</link><guid>{site.at(path)}</guid>"
        + (f"<content:encoded><![CDATA[{text}]]></content:encoded>" if text else "")
        + "</item>"
        for path, name, text in entries
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>{site.at('/')}</link>{items}</channel></rss>"
    )
