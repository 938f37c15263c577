"""Ends a process with SIGKILL while it takes in what a source brings, again and again, and looks at what is left.

    python -m tests.e2e.killed_while_taking_in DATABASE KILLS

Each process takes in batches without end, removing a batch now and then. After each kill the database
must be whole: every batch is there with its items and events, or nothing of it.
"""

import os
import random
import signal
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from index.articles import prepare
from index.models import Actor, NewArticle, NewSource, SourceItem, SourceKind
from index.store import SQLiteStore

BATCH = 7
ANN = Actor("ann", "test")
FEED = NewSource(SourceKind.FEED, "https://e.org/feed", "Feed")


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def main() -> None:
    """Print how many batches came through; AssertionError or an error of the store's at once otherwise."""
    db, kills = Path(sys.argv[1]), int(sys.argv[2])
    take_in(db, 0)
    instants = random.Random(5)
    for _ in range(kills):
        child = os.fork()
        if not child:
            take_in_on(db)
        time.sleep(instants.uniform(0.02, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check(db)
    with closing(sqlite3.connect(db)) as connection:
        print(connection.execute("SELECT count(DISTINCT article_id) / ? FROM events", [BATCH]).fetchone()[0])


def take_in_on(db: Path) -> None:
    """Take in batch after batch until killed; every third is removed and every ninth of them restored."""
    for number in count(int(time.monotonic() * 1_000_000) % 10**12):
        take_in(db, number)


def take_in(db: Path, number: int) -> None:
    """A batch of articles of its own."""
    store = SQLiteStore(db, SystemClock())
    source, _ = store.sources.add_source("a", FEED, ANN)
    articles = [
        NewArticle(f"T{number}/{at}", f"Text {number} of {at}.", f"https://e.org/{number}/{at}")
        for at in range(BATCH)
    ]
    arrivals = [(SourceItem(str(each.url)), prepare(each)) for each in articles]
    added = store.sources.take_in(source, arrivals, ANN)
    if number % 3 == 0:
        for each in added:
            removal = store.sources.remove_article("a", each.article_id, ANN)
            if removal and number % 9 == 0:
                store.sources.restore("a", removal.id, ANN)
    store.close()


def check(db: Path) -> None:
    """Each article has an item and an event, and what was removed is kept, all of it or nothing."""
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        articles = numbers(connection, "SELECT id FROM articles WHERE revision_id IS NOT NULL")
        removed = numbers(
            connection, "SELECT json_extract(row, '$.id') FROM removed_rows WHERE table_name = 'articles'"
        )
        added = numbers(connection, "SELECT article_id FROM events WHERE kind = 'article added'")
        items = numbers(connection, "SELECT article_id FROM source_items WHERE NOT is_removed")
        gone = connection.execute("SELECT count(*) FROM source_items WHERE is_removed").fetchone()[0]
        found = numbers(
            connection,
            "SELECT a.id FROM articles a WHERE EXISTS"
            " (SELECT 1 FROM passages p WHERE p.revision_id = a.revision_id)",
        )
        assert len(added) % BATCH == 0
        assert added == sorted(articles + removed)
        assert articles == items == found
        assert gone == len(removed)
        version, log = connection.execute(
            "SELECT version, (SELECT max(version) FROM changes) FROM collections WHERE name = 'a'"
        ).fetchone()
        assert version == log


def numbers(connection: sqlite3.Connection, sql: str) -> list[int]:
    return sorted(row[0] for row in connection.execute(sql))


if __name__ == "__main__":
    main()
