"""Files that commands write: whole or not at all, and never over the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from typing import IO

from index.errors import PullquoteError
from index.sources import jsonl


class ExportRefused(PullquoteError):
    """The file cannot be written; what it held before is untouched."""


@contextmanager
def written_whole(output: Path, db: Path) -> Iterator[IO[str]]:
    """The file to write to, gzipped if its name ends in ``.gz``; it takes its place when it is whole.

    Raises:
        ExportRefused: it is the database, or cannot be written.
    """
    if _is_database(output, db):
        raise ExportRefused(f"{output} is the database itself; name another file to export to.")
    try:
        with _open(output) as file:
            yield file
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportRefused(f"{output} cannot be written ({reason}); the export is not complete.") from error


@contextmanager
def _open(output: Path) -> Iterator[IO[str]]:
    """What to write to: a pipe or device itself; for a file one beside it, put in its place when whole."""
    if output.exists() and not output.is_file():
        with jsonl.open_lines(output, "wt") as file:
            yield file
        return
    output = output.resolve()
    unfinished = output.with_name(f".{token_hex(8)}{output.suffix}")
    unfinished.touch(exist_ok=False)
    try:
        if output.exists():
            copymode(output, unfinished)
        with jsonl.open_lines(unfinished, "wt") as file:
            yield file
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


def _is_database(output: Path, db: Path) -> bool:
    """Whether the file is the database or one that SQLite keeps beside it, under whatever name."""
    own = [db, *(db.with_name(db.name + ending) for ending in ("-wal", "-shm"))]
    return any(output.resolve() == file.resolve() or _same_file(output, file) for file in own)


def _same_file(output: Path, file: Path) -> bool:
    return output.exists() and file.exists() and output.samefile(file)
