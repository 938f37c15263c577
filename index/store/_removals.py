"""Removing articles and sources so that it can be undone for a day, and undoing it.

What is removed is gone from its tables at once; its rows are kept as JSON in ``removed_rows``, and put back
with the same numbers, which are never given twice. Passages get new numbers, since an index has let go
of those they had. What is older than a day is gone for good: every removal, undoing and look at a source
sees to that.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlite_utils import Database

from index.models import Actor, Removal
from index.store import _rows
from index.store._times import read, written

UNDONE_FOR = timedelta(days=1)

_IN = "IN (SELECT value FROM json_each(:ids))"
# In the order in which they can be put back.
_OF_ARTICLES = {"articles": "id", "revisions": "article_id", "article_identities": "article_id"}
_PASSAGES = f"""INSERT INTO removed_rows SELECT :removal_id, 'passages',
        json_object('revision_id', r.id, 'spans', (
            SELECT json_group_array(json_array(start, "end")) FROM
                (SELECT start, "end" FROM passages WHERE revision_id = r.id ORDER BY id)))
    FROM articles a JOIN revisions r ON r.id = a.revision_id WHERE a.id {_IN}"""  # noqa: S608 - our own, as all below


def begin(  # noqa: PLR0913, PLR0917 - a row's columns
    db: Database, collection_id: int, now: str, actor: Actor, subject: str, articles: int
) -> int:
    """A removal of so many articles; its number."""
    prune(db, now)
    until = written(read(now) + UNDONE_FOR)
    row = db.execute(
        """INSERT INTO removals (collection_id, at, until, actor, place, subject, articles)
            VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
        [collection_id, now, until, actor.name, actor.place, subject, articles],
    ).fetchone()
    return int(row[0])


def articles_of(db: Database, source_id: int) -> list[int]:
    """The articles that the source brings and nothing else does or did."""
    rows = db.execute(
        """SELECT DISTINCT i.article_id FROM source_items i JOIN articles a ON a.id = i.article_id
            WHERE i.source_id = :source_id AND NOT a.is_imported AND NOT EXISTS (
                SELECT 1 FROM source_items o WHERE o.article_id = a.id AND o.source_id <> :source_id)
            ORDER BY i.article_id""",
        {"source_id": source_id},
    )
    return [row[0] for row in rows.fetchall()]


def remove_articles(db: Database, removal_id: int, ids: Sequence[int], actor: Actor) -> list[int]:
    """Remove them, keeping their rows; the numbers of the passages that are gone.

    The items they came by stay, as removed, so that no source brings them back.
    """
    given = {"removal_id": removal_id, "ids": json.dumps(list(ids))}
    for table, column in _OF_ARTICLES.items():
        _keep(db, table, f"{column} {_IN}", given)
    db.execute(_PASSAGES, given)
    _keep(db, "source_items", f"article_id {_IN}", given)
    passages = db.execute(
        f"SELECT p.id FROM articles a JOIN passages p ON p.revision_id = a.revision_id WHERE a.id {_IN}",  # noqa: S608
        given,
    ).fetchall()
    db.execute(
        f"""UPDATE source_items SET article_id = NULL, is_removed = 1, problem = :problem
            WHERE article_id {_IN}""",  # noqa: S608
        given | {"problem": f"Its article was removed by {actor.name} ({actor.place})."},
    )
    db.execute(f"DELETE FROM articles WHERE id {_IN}", given)  # noqa: S608
    return [row[0] for row in passages]


def remove_source(db: Database, removal_id: int, source_id: int) -> None:
    """Remove a source and its items, keeping their rows."""
    given: dict[str, object] = {"removal_id": removal_id, "source_id": source_id}
    _keep(db, "sources", "id = :source_id", given)
    _keep(db, "source_items", "source_id = :source_id", given)
    db.execute("DELETE FROM sources WHERE id = :source_id", given)


def prune(db: Database, now: str) -> None:
    """Let go for good of what can be undone no more."""
    db.execute("DELETE FROM removals WHERE until <= ?", [now])


def list_removals(db: Database, collection: str, now: str) -> list[Removal]:
    """What can be undone, the newest first."""
    rows = db.query(
        """SELECT r.* FROM removals r JOIN collections c ON c.id = r.collection_id
            WHERE c.name = ? AND r.until > ? ORDER BY r.id DESC""",
        [collection, now],
    )
    return [_removal(row) for row in rows]


def find(db: Database, collection: str, removal_id: int, now: str) -> Removal | None:
    """The removal of that number, if it can still be undone."""
    return next((each for each in list_removals(db, collection, now) if each.id == removal_id), None)


class Restoring:
    """Puts back what one removal took, as far as nothing has taken its place."""

    def __init__(self, db: Database, removal: Removal, collection_id: int) -> None:
        self._db = db
        self._removal = removal
        self._collection_id = collection_id
        self._articles: set[int] = set()
        self._sources: dict[int, int] = {}
        """The source that was removed, and the one that stands in its place."""

    def restore(self) -> Removal:
        """The removal, with the number of articles that are there again."""
        for row in self._rows("sources"):
            self._sources[row["id"]] = self._put_source(row)
        self._articles = {row["id"] for row in self._rows("articles") if self._put_article(row)}
        for row in self._rows("revisions"):
            if row["article_id"] in self._articles:
                _rows.insert(self._db, "revisions", row)
        for row in self._rows("passages"):
            self._put_passages(row)
        for row in self._rows("article_identities"):
            if row["article_id"] in self._articles and not self._is_taken(row["identity"]):
                _rows.insert(self._db, "article_identities", row)
        for row in self._rows("source_items"):
            self._put_item(row)
        self._db.execute("DELETE FROM removals WHERE id = ?", [self._removal.id])
        return replace(self._removal, articles=len(self._articles))

    @property
    def source_id(self) -> int | None:
        """The source that is there again, if one was removed."""
        return next(iter(self._sources.values()), None)

    @property
    def article_ids(self) -> list[int]:
        """The articles that are there again."""
        return sorted(self._articles)

    def _rows(self, table: str) -> list[dict[str, Any]]:
        rows = self._db.execute(
            "SELECT row FROM removed_rows WHERE removal_id = ? AND table_name = ? ORDER BY rowid",
            [self._removal.id, table],
        )
        return [json.loads(row[0]) for row in rows.fetchall()]

    def _put_source(self, row: dict[str, Any]) -> int:
        """The source, or the one that was added in its place meanwhile; its number."""
        there = self._db.execute(
            "SELECT id FROM sources WHERE collection_id = ? AND kind = ? AND address = ?",
            [self._collection_id, row["kind"], row["address"]],
        ).fetchone()
        if there is None:
            _rows.insert(self._db, "sources", row)
        return int(there[0] if there else row["id"])

    def _put_article(self, row: dict[str, Any]) -> bool:
        """The article, unless another has its identity or id by now."""
        there = self._db.execute(
            "SELECT 1 FROM articles WHERE collection_id = ? AND external_id = ?",
            [self._collection_id, row["external_id"]],
        ).fetchone()
        if there or self._is_taken(row["identity"]):
            return False
        _rows.insert(self._db, "articles", row)
        return True

    def _is_taken(self, identity: str) -> bool:
        given = {"collection_id": self._collection_id, "identity": identity}
        return bool(
            self._db.execute(
                """SELECT 1 FROM articles WHERE collection_id = :collection_id AND identity = :identity
                    UNION ALL SELECT 1 FROM article_identities
                    WHERE collection_id = :collection_id AND identity = :identity""",
                given,
            ).fetchone()
        )

    def _put_passages(self, row: dict[str, Any]) -> None:
        self._db.conn.executemany(
            """INSERT INTO passages (revision_id, start, "end")
                SELECT id, ?, ? FROM revisions WHERE id = ?""",
            [(start, end, row["revision_id"]) for start, end in row["spans"]],
        )

    def _put_item(self, row: dict[str, Any]) -> None:
        """The item as it was, unless its source is gone or has brought something by it meanwhile."""
        source_id = self._sources.get(row["source_id"], row["source_id"])
        if row["article_id"] is not None and not self._is_there(row["article_id"]):
            row |= {"article_id": None, "identity": None}
        self._db.execute(
            "DELETE FROM source_items WHERE source_id = ? AND key = ? AND article_id IS NULL",
            [source_id, row["key"]],
        )
        if self._db.execute("SELECT 1 FROM sources WHERE id = ?", [source_id]).fetchone():
            _rows.insert(self._db, "source_items", row | {"source_id": source_id}, "OR IGNORE")

    def _is_there(self, article_id: int) -> bool:
        return bool(self._db.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone())


def _keep(db: Database, table: str, where: str, given: dict[str, object]) -> None:
    """Keep rows of a table as JSON."""
    columns = ", ".join(f"""'{name}', "{name}\"""" for name in db.table(table).columns_dict)
    db.execute(
        f"""INSERT INTO removed_rows
            SELECT :removal_id, '{table}', json_object({columns}) FROM "{table}" WHERE {where}""",  # noqa: S608
        given,
    )


def _removal(row: dict[str, Any]) -> Removal:
    return Removal(
        id=row["id"],
        at=read(row["at"]),
        until=read(row["until"]),
        actor=Actor(row["actor"], row["place"]),
        subject=row["subject"],
        articles=row["articles"],
    )
