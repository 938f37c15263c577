"""The log of what happens to sources and articles: only ever appended to, and let go of when old."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from sqlite_utils import Database

from index.models import Actor, Event, EventKind
from index.store._times import read, written

# What nobody did is of interest for a season; what somebody did is kept.
KEPT_AUTOMATIC = timedelta(days=90)


class Happening(NamedTuple):
    """An event on its way in."""

    kind: EventKind
    subject: str
    source_id: int | None = None
    article_id: int | None = None
    detail: str = ""


def append(db: Database, collection_id: int, at: str, actor: Actor, happenings: Iterable[Happening]) -> None:
    """Log these, in order."""
    db.conn.executemany(
        """INSERT INTO events (collection_id, at, actor, place, kind, subject, source_id, article_id, detail)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [(collection_id, at, actor.name, actor.place, *happening) for happening in happenings],
    )


def append_told(db: Database, collection_id: int, events: Iterable[Event]) -> None:
    """Log events that a caller has made, with their own time and actor."""
    for event in events:
        happening = Happening(event.kind, event.subject, event.source_id, event.article_id, event.detail)
        append(db, collection_id, written(event.at), event.actor, [happening])


def prune(db: Database, now: str) -> None:
    """Let go of automatic events that are too old; it costs next to nothing where there are none."""
    db.execute(
        "DELETE FROM events WHERE actor = 'schedule' AND place = 'pullquote' AND at < ?",
        [written(read(now) - KEPT_AUTOMATIC)],
    )


def list_events(
    db: Database, collection: str | None, after_id: int, limit: int, source_id: int | None
) -> list[Event]:
    """Events in their order; the last ones for an ``after_id`` of -1."""
    last = after_id < 0
    rows = db.query(
        f"""SELECT e.*, c.name AS collection FROM events e JOIN collections c ON c.id = e.collection_id
            WHERE e.id > :after_id
                {"AND c.name = :collection" if collection is not None else ""}
                {"AND e.source_id = :source_id" if source_id is not None else ""}
            ORDER BY e.id {"DESC" if last else ""} LIMIT :limit""",  # noqa: S608 - our own
        {"collection": collection, "after_id": after_id, "limit": limit, "source_id": source_id},
    )
    events = [_event(row) for row in rows]
    return events[::-1] if last else events


def _event(row: dict[str, Any]) -> Event:
    return Event(
        id=row["id"],
        collection=row["collection"],
        at=read(row["at"]),
        actor=Actor(row["actor"], row["place"]),
        kind=EventKind(row["kind"]),
        subject=row["subject"],
        source_id=row["source_id"],
        article_id=row["article_id"],
        detail=row["detail"],
    )
