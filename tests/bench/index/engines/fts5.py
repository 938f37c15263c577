"""SQLite FTS5, contentless and on disk, asked for any of the words, best first.

Its own k1 is 1.2, and a word in more than half of the passages counts next to nothing, so its order
is not quite ours. ``optimize`` after the build is part of building.
"""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from tests.bench.index.engines import Hits, Passages

ASK = "SELECT rowid, -rank FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
TAKE = "INSERT INTO passages (rowid, terms) VALUES (?, ?)"


class Fts5:
    def __init__(self, folder: Path) -> None:
        self._path = folder / "passages.db"

    def build(self, passages: Passages) -> None:
        self.load()
        with self._connection:
            self._connection.execute(
                "CREATE VIRTUAL TABLE passages USING fts5 (terms, content='', tokenize='unicode61')"
            )
            rows = ((passage_id, " ".join(terms)) for passage_id, terms in passages)
            self._connection.executemany(TAKE, rows)
            self._connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")

    def top(self, terms: Sequence[str], limit: int) -> Hits:
        anything = " OR ".join(f'"{term}"' for term in terms)
        return self._connection.execute(ASK, (anything, limit)).fetchall()

    def save(self) -> None:
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def load(self) -> None:
        self._connection = sqlite3.connect(self._path)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def add(self, passage_id: int, terms: list[str]) -> None:
        with self._connection:
            self._connection.execute(TAKE, (passage_id, " ".join(terms)))
