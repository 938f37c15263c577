"""The composition root: what `pullquote` and `python -m bot` start.

The only place that names concrete adapters and binds the command line to them.
"""

from datetime import UTC, datetime
from pathlib import Path

import bot.cli
from bot.cli._group import Root
from bot.client import run_bot
from bot.discovery import find_modules
from index.bm25 import BM25Index
from index.embedded import EmbeddedSearch, EmbeddedStore, StoreThreads
from index.library import Library


class SystemClock:
    """``index.ports.Clock`` by the machine's clock."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        return datetime.now(UTC)


def open_library(path: Path, create: bool) -> Library:
    """The library on the embedded default: SQLite at that path, BM25 in memory."""
    threads = StoreThreads(path, SystemClock(), create=create)
    return Library(EmbeddedStore(threads), EmbeddedSearch(threads, BM25Index))


def main() -> None:
    """Run the command line; exits with 0, 1 for a refused or failed task, 2 for wrong usage."""
    Root(open_library, run_bot, [module.command for module in find_modules(bot.cli)]).run()


if __name__ == "__main__":
    main()
