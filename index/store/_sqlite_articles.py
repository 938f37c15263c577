"""Articles to be read, found and listed: a part of the SQLite adapter, with the connection of the rest."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from index.models import Article, ArticleFilter, Passage, Revision
from index.store import _articles, _listing, _passages, _titles
from index.store._connection import explained
from index.store._times import written
from index.text import fold_title

_MAX_KEY = 2**63 - 1  # of SQLite's integers; asked for a larger one it fails


class SQLiteArticles:
    """The articles of one connection. Methods raise the ``StoreError`` that fits."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    # One

    def find_article(self, collection: str, article_id: int) -> Article | None:
        """By number."""
        return self._first(collection, "AND a.id = :id", article_id) if article_id <= _MAX_KEY else None

    def find_by_external_id(self, collection: str, external_id: str) -> Article | None:
        """By the id it was imported under."""
        return self._first(collection, "AND a.external_id = :id", external_id)

    def find_by_url(self, collection: str, url: str) -> Article | None:
        """By what it is known by, or the address that it is cited with."""
        with explained(self._path):
            return _articles.find_by_url(self._db, collection, url)

    def find_revision(self, collection: str, revision_id: int) -> Revision | None:
        """One text as it was stored, current or not."""
        if revision_id > _MAX_KEY:
            return None
        with explained(self._path):
            found = _articles.revisions(self._db, collection, "AND r.id = :id", id=revision_id)
        return found[0] if found else None

    def get_passages(self, collection: str, passage_ids: Sequence[int]) -> list[Passage]:
        """Those that are there, in the order asked for."""
        with explained(self._path), self._db.atomic():  # texts and spans of one instant
            found = {each.id: each for each in _passages.iter_passages(self._db, collection, passage_ids)}
        return [found[passage_id] for passage_id in passage_ids if passage_id in found]

    # Many

    def count_articles(self, collection: str, where: ArticleFilter | None = None) -> int:
        """How many the filter lets through."""
        with explained(self._path):
            return _listing.count(self._db, collection, where)

    def list_articles(self, collection: str, limit: int, after_id: int = 0) -> list[Article]:
        """Articles by id."""
        with explained(self._path):
            return _articles.articles(
                self._db,
                collection,
                "AND a.id > :after ORDER BY a.id LIMIT :limit",
                after=after_id,
                limit=limit,
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

    def find_by_title(self, collection: str, text: str, limit: int) -> list[Article]:
        """By part of the title; whole titles first, then beginnings."""
        with explained(self._path), self._db.atomic():
            ids = _titles.find_ids(self._db, collection, fold_title(text), limit)
            return _articles.by_ids(self._db, collection, ids)

    def list_latest(
        self, collection: str, limit: int, offset: int = 0, where: ArticleFilter | None = None
    ) -> list[Article]:
        """By publication date, the newest first."""
        with explained(self._path), self._db.atomic():
            ids = _listing.latest_ids(self._db, collection, limit, offset, where)
            return _articles.by_ids(self._db, collection, ids)

    def pick_random(self, collection: str, where: ArticleFilter | None = None) -> Article | None:
        """Any one."""
        with explained(self._path), self._db.atomic():
            found = _articles.by_ids(self._db, collection, _listing.random_ids(self._db, collection, where))
        return found[0] if found else None

    def list_sites(self, collection: str, typed: str, limit: int) -> list[tuple[str, int]]:
        """Hosts with how many articles are of them."""
        with explained(self._path):
            return _listing.sites(self._db, collection, typed, limit)

    def list_added(
        self, collection: str, since: datetime, until: datetime, limit: int
    ) -> tuple[list[Article], int]:
        """Those added in that time, the newest first, and how many in all."""
        with explained(self._path), self._db.atomic():
            ids, count = _listing.added(self._db, collection, written(since), written(until), limit)
            return _articles.by_ids(self._db, collection, ids), count

    def _first(self, collection: str, rest: str, key: int | str) -> Article | None:
        with explained(self._path):
            found = _articles.articles(self._db, collection, rest, id=key)
        return found[0] if found else None
