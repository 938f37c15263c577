"""Watches, and what is to be told of them."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from index.models import Finding, NewWatch, Span, Watch
from index.store._times import read, written
from index.text import fold_title

_WATCH = """SELECT w.*, c.name AS collection FROM watches w JOIN collections c ON c.id = w.collection_id"""


def add(db: Database, collection_id: int, wish: NewWatch, now: str) -> tuple[Watch, bool]:
    """The watch, and whether it is new; in a place the same query is watched once, whoever wishes it."""
    given = {
        "collection_id": collection_id,
        "query": wish.query,
        "folded": fold_title(wish.query),
        "person": wish.person,
        "place": wish.place,
        "now": now,
    }
    inserted = db.execute(
        """INSERT OR IGNORE INTO watches (collection_id, "query", folded_query, person, place, added_at)
            VALUES (:collection_id, :query, :folded, :person, :place, :now)""",
        given,
    )
    of = "w.place = :place" if wish.place is not None else "w.place IS NULL AND w.person = :person"
    (row,) = db.query(
        f"{_WATCH} WHERE w.collection_id = :collection_id AND w.folded_query = :folded AND {of}", given
    )
    return _watch(row), inserted.rowcount > 0


def list_all(db: Database, collection: str) -> list[Watch]:
    """All of a collection, in their order."""
    return [_watch(row) for row in db.query(f"{_WATCH} WHERE c.name = ? ORDER BY w.id", [collection])]


def list_collections(db: Database) -> list[str]:
    """Those in which anything is watched."""
    rows = db.execute(
        "SELECT name FROM collections WHERE id IN (SELECT collection_id FROM watches) ORDER BY name"
    )
    return [row[0] for row in rows.fetchall()]


def remove(db: Database, collection: str, watch_id: int) -> bool:
    """Remove a watch with all that was found for it."""
    removed = db.execute(
        "DELETE FROM watches WHERE id = ? AND collection_id = (SELECT id FROM collections WHERE name = ?)",
        [watch_id, collection],
    )
    return removed.rowcount > 0


def add_findings(db: Database, findings: Iterable[Finding]) -> None:
    """Note those that are new, of watches and articles that are still there."""
    db.conn.executemany(
        """INSERT OR IGNORE INTO findings (watch_id, article_id, revision_id, start, "end", highlights)
            SELECT w.id, a.id, ?, ?, ?, ? FROM watches w JOIN articles a ON a.collection_id = w.collection_id
            WHERE w.id = ? AND a.id = ?""",
        [
            (each.revision_id, *each.span, json.dumps(each.highlights), each.watch_id, each.article_id)
            for each in findings
        ],
    )


def list_findings(db: Database) -> list[tuple[Watch, Sequence[Finding]]]:
    """What waits to be told, by watch."""
    watches = {
        row["id"]: _watch(row)
        for row in db.query(
            f"{_WATCH} WHERE w.id IN (SELECT watch_id FROM findings WHERE told_at IS NULL)"  # noqa: S608 - our own
        )
    }
    rows = db.query("SELECT * FROM findings WHERE told_at IS NULL ORDER BY watch_id, id")
    return [
        (watches[watch_id], [_finding(row) for row in waiting])
        for watch_id, waiting in groupby(rows, lambda row: row["watch_id"])
    ]


def set_told(db: Database, watch_id: int, findings: Iterable[Finding], at: datetime) -> None:
    """Note that these were told, so that they are not again."""
    article_ids = json.dumps([each.article_id for each in findings])
    db.execute(
        """UPDATE findings SET told_at = ?, highlights = '[]'
            WHERE watch_id = ? AND article_id IN (SELECT value FROM json_each(?))""",
        [written(at), watch_id, article_ids],
    )
    db.execute("UPDATE watches SET told_at = ? WHERE id = ?", [written(at), watch_id])


def _watch(row: dict[str, Any]) -> Watch:
    wish = NewWatch(row["collection"], row["query"], row["person"], row["place"])
    return Watch(row["id"], wish, read(row["added_at"]), read(row["told_at"]))


def _finding(row: dict[str, Any]) -> Finding:
    return Finding(
        watch_id=row["watch_id"],
        article_id=row["article_id"],
        revision_id=row["revision_id"],
        span=Span(row["start"], row["end"]),
        highlights=tuple(Span(*each) for each in json.loads(row["highlights"])),
    )
