"""Digests: which place wants a list of new articles, and when it is due."""

from datetime import time
from typing import Any

from sqlite_utils import Database

from index.models import Digest
from index.store import _rows
from index.store._times import read, written

_DAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def put(db: Database, collection_id: int, digest: Digest) -> None:
    """Store it, in place of another of the place."""
    _rows.insert(db, "digests", {"collection_id": collection_id, **_columns(digest)}, "OR REPLACE")


def move_on(db: Database, collection_id: int, digest: Digest) -> None:
    """Note when it is due next and until when it has told, if it is still there.

    If somebody has set another time meanwhile, it is due when they said.
    """
    db.execute(
        """UPDATE digests SET told_until = :told_until,
                next_at = iif(at = :at AND timezone = :timezone AND weekday IS :weekday, :next_at, next_at)
            WHERE collection_id = :collection_id AND place = :place""",
        {"collection_id": collection_id, **_columns(digest)},
    )


def list_all(db: Database, collection: str | None) -> list[Digest]:
    """All of a collection, or of all, by place."""
    rows = db.query(
        f"""SELECT d.*, c.name AS collection FROM digests d JOIN collections c ON c.id = d.collection_id
            {"WHERE c.name = :collection" if collection is not None else ""} ORDER BY c.id, d.place""",  # noqa: S608 - our own
        {"collection": collection},
    )
    return [_digest(row) for row in rows]


def find(db: Database, collection: str, place: str) -> Digest | None:
    """That of a place."""
    return next((each for each in list_all(db, collection) if each.place == place), None)


def remove(db: Database, collection_id: int, place: str) -> bool:
    """Remove that of a place."""
    of = [collection_id, place]
    return db.execute("DELETE FROM digests WHERE collection_id = ? AND place = ?", of).rowcount > 0


def told(digest: Digest) -> str:
    """When it comes, in a sentence."""
    days = "Daily" if digest.weekday is None else _DAYS[digest.weekday]
    return f"{days} at {digest.at:%H:%M}, {digest.timezone}."


def _columns(digest: Digest) -> dict[str, object]:
    return {
        "place": digest.place,
        "at": digest.at.isoformat(),
        "timezone": digest.timezone,
        "weekday": digest.weekday,
        "next_at": written(digest.next_at),
        "told_until": written(digest.told_until),
    }


def _digest(row: dict[str, Any]) -> Digest:
    return Digest(
        collection=row["collection"],
        place=row["place"],
        at=time.fromisoformat(row["at"]),
        timezone=row["timezone"],
        weekday=row["weekday"],
        next_at=read(row["next_at"]),
        told_until=read(row["told_until"]),
    )
