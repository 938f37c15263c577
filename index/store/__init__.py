"""The SQLite adapter, synchronous: one object is one connection, used by one thread at a time.

Every method is one transaction. ``index.embedded`` gives each thread a store of its own.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from index.dates import sortable
from index.models import (
    Added,
    Article,
    ArticleFilter,
    Changes,
    KeptAnswer,
    Passage,
    PreparedArticle,
    Revision,
    Span,
    Version,
)
from index.ports import Clock
from index.store import _answers, _articles, _changes
from index.store._adding import Adding
from index.store._answers import Bounds, Given
from index.store._connection import connect, explained
from index.store._sqlite_communities import SQLiteCommunities
from index.store._sqlite_sources import SQLiteSources
from index.store._times import written
from index.text import fold_author, fold_title

__all__ = ["Bounds", "Given", "SQLiteCommunities", "SQLiteSources", "SQLiteStore"]

# The most selective first. SQLite looks for that by its index; the "+" keeps it from taking another's.
# The last two have none.
_FILTERS = {
    "ids": "{}a.id IN (SELECT value FROM json_each(:ids))",
    "source": "{}a.source = :source",
    "since": "{}a.published_utc >= :since",
    "before": "{}a.published_utc < :before",
    "author": "instr(' ' || a.folded_author, :author)",
    "title": "instr(a.folded_title, :title)",
}
_MAX_KEY = 2**63 - 1  # of SQLite's integers; asked for a larger one it fails
_T = TypeVar("_T")


class SQLiteStore:
    """One connection to the database file. Methods raise the ``StoreError`` that fits."""

    def __init__(self, path: Path, clock: Clock, *, create: bool = True) -> None:
        self._path = path
        self._clock = clock
        self._db = connect(path, create=create)
        self.sources = SQLiteSources(self._db, path, clock)
        self.communities = SQLiteCommunities(self._db, path, clock)

    def close(self) -> None:
        """Close the connection."""
        self._db.close()

    # Writing

    def add(self, collection: str, articles: Sequence[PreparedArticle]) -> list[Added]:
        """Store articles in order, in one transaction."""
        with explained(self._path), self._db.atomic():
            # First of all a write, so that the lock is waited for and what is read stays true.
            self._db.execute("INSERT OR IGNORE INTO collections (name) VALUES (?)", [collection])
            collection_id = self._scalar("SELECT id FROM collections WHERE name = ?", [collection])
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

    def count_articles(self, collection: str) -> int:
        """How many articles the collection holds."""
        with explained(self._path):
            return int(
                self._scalar(
                    """SELECT count(*) FROM articles WHERE collection_id =
                        (SELECT id FROM collections WHERE name = ?)""",
                    [collection],
                )
            )

    def list_articles(self, collection: str, limit: int, after_id: int = 0) -> list[Article]:
        """Articles by id."""
        return self._articles(
            collection, "AND a.id > :after ORDER BY a.id LIMIT :limit", after=after_id, limit=limit
        )

    def list_arrivals(self, after_id: int, limit: int) -> list[tuple[str, int]]:
        """Articles of all collections by id; the last ones for an ``after_id`` of -1."""
        with explained(self._path):
            rows = self._db.execute(
                f"""SELECT c.name, a.id FROM articles a CROSS JOIN collections c ON c.id = a.collection_id
                    WHERE a.id > ? ORDER BY a.id {"DESC" if after_id < 0 else ""} LIMIT ?""",  # noqa: S608 - our own
                [after_id, limit],
            ).fetchall()
        arrivals = [(name, article_id) for name, article_id in rows]
        return arrivals[::-1] if after_id < 0 else arrivals

    def find_article(self, collection: str, article_id: int) -> Article | None:
        """By number."""
        if article_id > _MAX_KEY:
            return None
        return _first(self._articles(collection, "AND a.id = :id", id=article_id))

    def find_by_external_id(self, collection: str, external_id: str) -> Article | None:
        """By the id it was imported under."""
        return _first(self._articles(collection, "AND a.external_id = :id", id=external_id))

    def find_by_title(self, collection: str, text: str, limit: int) -> list[Article]:
        """By part of the title; whole titles first, then beginnings."""
        return self._articles(
            collection,
            """AND instr(a.folded_title, :text)
                ORDER BY a.folded_title <> :text, instr(a.folded_title, :text) > 1, a.folded_title, a.id
                LIMIT :limit""",
            text=fold_title(text),
            limit=limit,
        )

    def find_by_url(self, collection: str, url: str) -> Article | None:
        """By what it is known by, or the address that it is cited with."""
        with explained(self._path):
            return _articles.find_by_url(self._db, collection, url)

    def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        """Those that are there, in the order asked for."""
        with explained(self._path), self._db.atomic():  # texts and spans of one instant
            found = {passage.id: passage for passage in self._passages(collection, passage_ids)}
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    def find_revision(self, collection: str, revision_id: int) -> Revision | None:
        """One text as it was stored, current or not."""
        if revision_id > _MAX_KEY:
            return None
        with explained(self._path):
            return _first(_articles.revisions(self._db, collection, "AND r.id = :id", id=revision_id))

    # For the index that is derived from this store

    def find_passage_ids(self, collection: str, where: ArticleFilter) -> tuple[Version, list[int]]:
        """The passages of the articles that the filter lets through, ascending, and of which version."""
        with explained(self._path), self._db.atomic():
            version = _changes.current(self._db, collection)
            found = set.intersection(*(self._passages_of(collection, each) for each in where))
        return version, sorted(found)

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

    def _passages_of(self, collection: str, where: ArticleFilter) -> set[int]:
        """Those that one filter lets through, whatever must hold as well."""
        values = {
            "ids": None if where.article_ids is None else json.dumps(where.article_ids),
            "source": where.source and where.source.casefold().removeprefix("www."),
            "since": where.since and sortable(where.since),
            "before": where.before and sortable(where.before),
            "author": where.author and f" {fold_author(where.author)}",
            "title": where.title and fold_title(where.title),
        }
        given = [condition for name, condition in _FILTERS.items() if values[name] is not None]
        conditions = [condition.format("+" if place else "") for place, condition in enumerate(given)]
        conditions.append("a.collection_id = (SELECT id FROM collections WHERE name = :collection)")
        return set(self._passage_ids(" AND ".join(conditions), values | {"collection": collection}))

    def _passage_ids(self, where: str, parameters: dict[str, Any]) -> list[int]:
        """The passages of current revisions of some articles."""
        rows = self._db.execute(
            f"SELECT p.id FROM articles a JOIN passages p ON p.revision_id = a.revision_id WHERE {where}",  # noqa: S608 - our own
            parameters,
        )
        return [row[0] for row in rows.fetchall()]

    def _articles(self, collection: str, rest: str, **parameters: object) -> list[Article]:
        with explained(self._path):
            return _articles.articles(self._db, collection, rest, **parameters)

    def _passages(self, collection: str, passage_ids: Sequence[int]) -> Iterator[Passage]:
        # CROSS JOIN: from the few passages asked for, and not through all that the collection has.
        rows = self._rows(
            f"""SELECT p.id AS passage_id, p.start, p."end", p.revision_id, {_articles.CITATION}
                FROM json_each(?) asked CROSS JOIN passages p ON p.id = asked.value
                CROSS JOIN articles a ON a.revision_id = p.revision_id
                CROSS JOIN collections c ON c.id = a.collection_id
                WHERE c.name = ?""",  # noqa: S608 - our own
            [json.dumps(list(passage_ids)), collection],
        )
        # Each text once, however many of its passages are asked for: to cut a passage SQLite would
        # have to count its way to it through the whole text, for each anew.
        texts = self._texts({row["revision_id"] for row in rows})
        for row in rows:
            span = Span(row.pop("start"), row.pop("end"))
            passage_id, revision_id = row.pop("passage_id"), row.pop("revision_id")
            text, page_starts = texts[revision_id]
            citation = _articles.citation(row)
            yield Passage(passage_id, revision_id, span, span.of(text), citation, page_starts)

    def _texts(self, revision_ids: Iterable[int]) -> dict[int, tuple[str, tuple[int, ...]]]:
        """Texts, and where their pages begin."""
        rows = self._rows(
            "SELECT id, text, page_starts FROM revisions WHERE id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(revision_ids))],
        )
        return {row["id"]: (row["text"], _articles.page_starts(row["page_starts"])) for row in rows}

    def _rows(self, sql: str, parameters: Sequence[object] | dict[str, object]) -> list[dict[str, Any]]:
        with explained(self._path):
            return list(self._db.query(sql, parameters))

    def _scalar(self, sql: str, parameters: Sequence[object]) -> Any:  # noqa: ANN401 - whatever the column holds
        row = self._db.execute(sql, parameters).fetchone()
        return row[0] if row else None


def _first(found: Sequence[_T]) -> _T | None:
    return found[0] if found else None
