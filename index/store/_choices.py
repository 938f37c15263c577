"""What communities have set and people have chosen, by name."""

import json
from collections.abc import Iterator, Mapping

from sqlite_utils import Database

from index.models import EventKind
from index.store._events import Happening


def get_settings(db: Database, collection: str) -> dict[str, object]:
    """All that is set in a collection."""
    rows = db.execute(
        """SELECT s.name, s.value FROM settings s JOIN collections c ON c.id = s.collection_id
            WHERE c.name = ? ORDER BY s.name""",
        [collection],
    )
    return {name: json.loads(value) for name, value in rows.fetchall()}


def change_settings(db: Database, collection_id: int, changes: Mapping[str, object]) -> Iterator[Happening]:
    """Set these, and unset those that are None; what has changed by that."""
    rows = db.execute("SELECT name, value FROM settings WHERE collection_id = ?", [collection_id])
    before = dict(rows.fetchall())
    for name, value in changes.items():
        after = None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
        if after == before.get(name):
            continue
        if after is None:
            db.execute("DELETE FROM settings WHERE collection_id = ? AND name = ?", [collection_id, name])
        else:
            db.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?)", [collection_id, name, after])
        yield Happening(EventKind.SETTING_CHANGED, name, detail=_told(before.get(name), after))


def get_preferences(db: Database, person: str) -> dict[str, str]:
    """All that a person has chosen."""
    rows = db.execute("SELECT name, value FROM preferences WHERE person = ? ORDER BY name", [person])
    return dict(rows.fetchall())


def set_preference(db: Database, person: str, name: str, value: str | None) -> None:
    """Choose; None unchooses."""
    if value is None:
        db.execute("DELETE FROM preferences WHERE person = ? AND name = ?", [person, name])
    else:
        db.execute("INSERT OR REPLACE INTO preferences VALUES (?, ?, ?)", [person, name, value])


def _told(before: str | None, after: str | None) -> str:
    """The change in a sentence, with values as JSON."""
    now = "It is unset now" if after is None else f"It is {after} now"
    return f"{now}." if before is None else f"{now}, and was {before}."
