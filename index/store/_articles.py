"""Articles and their texts out of the tables."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from index.addresses import canonical, host_of
from index.models import Article, ArticleHistory, Citation, Revision

CITATION = "a.id, a.external_id, a.title, a.url, a.author, a.published_at, a.is_date_guessed, a.gone_at"
_COLUMNS = f"""SELECT {CITATION}, a.revision_id, r.chars, a.doubt,
    iif(a.identity LIKE 'origin:%', substr(a.identity, 8), NULL) AS origin"""
_ARTICLE = f"""{_COLUMNS}
    FROM articles a JOIN collections c ON c.id = a.collection_id JOIN revisions r ON r.id = a.revision_id
    WHERE c.name = :collection"""
# CROSS JOIN: from the few articles asked for, and not through all that the collection has.
_BY_IDS = f"""{_COLUMNS}
    FROM json_each(:ids) asked CROSS JOIN articles a ON a.id = asked.value
    CROSS JOIN collections c ON c.id = a.collection_id CROSS JOIN revisions r ON r.id = a.revision_id
    WHERE c.name = :collection ORDER BY asked.key"""
_REVISION = """SELECT r.id, r.article_id, r.text, r.sha256, r.page_starts, r.fetched_at FROM revisions r
    JOIN articles a ON a.id = r.article_id JOIN collections c ON c.id = a.collection_id
    WHERE c.name = :collection"""


def articles(db: Database, collection: str, rest: str, **parameters: object) -> list[Article]:
    """Those of the collection that the rest of a query says."""
    return [_article(row) for row in db.query(f"{_ARTICLE} {rest}", {"collection": collection, **parameters})]


def by_ids(db: Database, collection: str, ids: Sequence[int]) -> list[Article]:
    """Those of these numbers that are there, in their order."""
    rows = db.query(_BY_IDS, {"collection": collection, "ids": json.dumps(list(ids))})
    return [_article(row) for row in rows]


def revisions(db: Database, collection: str, rest: str, **parameters: object) -> list[Revision]:
    """Texts of the collection that the rest of a query says."""
    rows = db.query(f"{_REVISION} {rest}", {"collection": collection, **parameters})
    return [Revision(**row | {"page_starts": page_starts(row["page_starts"])}) for row in rows]


def find_by_url(db: Database, collection: str, url: str) -> Article | None:
    """The article that is known by the address, else the first that is cited with it."""
    known = """AND (a.identity = :identity OR a.id = (
        SELECT article_id FROM article_identities WHERE collection_id = c.id AND identity = :identity))"""
    if found := articles(db, collection, known, identity=f"url:{canonical(url)}"):
        return found[0]
    cited = articles(
        db, collection, "AND a.source = :source AND instr(a.url, :path)", source=host_of(url), path=_path(url)
    )
    return next((each for each in cited if canonical(each.citation.url or "") == canonical(url)), None)


def find_history(db: Database, collection: str, article_id: int) -> ArticleHistory | None:
    """All that an article has been."""
    found = articles(db, collection, "AND a.id = :id", id=article_id)
    if not found:
        return None
    (identity,) = db.execute("SELECT identity FROM articles WHERE id = ?", [article_id]).fetchone()
    others = db.execute(
        "SELECT identity FROM article_identities WHERE article_id = ? ORDER BY identity", [article_id]
    )
    return ArticleHistory(
        found[0],
        revisions(db, collection, "AND a.id = :id ORDER BY r.id", id=article_id),
        _addresses(found[0].citation.url, [identity, *(row[0] for row in others.fetchall())]),
        found[0].doubt,
    )


def citation(row: dict[str, Any]) -> Citation:
    """Of a row with the columns of ``CITATION`` and no other."""
    row["is_date_guessed"] = bool(row["is_date_guessed"])
    return Citation(**row)


def page_starts(column: str | None) -> tuple[int, ...]:
    """Where the pages of a revision begin."""
    return tuple(json.loads(column)) if column else ()


def _article(row: dict[str, Any]) -> Article:
    return Article(
        revision_id=row.pop("revision_id"),
        chars=row.pop("chars"),
        origin=row.pop("origin"),
        doubt=row.pop("doubt"),
        citation=citation(row),
    )


def _path(url: str) -> str:
    """The longest part of the address that all of its forms have."""
    return max(urlsplit(url).path.split("/"), key=len)


def _addresses(url: str | None, identities: Iterable[str]) -> tuple[str, ...]:
    """The URL as it is cited, and what else the article is known by, each once."""
    found = {f"url:{canonical(url)}": url} if url else {}
    for identity in identities:
        kind, _, address = identity.partition(":")
        if kind in ("url", "origin"):
            found.setdefault(identity, address)
    return tuple(found.values())
