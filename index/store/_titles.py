"""Articles by a part of their title, without looking at more titles than it takes.

Titles are kept sorted, folded, in an index of the database. Those that begin with a text stand together in
it. Those that hold it elsewhere are met in their order on a walk through it. Where many hold the text there
are soon enough, and the walk ends. Where few or none do, ``title_grams`` says which may (see the migration
``m010_titles``), and only these are looked at. A text that is rare here and common in other collections is
looked for by the whole walk.
"""

import json

from sqlite_utils import Database

from index.store import _collections

# Titles to walk by before asking which may hold the text. Where fewer of these hold it than are wanted, a few
# hundred of a hundred thousand do, and to look at each of those takes no longer than the walk did.
WALK = 8_000
# So many titles are looked at one by one at most, and so many grams that begin with a shorter text.
_MOST_TITLES = 500
_MOST_GRAMS = 200
# Of a longer text about so many grams are asked for, since each costs and a few leave hardly any title.
_ASKED_GRAMS = 4
_GRAM = 3

_HERE = "SELECT id FROM articles WHERE collection_id = :collection_id"
_WHOLE = f"{_HERE} AND folded_title = :text ORDER BY id LIMIT :limit"
_BEGINNING = f"{_HERE} AND folded_title > :text {{}} ORDER BY folded_title, id LIMIT :limit"
_WITHIN = f"{_HERE} AND instr(folded_title, :text) > 1 ORDER BY folded_title, id LIMIT :limit"
_WITHIN_FIRST = """SELECT id FROM (
        SELECT id, folded_title FROM articles WHERE collection_id = :collection_id
        ORDER BY folded_title, id LIMIT :walk
    ) WHERE instr(folded_title, :text) > 1 LIMIT :limit"""
_IS_LONGER = f"{_HERE} ORDER BY folded_title LIMIT 1 OFFSET :walk"
_AMONG = """SELECT a.id FROM json_each(:ids) few CROSS JOIN articles a ON a.id = few.value
    WHERE a.collection_id = :collection_id AND instr(a.folded_title, :text) > 1
    ORDER BY a.folded_title, a.id LIMIT :limit"""


def find_ids(db: Database, collection: str, text: str, limit: int) -> list[int]:
    """Articles whose folded title holds the text: whole titles first, then beginnings, then by title."""
    collection_id = _collections.find(db, collection)
    if collection_id is None:
        return []
    end = _end(text)
    given = {"collection_id": collection_id, "text": text, "end": end, "walk": WALK, "limit": limit}
    found = _ids(db, _WHOLE, given)
    beginning = _BEGINNING.format("" if end is None else "AND folded_title < :end")
    found += _ids(db, beginning, given | {"limit": limit - len(found)})
    if text and len(found) < limit:  # with nothing all begin
        found += _within(db, given | {"limit": limit - len(found)})
    return found


def _within(db: Database, given: dict[str, object]) -> list[int]:
    """Those that hold the text, but not at their beginning."""
    found = _ids(db, _WITHIN_FIRST, given)
    if len(found) == given["limit"] or not _ids(db, _IS_LONGER, given):
        return found
    few = _few_with(db, str(given["text"]))
    return _ids(db, _WITHIN, given) if few is None else _ids(db, _AMONG, given | {"ids": json.dumps(few)})


def _few_with(db: Database, text: str) -> list[int] | None:
    """Articles of any collection among which are all whose title holds the text; None if that is too many."""
    if "\0" in text:
        return []  # which no title has, and no query can
    if len(text) < _GRAM:
        grams, joined = _grams_beginning(db, text), " OR "
        if len(grams) > _MOST_GRAMS:
            return None
    else:
        places = range(0, len(text) - _GRAM + 1, max(1, len(text) // _ASKED_GRAMS))
        grams, joined = [text[place : place + _GRAM] for place in places], " AND "
    if not grams:
        return []
    query = joined.join('"{}"'.format(gram.replace('"', '""')) for gram in grams)
    rows = db.execute(
        "SELECT rowid FROM title_grams WHERE title_grams MATCH ? LIMIT ?", [query, _MOST_TITLES + 1]
    )
    few = [row[0] for row in rows.fetchall()]
    return few if len(few) <= _MOST_TITLES else None


def _grams_beginning(db: Database, text: str) -> list[str]:
    """All that titles have and that begin with a shorter text; some if there are too many."""
    rows = db.execute(
        "SELECT term FROM title_gram_terms WHERE term >= :text AND (:end IS NULL OR term < :end) LIMIT :most",
        {"text": text, "end": _end(text), "most": _MOST_GRAMS + 1},
    )
    return [row[0] for row in rows.fetchall()]


def _ids(db: Database, sql: str, given: dict[str, object]) -> list[int]:
    return [row[0] for row in db.execute(sql, given).fetchall()]


def _end(text: str) -> str | None:
    """The first text after all that begin with this one, as SQLite sorts; None if nothing comes after."""
    for place in range(len(text) - 1, -1, -1):
        after = ord(text[place]) + 1
        if after <= 0x10FFFF:
            # Between these two are the halves of characters, which no text has.
            return text[:place] + chr(0xE000 if after == 0xD800 else after)
    return None
