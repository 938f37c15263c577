"""The log of what changed in a collection, from which an index catches up."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlite_utils import Database

from index.models import Changes, Version

# Changes that are remembered of a collection; an index that is further behind begins anew.
KEPT = 1_000


def last_passage_id(db: Database) -> int:
    """The highest id that any passage has had."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'").fetchone()
    return row[0] if row else 0


@contextmanager
def recorded(db: Database, collection_id: int) -> Iterator[list[int]]:
    """Within this, passages may be added to the collection, and removed if their ids go into the list."""
    first_added, removed = last_passage_id(db) + 1, list[int]()
    yield removed
    if removed or last_passage_id(db) >= first_added:
        record(db, collection_id, first_added, removed)


def record(db: Database, collection_id: int, first_added: int, removed: list[int]) -> None:
    """Count a change: passages from ``first_added`` on are new, those of ``removed`` are gone."""
    version = db.execute(
        "UPDATE collections SET version = version + 1 WHERE id = ? RETURNING version", [collection_id]
    ).fetchone()[0]
    db.execute(
        "INSERT INTO changes VALUES (?, ?, lower(hex(randomblob(8))), ?, ?, ?)",
        [collection_id, version, first_added, last_passage_id(db), json.dumps(removed)],
    )
    db.execute(
        "DELETE FROM changes WHERE collection_id = ? AND version <= ?", [collection_id, version - KEPT]
    )


def current(db: Database, collection: str) -> Version:
    """The collection's version; that of one that is not there yet is 0."""
    row = db.execute(
        """SELECT ch.version, ch.stamp FROM collections c
            JOIN changes ch ON ch.collection_id = c.id AND ch.version = c.version WHERE c.name = ?""",
        [collection],
    ).fetchone()
    return Version(*row) if row else Version(0, "")


def since(db: Database, collection: str, version: Version) -> Changes | None:
    """What changed after that version; None if the collection never had it, or too long ago."""
    rows: list[tuple[Any, ...]] = db.execute(
        """SELECT ch.version, ch.stamp, ch.first_added, ch.last_added, ch.removed
            FROM collections c JOIN changes ch ON ch.collection_id = c.id
            WHERE c.name = ? AND ch.version >= ? ORDER BY ch.version""",
        [collection, version.number],
    ).fetchall()
    if not rows or Version(*rows[0][:2]) != version:
        return None
    removed = [passage_id for row in rows[1:] for passage_id in json.loads(row[4])]
    added = [passage_id for row in rows[1:] for passage_id in _added(db, collection, row[2], row[3])]
    return Changes(Version(*rows[-1][:2]), added, removed)


def _added(db: Database, collection: str, first: int, last: int) -> list[int]:
    """The passages of a range of ids that are still there. CROSS JOIN: the few of the range come first."""
    rows = db.execute(
        """SELECT p.id FROM passages p CROSS JOIN revisions r ON r.id = p.revision_id
            CROSS JOIN articles a ON a.id = r.article_id AND a.revision_id = r.id
            CROSS JOIN collections c ON c.id = a.collection_id
            WHERE p.id BETWEEN ? AND ? AND c.name = ? ORDER BY p.id""",
        [first, last, collection],
    )
    return [row[0] for row in rows.fetchall()]
