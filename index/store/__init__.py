"""The SQLite adapter, synchronous: one object is one connection, used by one thread at a time.

Every method is one transaction. ``index.embedded`` gives each thread a store of its own.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from index.models import (
    Added,
    ArticleFilter,
    Changes,
    KeptAnswer,
    PreparedArticle,
    Version,
)
from index.ports import Clock
from index.store import _answers, _changes, _collections, _listing
from index.store._adding import Adding
from index.store._answers import Bounds, Given
from index.store._connection import connect, explained
from index.store._sqlite_articles import SQLiteArticles
from index.store._sqlite_communities import SQLiteCommunities
from index.store._sqlite_sources import SQLiteSources
from index.store._times import written

__all__ = ["Bounds", "Given", "SQLiteArticles", "SQLiteCommunities", "SQLiteSources", "SQLiteStore"]


class SQLiteStore:
    """One connection to the database file. Methods raise the ``StoreError`` that fits."""

    def __init__(self, path: Path, clock: Clock, *, create: bool = True) -> None:
        self._path = path
        self._clock = clock
        self._db = connect(path, create=create)
        self.articles = SQLiteArticles(self._db, path)
        self.sources = SQLiteSources(self._db, path, clock)
        self.communities = SQLiteCommunities(self._db, path, clock)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    # Writing

    def add(self, collection: str, articles: Sequence[PreparedArticle]) -> list[Added]:
        """Store articles in order, in one transaction."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            with _changes.recorded(self._db, collection_id) as removed:
                adding = Adding(self._db, collection_id, written(self._clock.now()), is_import=True)
                adding.removed = removed
                adding.sketch_some()
                added = [adding.add(article).added for article in articles]
        return added

    def remove(self, collection: str, article_id: int) -> bool:
        """Remove an article, its revisions and passages."""
        with explained(self._path), self._db.atomic():
            passages = self._passage_ids(
                """a.id = :id AND a.collection_id = (SELECT id FROM collections WHERE name = :collection)""",
                {"id": article_id, "collection": collection},
            )
            removed = self._db.execute(
                """DELETE FROM articles WHERE id = ?
                    AND collection_id = (SELECT id FROM collections WHERE name = ?)
                    RETURNING collection_id""",
                [article_id, collection],
            ).fetchone()
            if removed:
                first_added = _changes.last_passage_id(self._db) + 1
                _changes.record(self._db, removed[0], first_added, passages)
        return removed is not None

    def remember(self, key: str, value: str) -> None:
        """Set a note."""
        with explained(self._path):
            self._db.table("notes", pk="key").upsert({"key": key, "value": value})

    def keep_answers(self, given: Sequence[Given], bounds: Bounds | None) -> None:
        """Write answers without a sync and, where bounds are given, let go of those outside them."""
        with explained(self._path), _answers.unsynced(self._db):
            _answers.keep(self._db, given)
            if bounds:
                _answers.prune(self._db, bounds)

    # Reading

    def find_answer(self, collection: str, beginning: str, since: datetime) -> KeptAnswer | None:
        """The one whose id begins so, if it was asked after that time."""
        with explained(self._path):
            return _answers.find(self._db, collection, beginning, since)

    def list_answers(self, collection: str, limit: int, since: datetime) -> list[KeptAnswer]:
        """The newest, if they were asked after that time."""
        with explained(self._path):
            return _answers.list_newest(self._db, collection, limit, since)

    def recall(self, key: str) -> str | None:
        """Get a note."""
        with explained(self._path):
            value = self._scalar("SELECT value FROM notes WHERE key = ?", [key])
        return None if value is None else str(value)

    # For the index that is derived from this store

    def find_passage_ids(self, collection: str, where: ArticleFilter) -> tuple[Version, list[int]]:
        """The passages of the articles that the filter lets through, ascending, and of which version."""
        with explained(self._path), self._db.atomic():
            version = _changes.current(self._db, collection)
            return version, _listing.passage_ids(self._db, collection, where)

    def version(self, collection: str) -> Version:
        """The state that the collection is in."""
        with explained(self._path):
            return _changes.current(self._db, collection)

    def changes_since(self, collection: str, version: Version) -> Changes | None:
        """What led from that version to this one; None if that cannot be told any more."""
        with explained(self._path), self._db.atomic():
            return _changes.since(self._db, collection, version)

    def snapshot(self, collection: str) -> Changes:
        """All passages, as changes from nothing."""
        with explained(self._path), self._db.atomic():
            rows = self._db.execute(
                """SELECT p.id FROM collections c JOIN articles a ON a.collection_id = c.id
                    JOIN passages p ON p.revision_id = a.revision_id WHERE c.name = ? ORDER BY p.id""",
                [collection],
            )
            return Changes(self.version(collection), [row[0] for row in rows], [])

    # Parts

    def _passage_ids(self, where: str, parameters: dict[str, Any]) -> list[int]:
        """The passages of current revisions of some articles."""
        rows = self._db.execute(
            f"SELECT p.id FROM articles a JOIN passages p ON p.revision_id = a.revision_id WHERE {where}",  # noqa: S608 - our own
            parameters,
        )
        return [row[0] for row in rows.fetchall()]

    def _scalar(self, sql: str, parameters: Sequence[object]) -> Any:  # noqa: ANN401 - whatever the column holds
        row = self._db.execute(sql, parameters).fetchone()
        return row[0] if row else None
