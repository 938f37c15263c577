"""Sources and what they list, in and out of their tables. Within a transaction of the caller's."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlite_utils import Database

from index.models import Actor, NewSource, Source, SourceItem, SourceKind, SourceOptions, SourceState
from index.store._times import read, written

_SOURCE = """SELECT s.*, c.name AS collection,
        (SELECT count(DISTINCT i.article_id) FROM source_items i WHERE i.source_id = s.id) AS articles
    FROM sources s JOIN collections c ON c.id = s.collection_id"""
_DUE = f"""WITH due AS (
        SELECT kind, address, min(next_check_at) AS since FROM sources
        WHERE paused_at IS NULL AND next_check_at <= :now
        GROUP BY kind, address ORDER BY since, kind, address LIMIT :limit
    )
    {_SOURCE} JOIN due ON due.kind = s.kind AND due.address = s.address
    WHERE s.paused_at IS NULL ORDER BY due.since, s.kind, s.address, s.id"""  # noqa: S608 - our own
_OPTIONS = tuple(field.name for field in fields(SourceOptions))
_STATE = tuple(field.name for field in fields(SourceState))
_STATE_TIMES = {"checked_at", "changed_at", "next_check_at"}
_ITEM_TIMES = {"checked_at", "next_check_at"}
_ITEM = ("url", "fingerprint", "problem", "etag", "last_modified", "checked_at", "next_check_at")


def find(db: Database, collection: str, source_id: int) -> Source | None:
    """The source of that number."""
    return next(
        iter(_sources(db, "WHERE c.name = :name AND s.id = :id", name=collection, id=source_id)), None
    )


def find_by_address(db: Database, collection: str, kind: SourceKind, address: str) -> Source | None:
    """The source of that kind and address."""
    where = "WHERE c.name = :name AND s.kind = :kind AND s.address = :address"
    return next(iter(_sources(db, where, name=collection, kind=str(kind), address=address)), None)


def list_all(db: Database, collection: str) -> list[Source]:
    """All of a collection, in the order they were added."""
    return _sources(db, "WHERE c.name = :name ORDER BY s.id", name=collection)


def list_due(db: Database, now: str, limit: int) -> list[Source]:
    """Those whose time has come, with those of the same address elsewhere."""
    return [_source(row) for row in db.query(_DUE, {"now": now, "limit": limit})]


def insert(db: Database, collection_id: int, new: NewSource, actor: Actor, now: str) -> None:
    """A source that was not there."""
    options = [getattr(new.options, name) for name in _OPTIONS]
    db.execute(
        f"""INSERT INTO sources (collection_id, kind, address, title, {", ".join(_OPTIONS)},
                added_at, added_by, added_from, next_check_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",  # noqa: S608 - our own
        [
            *(collection_id, str(new.kind), new.address, new.title, *options, now, actor.name, actor.place),
            _column(new.next_check_at, True),
        ],
    )


def columns_of_options(options: SourceOptions) -> dict[str, object]:
    """As the table has them."""
    return {name: getattr(options, name) for name in _OPTIONS}


def columns_of_state(state: SourceState) -> dict[str, object]:
    """As the table has them."""
    return {name: _column(getattr(state, name), name in _STATE_TIMES) for name in _STATE}


def list_items(db: Database, source_id: int) -> list[SourceItem]:
    """All that the source has listed, by key."""
    rows = db.query("SELECT * FROM source_items WHERE source_id = ? ORDER BY key", [source_id])
    return [_item(row) for row in rows]


def set_items(db: Database, source_id: int, collection_id: int, items: Iterable[SourceItem]) -> None:
    """Note these by their keys; an article is only taken over if it is of the collection."""
    db.conn.executemany(
        f"""INSERT INTO source_items (source_id, key, article_id, {", ".join(_ITEM)})
            VALUES (?, ?, (SELECT id FROM articles WHERE id = ? AND collection_id = ?),
                {", ".join("?" * len(_ITEM))})
            ON CONFLICT (source_id, key) DO UPDATE SET
                article_id = coalesce(excluded.article_id, article_id),
                {", ".join(f"{name} = excluded.{name}" for name in _ITEM if name != "problem")},
                problem = iif(is_removed, problem, excluded.problem)""",  # noqa: S608 - our own
        [
            (
                source_id,
                item.key,
                item.article_id,
                collection_id,
                *(_column(getattr(item, name), name in _ITEM_TIMES) for name in _ITEM),
            )
            for item in items
        ],
    )


def _column(value: object, is_time: bool) -> object:
    return written(value) if is_time else value  # type: ignore[call-overload]  # a time, by its name


def _sources(db: Database, rest: str, **parameters: object) -> list[Source]:
    return [_source(row) for row in db.query(f"{_SOURCE} {rest}", parameters)]


def _source(row: dict[str, Any]) -> Source:
    state = {name: read(row[name]) if name in _STATE_TIMES else row[name] for name in _STATE}
    return Source(
        id=row["id"],
        collection=row["collection"],
        kind=SourceKind(row["kind"]),
        address=row["address"],
        title=row["title"],
        options=SourceOptions(*(row[name] for name in _OPTIONS)),
        added_at=read(row["added_at"]),
        added_by=Actor(row["added_by"], row["added_from"]),
        paused_at=read(row["paused_at"]),
        state=SourceState(**state | {"is_announced": bool(row["is_announced"])}),
        articles=row["articles"],
    )


def _item(row: dict[str, Any]) -> SourceItem:
    values = {name: read(row[name]) if name in _ITEM_TIMES else row[name] for name in _ITEM}
    return SourceItem(
        key=row["key"], article_id=row["article_id"], is_removed=bool(row["is_removed"]), **values
    )
