"""The handbook (docs/, bot/handbook in a package) as articles: what the bot knows about itself.

For `/help` it is a collection of its own, stored anew when a page has changed, which a note tells.
"""

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import structlog

import bot
from index.errors import PullquoteError
from index.library import Library
from index.models import Actor, NewArticle
from index.sources import files

# Its collection, which everybody may read from everywhere.
HANDBOOK = "handbook"
_PACKAGE = Path(bot.__file__).parent
# In an installed package, and in a checkout.
_FOLDERS = (_PACKAGE / "handbook", _PACKAGE.parent / "docs")
# Pages for whoever runs or develops the bot: figures, inner workings, and commands of the terminal, which
# would crowd out what members and moderators ask for.
NOT_FOR_MEMBERS = frozenset(
    {
        "adding.md",
        "answers.md",
        "command-line.md",
        "languages.md",
        "latency.md",
        "measuring.md",
        "ranking.md",
        "search-index.md",
        "sources-measured.md",
        "sources.md",
    }
)
_ACTOR = Actor("handbook", "pullquote")
# In place of an address, which the pages have none of.
_AUTHOR = "Pullquote handbook"
_log = structlog.stdlib.get_logger(__name__)


def folder() -> Path:
    """Where the pages are."""
    return next(folder for folder in _FOLDERS if folder.is_dir())


async def store_handbook(library: Library, collection: str) -> int:
    """Store all of it in the collection, for a demo; how many articles it is."""
    count = 0
    async for result in library.add(collection, files.iter_articles(files.find_files([folder()]))):
        if isinstance(result, PullquoteError):
            raise result
        count += 1
    return count


class Handbook:
    """The pages for members and moderators, stored in the collection ``HANDBOOK``."""

    def __init__(self, library: Library, folder: Path | None = None) -> None:
        self._library = library
        self._folder = folder
        self._storing: asyncio.Task[None] | None = None

    async def make_ready(self) -> None:
        """Store what has changed since the last time; however many wait for that, it is done once.

        Raises:
            PullquoteError: a page cannot be read or stored.
        """
        if self._storing is None or (self._storing.done() and self._failed(self._storing)):
            self._storing = asyncio.create_task(self._store())
        await asyncio.shield(self._storing)

    async def try_to_make_ready(self) -> None:
        """The same at the start, so that the first question need not wait; if it fails, that tries again."""
        try:
            await self.make_ready()
        except Exception:  # noqa: BLE001 - the bot works without
            _log.exception("handbook_not_stored")

    async def close(self) -> None:
        """Let go of what runs; the next start begins anew."""
        if self._storing is not None:
            self._storing.cancel()
            await asyncio.gather(self._storing, return_exceptions=True)

    @staticmethod
    def _failed(task: asyncio.Task[None]) -> bool:
        return task.cancelled() or task.exception() is not None

    async def _store(self) -> None:
        pages, now = await asyncio.to_thread(self._read)
        if await self._library.recall(HANDBOOK) == now:
            return
        known = set()
        async for result in self._library.add(HANDBOOK, pages):
            if isinstance(result, PullquoteError):
                raise result
            known.add(result.article_id)
        async for article in self._library.iter_articles(HANDBOOK):
            if article.id not in known:  # a page that there is no more
                await self._library.remove(HANDBOOK, str(article.id), _ACTOR)
        await self._library.remember(HANDBOOK, now)

    def _read(self) -> tuple[list[NewArticle], str]:
        """The pages, and what tells whether any has changed."""
        pages = list(_iter_pages(self._folder or folder()))
        told = "\0".join(f"{page.origin}\0{page.title}\0{page.author}\0{page.text}" for page in pages)
        return pages, hashlib.sha256(told.encode()).hexdigest()


def _iter_pages(folder: Path) -> Iterator[NewArticle]:
    """Known by their name alone, wherever the package is installed."""
    for path in sorted(folder.glob("*.md")):
        if path.name not in NOT_FOR_MEMBERS:
            page = files.read_file(path)
            yield replace(page, origin=f"{HANDBOOK}:{path.name}", label=path.name, author=_AUTHOR)
