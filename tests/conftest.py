import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from blockbuster import BlockBuster, blockbuster_ctx

from bot.__main__ import open_library
from index.errors import PullquoteError
from index.library import Library
from index.models import Added, NewArticle
from tests.servers import Site, serving

SHARED = Path(__file__).parents[2] / "shared"

# What a shell starts in the background ignores Ctrl-C, and so would whatever the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

Terminal = Callable[..., subprocess.CompletedProcess[str]]
AddArticles = Callable[..., Awaitable[list[Added]]]


class FixedClock:
    """Always the same instant."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def blockbuster() -> Iterator[BlockBuster]:
    """Whatever blocks the event loop fails the test, but for discord.py's own start."""
    with blockbuster_ctx("index") as blocked:
        yield blocked


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings of whoever runs it."""
    for name in list(os.environ):
        if name.startswith("PULLQUOTE_") or name == "DISCORD_TOKEN":
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """A web site on 127.0.0.1 that has what the test adds to it."""
    async with serving() as site:
        yield site


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "test.db"


@pytest.fixture
async def library(db: Path) -> AsyncIterator[Library]:
    """A library over an empty database."""
    library = open_library(db, create=True)
    yield library
    await library.close()


@pytest.fixture
def add(library: Library) -> AddArticles:
    """Store articles in a collection, all of which must be taken."""

    async def add(collection: str, *articles: NewArticle) -> list[Added]:
        added = []
        async for result in library.add(collection, articles):
            if isinstance(result, PullquoteError):
                raise result
            added.append(result)
        return added

    return add


@pytest.fixture
def pullquote(tmp_path: Path) -> Terminal:
    """Run the command line as a process of its own, in an empty folder."""

    def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        settings = {
            "capture_output": True,
            "text": True,
            "encoding": "utf-8",
            "cwd": tmp_path,
            "timeout": 120,
        }
        settings |= {"stdin": subprocess.DEVNULL} if "input" not in options else {}
        return subprocess.run(command, check=False, **(settings | options))  # type: ignore[call-overload, no-any-return]

    return run


@pytest.fixture(scope="session")
def kursk() -> Path:
    """A real article as somebody saved it."""
    path = SHARED / "articles" / "kursk-prisoner.txt"
    if not path.exists():
        pytest.skip("the shared articles are not at hand")
    return path


@pytest.fixture(scope="session")
def squad() -> Path:
    """Real articles with questions that people asked about them."""
    path = SHARED / "data" / "squad20-dev"
    if not path.exists():
        pytest.skip("the shared data are not at hand")
    return path
