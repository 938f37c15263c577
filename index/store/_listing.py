"""Articles of a collection in an order, by filters, and counted.

Numbers are found first, from indexes alone where there are no filters, so that a later page costs little
more than the first; then what there is to say of those few.
"""

from sqlite_utils import Database

from index.models import ArticleFilter
from index.store import _filters

_HERE = "a.collection_id = (SELECT id FROM collections WHERE name = :collection)"


def passage_ids(db: Database, collection: str, where: ArticleFilter) -> list[int]:
    """The passages of the current texts of those that the filter lets through, ascending."""
    condition, values = _filters.condition(where)
    rows = db.execute(
        f"""SELECT p.id FROM articles a JOIN passages p ON p.revision_id = a.revision_id
            WHERE {condition} AND {_HERE}""",  # noqa: S608 - our own, as below
        values | {"collection": collection},
    )
    return sorted(row[0] for row in rows.fetchall())


def latest_ids(
    db: Database, collection: str, limit: int, offset: int, where: ArticleFilter | None
) -> list[int]:
    """The newest publication date first, those without one last; of the same date what came last."""
    order = "ORDER BY a.published_utc DESC, a.id DESC LIMIT :limit OFFSET :offset"
    return _ids(db, collection, where, order, limit=limit, offset=offset)


def random_ids(db: Database, collection: str, where: ArticleFilter | None) -> list[int]:
    """Any one, each as likely as every other; none if there is none."""
    return _ids(db, collection, where, "ORDER BY random() LIMIT 1")


def count(db: Database, collection: str, where: ArticleFilter | None) -> int:
    """How many there are."""
    condition, values = _filters.condition(where)
    row = db.execute(
        f"SELECT count(*) FROM articles a WHERE {condition} AND {_HERE}",  # noqa: S608
        values | {"collection": collection},
    ).fetchone()
    return int(row[0])


def sites(db: Database, collection: str, typed: str, limit: int) -> list[tuple[str, int]]:
    """Hosts that hold the text and how many articles are of each; those that begin with it first."""
    rows = db.execute(
        f"""SELECT a.source, count(*) FROM articles a
            WHERE {_HERE} AND a.source IS NOT NULL AND instr(a.source, :typed)
            GROUP BY a.source ORDER BY instr(a.source, :typed) > 1, count(*) DESC, a.source
            LIMIT :limit""",  # noqa: S608
        {"collection": collection, "typed": _filters.fold_source(typed.strip()), "limit": limit},
    )
    return [(source, number) for source, number in rows.fetchall()]


def added(db: Database, collection: str, since: str, until: str, limit: int) -> tuple[list[int], int]:
    """Those added from ``since`` on and before ``until``, the newest first, and how many there are."""
    period = f"{_HERE} AND a.added_at >= :since AND a.added_at < :until"
    of = {"collection": collection, "since": since, "until": until, "limit": limit}
    rows = db.execute(
        f"SELECT a.id FROM articles a WHERE {period} ORDER BY a.added_at DESC, a.id DESC LIMIT :limit",  # noqa: S608
        of,
    )
    (number,) = db.execute(f"SELECT count(*) FROM articles a WHERE {period}", of).fetchone()  # noqa: S608
    return [row[0] for row in rows.fetchall()], int(number)


def _ids(
    db: Database, collection: str, where: ArticleFilter | None, order: str, **parameters: object
) -> list[int]:
    condition, values = _filters.condition(where)
    rows = db.execute(
        f"SELECT a.id FROM articles a WHERE {condition} AND {_HERE} {order}",  # noqa: S608
        values | {"collection": collection} | parameters,
    )
    return [row[0] for row in rows.fetchall()]
