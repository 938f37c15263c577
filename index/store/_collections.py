"""The keys of collections, which other tables know them by."""

from sqlite_utils import Database


def begin(db: Database, name: str) -> int:
    """The key of a collection, made if it is new.

    First of all a write, so that the lock is waited for and what a transaction reads after it stays true.
    """
    db.execute("INSERT OR IGNORE INTO collections (name) VALUES (?)", [name])
    (key,) = db.execute("SELECT id FROM collections WHERE name = ?", [name]).fetchone()
    return int(key)


def find(db: Database, name: str) -> int | None:
    """The key of a collection, if anything was ever written in it."""
    row = db.execute("SELECT id FROM collections WHERE name = ?", [name]).fetchone()
    return row[0] if row else None
