"""Articles by a part of their title, without looking at more titles than it takes.

Titles are kept sorted, folded, in an index of the database. Those that begin with a text stand together in
it. Those that hold it elsewhere are met in their order on a walk through it, which ends as soon as there are
enough; a text that few or none hold costs the whole walk, some ten milliseconds for 100,000 titles. The
walk reads nothing but the index.
"""

from collections.abc import Iterator

from sqlite_utils import Database

_HERE = "SELECT id FROM articles WHERE collection_id = :collection_id AND "
_WHOLE = f"{_HERE} folded_title = :text ORDER BY id LIMIT :limit"
_BEGINNING = f"{_HERE} folded_title > :text {{}} ORDER BY folded_title, id LIMIT :limit"
_WITHIN = f"{_HERE} instr(folded_title, :text) > 1 ORDER BY folded_title, id LIMIT :limit"


def find_ids(db: Database, collection: str, text: str, limit: int) -> list[int]:
    """Articles whose folded title holds the text: whole titles first, then beginnings, then by title."""
    row = db.execute("SELECT id FROM collections WHERE name = ?", [collection]).fetchone()
    found: list[int] = []
    for step in _steps(text) if row else ():
        given = {"collection_id": row[0], "text": text, "end": _end(text), "limit": limit - len(found)}
        if len(found) < limit:
            found += [row[0] for row in db.execute(step, given).fetchall()]
    return found


def _steps(text: str) -> Iterator[str]:
    yield _WHOLE
    yield _BEGINNING.format("" if _end(text) is None else "AND folded_title < :end")
    if text:  # else all begin with it
        yield _WITHIN


def _end(text: str) -> str | None:
    """The first text after all that begin with this one, as SQLite sorts; None if nothing comes after."""
    for place in range(len(text) - 1, -1, -1):
        after = ord(text[place]) + 1
        if after <= 0x10FFFF:
            return text[:place] + chr(
                0xE000 if after == 0xD800 else after
            )  # between are halves of characters
    return None
