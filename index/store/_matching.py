"""Which stored article an arrival is: by its identity, by the item it is of, or by what it says.

An article has one identity in ``articles`` and any number of further ones in ``article_identities``:
the addresses of copies that were joined with it.
"""

import json
from enum import Enum, auto
from typing import Any, NamedTuple

from sqlite_utils import Database

from index.duplicates import is_nearly_same
from index.models import PreparedArticle

# A text so long is the same article whatever it is called; a shorter one may be a form letter.
TELLING_CHARS = 200
# Articles with bands in common are compared word by word, those with most in common first.
_COMPARED = 8

_COLUMNS = "SELECT a.*, r.sha256, r.chars, r.page_starts"
_ROW = f"""{_COLUMNS} FROM articles a
    JOIN revisions r ON r.id = a.revision_id WHERE a.collection_id = :collection_id AND"""
_BY_IDENTITY = f"{_ROW} a.identity = :identity"
_BY_FURTHER_IDENTITY = f"""{_ROW} a.id = (SELECT article_id FROM article_identities
    WHERE collection_id = :collection_id AND identity = :identity)"""  # noqa: S608
_BY_ID = f"{_ROW} a.id = :id"
# CROSS JOIN and "+": from the few texts with that checksum, and not through all that the collection has.
_BY_TEXT = f"""{_COLUMNS} FROM revisions r CROSS JOIN articles a ON a.revision_id = r.id
    WHERE r.sha256 = :sha256 AND +a.collection_id = :collection_id
        AND (r.chars >= {TELLING_CHARS} OR a.title = :title)
    ORDER BY a.title <> :title, a.url IS NOT :url, a.id LIMIT 1"""
_ALIKE = """SELECT a.id, r.text FROM (
        SELECT article_id, count(*) AS shared FROM bands
        WHERE collection_id = :collection_id AND band IN (SELECT value FROM json_each(:sketch))
        GROUP BY article_id ORDER BY shared DESC, article_id LIMIT :most
    ) alike JOIN articles a ON a.id = alike.article_id JOIN revisions r ON r.id = a.revision_id
    ORDER BY alike.shared DESC, a.id"""

Row = dict[str, Any]
"""A row of ``articles`` with the checksum, length and pages of its text."""


class By(Enum):
    """How an article was found."""

    IDENTITY = auto()
    FURTHER_IDENTITY = auto()
    TEXT = auto()
    NEAR_TEXT = auto()


class Match(NamedTuple):
    """The article that an arrival is."""

    by: By
    row: Row


def find(db: Database, collection_id: int, prepared: PreparedArticle) -> Match | None:
    """The article that is there; by what it says only if no id is given."""
    found = find_by_identity(db, collection_id, prepared.identity)
    return found or find_by_text(db, collection_id, prepared)


def find_by_identity(db: Database, collection_id: int, identity: str) -> Match | None:
    """The article that has the identity as its own, or as a further one."""
    sought = {"collection_id": collection_id, "identity": identity}
    if row := next(db.query(_BY_IDENTITY, sought), None):
        return Match(By.IDENTITY, row)
    if row := next(db.query(_BY_FURTHER_IDENTITY, sought), None):
        return Match(By.FURTHER_IDENTITY, row)
    return None


def find_by_text(
    db: Database, collection_id: int, prepared: PreparedArticle, but: int | None = None
) -> Match | None:
    """The article that says the same, or nearly; not the one of the number ``but``."""
    article = prepared.article
    if article.external_id is not None:
        return None
    sought = {
        "collection_id": collection_id,
        "sha256": prepared.sha256,
        "title": article.title,
        "url": article.url,
    }
    row = next(db.query(_BY_TEXT, sought), None)
    if row and row["id"] != but:
        return Match(By.TEXT, row)
    sought = {"collection_id": collection_id, "sketch": json.dumps(prepared.sketch), "most": _COMPARED}
    for article_id, text in db.execute(_ALIKE, sought).fetchall() if prepared.sketch else ():
        if article_id != but and is_nearly_same(text, article.text):
            return Match(By.NEAR_TEXT, get(db, collection_id, article_id))
    return None


def get(db: Database, collection_id: int, article_id: int) -> Row:
    """The row of an article that is there."""
    return next(db.query(_BY_ID, {"collection_id": collection_id, "id": article_id}))


def text_of(db: Database, row: Row) -> str:
    """The article's current text."""
    return str(db.execute("SELECT text FROM revisions WHERE id = ?", [row["revision_id"]]).fetchone()[0])
