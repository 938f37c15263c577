"""What tests of sources on Discord share: a library that may read the test's site, and what to find there."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.__main__ import open_library
from index.library import Library
from index.models import Actor, NewSource, SourceKind
from index.sources.fetch import FetchSettings
from tests.e2e.conftest import Server
from tests.gathering import feed, page
from tests.servers import Site

MO = Actor("1", "discord")
PARAGRAPHS = tuple(
    f"Paragraph {n} tells that the harbour was quiet, that the ferry came late, and that nobody minded it much."
    for n in range(8)
)


@pytest.fixture
async def library(db: Path, site: Site) -> AsyncIterator[Library]:
    """A library that may read the test's site."""
    fetching = FetchSettings(private_hosts=(site.host,), host_pause_s=0)
    library = open_library(db, create=True, fetching=fetching)
    yield library
    await library.close()


def fill(site: Site, count: int = 3) -> str:
    """Pages and a feed of them; the feed's URL."""
    for number in range(count):
        site.add(f"/{number}", page(f"Entry {number}", f"Number {number} is its own.", *PARAGRAPHS))
    entries = [(f"/{number}", f"Entry {number}", "") for number in range(count)]
    return site.add("/feed", feed(site, *entries), content_type="application/rss+xml")


async def add(library: Library, server: Server, link: str) -> None:
    """Add what the link leads to as a source."""
    plan = await library.sources.find_out(link)
    async for _ in library.sources.add(server.collection, plan, MO):
        pass


async def note(library: Library, server: Server, count: int) -> None:
    """So many sources that nobody has looked at yet."""
    new = [NewSource(SourceKind.FEED, f"https://example.org/{n}", f"Feed {n}") for n in range(count)]
    async for _ in library.sources.import_sources(server.collection, new, MO):
        pass


async def count(library: Library, server: Server) -> int:
    """How many articles the server has."""
    return await library.count_articles(server.collection)


async def titles(library: Library, server: Server) -> list[str]:
    """The titles of all articles that the server has."""
    return [each.citation.title async for each in library.iter_articles(server.collection)]
