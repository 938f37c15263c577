"""The composition root: what `pullquote` and `python -m bot` start.

The only place that names concrete adapters and binds the command line to them.
"""

from datetime import UTC, datetime
from pathlib import Path

import bot.cli
from bot.cli._group import Root
from bot.discovery import find_modules
from bot.settings import Settings
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
from index.sources.fetch import FetchSettings, HTTPFetcher
from index.sources.readers import ReaderProcesses


class SystemClock:
    """``index.ports.Clock`` by the machine's clock."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)


def open_library(
    path: Path,
    create: bool,
    index_memory_mb: int = 512,
    keep_answers_days: int = 30,
    fetching: FetchSettings | None = None,
) -> Library:
    """The library on the embedded default: SQLite at that path, its indexes in a folder beside it."""
    clock = SystemClock()
    threads = StoreThreads(path, clock, create=create)
    answers = EmbeddedAnswers(threads, keep_answers_days)
    folder = path.with_name(f"{path.name}-index")
    search = EmbeddedSearch(threads, BM25Index, folder, index_memory_mb * 1_000_000)
    return Library(
        Adapters(
            store=EmbeddedStore(threads),
            search=search,
            answers=answers,
            sources=EmbeddedSources(threads),
            communities=EmbeddedCommunities(threads, answers),
            fetcher=HTTPFetcher(fetching),
            readers=ReaderProcesses(),
            clock=clock,
        )
    )


def _run_bot(settings: Settings, library: Library) -> None:
    from bot.client import run_bot  # noqa: PLC0415 - a fifth of the start of every command of the terminal

    run_bot(settings, library)


def main() -> None:
    """Run the command line; exits with 0, 1 for a refused or failed task, 2 for wrong usage."""
    Root(open_library, _run_bot, [module.command for module in find_modules(bot.cli)]).run()


if __name__ == "__main__":
    main()
