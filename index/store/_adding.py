"""An article into the tables: as a new one, or as news of one that is there."""

from typing import Any

from sqlite_utils import Database
from sqlite_utils.db import Table

from index.addresses import host_of
from index.dates import sortable
from index.models import Added, NewArticle, Outcome, PreparedArticle
from index.ports import Clock
from index.text import fold_author, fold_title

_FIELDS = ("title", "url", "author", "published_at", "external_id")
_BY_IDENTITY = """SELECT a.*, r.sha256 FROM articles a JOIN revisions r ON r.id = a.revision_id
    WHERE a.collection_id = :collection_id AND a.identity = :identity"""
# The same words at two addresses are two articles.
_BY_TEXT = """SELECT a.*, r.sha256 FROM revisions r JOIN articles a ON a.revision_id = r.id
    WHERE r.sha256 = :sha256 AND a.collection_id = :collection_id AND a.title = :title
        AND (a.url IS NULL OR :url IS NULL OR a.url = :url)
    ORDER BY a.url IS NOT :url, a.id LIMIT 1"""


def add_article(
    db: Database, clock: Clock, collection_id: int, prepared: PreparedArticle, removed: list[int]
) -> Added:
    """Store the article, within a transaction of the caller's.

    The ids of passages that have to go are appended to ``removed``.
    """
    existing = _find(db, collection_id, prepared)
    if existing is None:
        return Added(Outcome.ADDED, _insert(db, clock, collection_id, prepared), prepared.article)
    changes: dict[str, object] = _changes(existing, prepared)
    same_text = existing["sha256"] == prepared.sha256
    outcome = Outcome.UPDATED if changes or not same_text else Outcome.UNCHANGED
    if not same_text:
        changes["revision_id"] = _insert_revision(db, clock, existing["id"], prepared)
    if not same_text or "title" in changes:
        # New ids even for the same spans, since the index finds a passage by its title too.
        removed += _remove_passages(db, existing["revision_id"])
        _insert_passages(db, changes.get("revision_id", existing["revision_id"]), prepared)
        changes["folded_title"] = fold_title(prepared.article.title)
    if existing["identity"].startswith("text:"):
        changes["identity"] = prepared.identity  # by its text it is found in any case
    if "url" in changes:
        changes["source"] = host_of(prepared.article.url)
    if "author" in changes:
        changes["folded_author"] = fold_author(prepared.article.author)
    if "published_at" in changes:
        changes["published_utc"] = sortable(prepared.article.published_at)
    if changes:
        db.table("articles").update(existing["id"], changes)
    return Added(outcome, existing["id"], prepared.article)


def _find(db: Database, collection_id: int, prepared: PreparedArticle) -> dict[str, Any] | None:
    """The article that is the same by its identity or, where no id is given, by title and text."""
    article = prepared.article
    sought = {
        "collection_id": collection_id,
        "identity": prepared.identity,
        "sha256": prepared.sha256,
        "title": article.title,
        "url": article.url,
    }
    found = next(db.query(_BY_IDENTITY, sought), None)
    if found is None and article.external_id is None:
        found = next(db.query(_BY_TEXT, sought), None)
    return found


def _changes(existing: dict[str, Any], prepared: PreparedArticle) -> dict[str, object]:
    """The fields that get another value.

    Where no id is given and title and text are the same, what is left out stays, since it may be
    known from elsewhere. A copy in another file only adds what was not known, or the two files
    would take turns.
    """
    fields = _fields(prepared.article)
    same = (existing["sha256"], existing["title"]) == (prepared.sha256, prepared.article.title)
    if same and prepared.article.external_id is None:
        fields = {name: value for name, value in fields.items() if value is not None}
    if prepared.article.origin is not None and prepared.identity != existing["identity"]:
        fields = {name: value for name, value in fields.items() if existing[name] is None}
    return {name: value for name, value in fields.items() if value != existing[name]}


def _fields(article: NewArticle) -> dict[str, object]:
    return {name: getattr(article, name) for name in _FIELDS}


def _insert(db: Database, clock: Clock, collection_id: int, prepared: PreparedArticle) -> int:
    row = _fields(prepared.article) | {
        "collection_id": collection_id,
        "identity": prepared.identity,
        "folded_title": fold_title(prepared.article.title),
        "source": host_of(prepared.article.url),
        "folded_author": fold_author(prepared.article.author),
        "published_utc": sortable(prepared.article.published_at),
        "added_at": clock.now().isoformat(),
    }
    article_id = _key(db.table("articles").insert(row))
    revision_id = _insert_revision(db, clock, article_id, prepared)
    _insert_passages(db, revision_id, prepared)
    db.table("articles").update(article_id, {"revision_id": revision_id})
    return article_id


def _insert_revision(db: Database, clock: Clock, article_id: int, prepared: PreparedArticle) -> int:
    row = {
        "article_id": article_id,
        "text": prepared.article.text,
        "sha256": prepared.sha256,
        "chars": len(prepared.article.text),
        "fetched_at": clock.now().isoformat(),
    }
    return _key(db.table("revisions").insert(row))


def _insert_passages(db: Database, revision_id: object, prepared: PreparedArticle) -> None:
    db.conn.executemany(
        'INSERT INTO passages (revision_id, start, "end") VALUES (?, ?, ?)',
        [(revision_id, *span) for span in prepared.passages],
    )


def _remove_passages(db: Database, revision_id: int) -> list[int]:
    gone = db.execute("DELETE FROM passages WHERE revision_id = ? RETURNING id", [revision_id])
    return [row[0] for row in gone.fetchall()]


def _key(table: Table) -> int:
    """The key of the row just inserted."""
    assert isinstance(table.last_pk, int)  # noqa: S101 - the key is an integer by our schema
    return table.last_pk
