"""Opening the database file, and SQLite's errors as ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlite_utils import Database

from index import errors
from index.errors import Message
from index.migrations import migrations

# How long to wait for another program to let go of the database.
BUSY_TIMEOUT_S = 5.0
_RETRY_S = 0.02


def connect(path: Path, *, create: bool) -> Database:
    """A connection to the file, with the schema of this version.

    Raises:
        StoreError: the one that fits; a file that was there is left as it was.
    """
    with explained(path):
        if not create and not path.exists():
            raise errors.StoreUnavailable(
                "There is no database at {path} yet; `pullquote add` or `pullquote import` makes one.",
                path=path,
            )
        # Closed by whoever opened it, perhaps from another thread, when all work has ended.
        # By its whole path, since to SQLite ":memory:" alone is no file.
        connection = sqlite3.connect(path.absolute(), timeout=BUSY_TIMEOUT_S, check_same_thread=False)
        try:
            db = Database(connection, execute_plugins=False)
            if _is_behind(db, path):
                _enable_wal(db)
                _migrate(db, path)
            db.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return db


def _is_behind(db: Database, path: Path) -> bool:
    """Whether steps of the schema are to be made, after a look that the database is ours."""
    with db.atomic():  # all of one instant, since another process may be making it
        _check(db, path)
        return bool(migrations.pending(db))


def _enable_wal(db: Database) -> None:
    """Switch to the write-ahead log, waiting for others here, which SQLite does not for this."""
    deadline = monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            db.enable_wal()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(_RETRY_S)
        else:
            return


def _migrate(db: Database, path: Path) -> None:
    """Make the steps that are still to be made once it is this process's turn, all or none."""
    db.execute("BEGIN IMMEDIATE")
    try:
        _check(db, path)
        migrations.apply(db)
    except BaseException:
        db.rollback()
        raise
    db.commit()


def _check(db: Database, path: Path) -> None:
    """That the database is ours, and not from the future."""
    applied = {migration.name for migration in migrations.applied(db)}
    if db.table_names() and not applied:
        raise errors.StoreNotADatabase(
            "{path} is a database of another program; name a file of Pullquote's own.", path=path
        )
    # `migrations` lists its own steps nowhere else.
    if applied - {migration.name for migration in migrations._migrations}:  # noqa: SLF001
        raise errors.StoreTooNew(
            "{path} was written by a newer version of Pullquote; update Pullquote, or name another database.",
            path=path,
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Within this, SQLite's errors are ours, by their result code (sqlite.org/rescode.html)."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        # The low byte is the primary code, the rest says more of it.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        kind, template = _TEMPLATES.get(code, _UNUSABLE)
        raise kind(template, path=path, error=error) from error
    except OSError as error:
        raise errors.StoreUnavailable(
            "{path} cannot be opened: {reason}.", path=path, reason=error.strerror
        ) from error


_UNUSABLE = (errors.StoreUnavailable, Message("{path} cannot be used: {error}."))
_BUSY = (
    errors.StoreLocked,
    Message("{path} is locked by another program; nothing more was changed, try again when it has finished."),
)
_DAMAGED = (
    errors.StoreNotADatabase,
    Message("{path} is not a Pullquote database, or is damaged; name another file, or restore a copy."),
)
_TEMPLATES: dict[int, tuple[type[errors.StoreError], Message]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_READONLY: (
        errors.StoreReadOnly,
        Message("{path} cannot be written; give its file and folder write permission, or name another."),
    ),
    sqlite3.SQLITE_FULL: (
        errors.StoreFull,
        Message(
            "There is no room left on the disk for {path}; nothing more was changed, free some and try again."
        ),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        errors.StoreUnavailable,
        Message("{path} cannot be opened; it must be a file in a folder that exists and can be written."),
    ),
}
