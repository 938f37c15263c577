"""Answers in their table: written without waiting for the disk, found by their ids, and let go of."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sqlite_utils import Database

from index.models import Answer, Asker, Correction, KeptAnswer, KeptQuote, Quote, Span, Status
from index.store import _askings, _collections
from index.store._connection import BUSY_TIMEOUT_S


class Given(NamedTuple):
    """An answer on its way into the store; ``version`` is that of the index it was made from.

    One that ``is_kept`` not is only counted, if it is known that somebody asked.
    """

    collection: str
    answer: Answer
    version: int
    asked_at: datetime
    asker: Asker | None = None
    is_kept: bool = True


class Bounds(NamedTuple):
    """Which answers stay: those asked after ``since``, and of a collection at most so many."""

    since: datetime
    most: int


@contextmanager
def unsynced(db: Database) -> Iterator[None]:
    """A transaction that neither waits for the disk nor for another program.

    With ``synchronous`` at NORMAL a commit to the write-ahead log is not synced (SQLite's docs: PRAGMA
    synchronous). It survives the end of the process, however that comes; a power cut may undo it,
    and whatever is committed after it syncs it too.
    """
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA busy_timeout = 0")
    try:
        with db.atomic():
            yield
    finally:
        db.execute("PRAGMA synchronous = FULL")
        db.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000:.0f}")


def keep(db: Database, given: Iterable[Given]) -> None:
    """Write answers and who asked, within a transaction of the caller's."""
    for each in given:
        collection_id = _collections.begin(db, each.collection)
        if each.is_kept:
            _insert(db, collection_id, each)
        if each.asker:
            _askings.count(db, collection_id, each.answer.status, each.asked_at)
        if each.asker and each.is_kept:
            _askings.note(db, collection_id, each.answer, each.asker, each.asked_at)


def _insert(db: Database, collection_id: int, given: Given) -> None:
    """Write one answer, in place of one with the same id, and later than all others.

    It is not another one: what was asked and said of it before stays.
    """
    answer = given.answer
    row = {
        "collection_id": collection_id,
        "answer_id": answer.answer_id,
        "question": answer.question,
        "status": str(answer.status),
        "score": answer.score,
        "version": given.version,
        "asked_at": _written(given.asked_at),
        "quotes": _spans(answer.quotes),
        "closest": _spans(answer.closest),
        "missing_terms": json.dumps(answer.missing_terms),
        "corrections": json.dumps(
            [[each.written, each.corrected, each.applied] for each in answer.corrections]
        ),
        "carried": json.dumps(answer.carried),
        "differing": answer.differing,
        "is_anonymous": given.asker is None,
    }
    changes = [
        f"{name} = excluded.{name}"
        for name in row
        if name not in ("collection_id", "answer_id", "is_anonymous")
    ]
    db.execute(
        f"""INSERT INTO answers ({", ".join(row)}) VALUES ({", ".join(f":{name}" for name in row)})
            ON CONFLICT (collection_id, answer_id) DO UPDATE SET id = (SELECT max(id) + 1 FROM answers),
                is_anonymous = is_anonymous OR excluded.is_anonymous, {", ".join(changes)}""",  # noqa: S608 - our own
        row,
    )


def prune(db: Database, bounds: Bounds) -> None:
    """Let go of answers that are too old, and of the oldest where a collection has too many.

    What was asked and said of them goes too, also where the answer stays because somebody asked anew.
    """
    for (collection_id,) in db.execute("SELECT id FROM collections").fetchall():
        db.execute(
            "DELETE FROM answers WHERE collection_id = ? AND asked_at <= ?",
            [collection_id, _written(bounds.since)],
        )
        db.execute(
            """DELETE FROM answers WHERE collection_id = :collection AND id <= (
                SELECT id FROM answers WHERE collection_id = :collection
                ORDER BY asked_at DESC, id DESC LIMIT 1 OFFSET :most)""",
            {"collection": collection_id, "most": bounds.most},
        )
        _askings.prune(db, collection_id, bounds.since, bounds.most)


def forget(db: Database, collection_id: int, before: datetime) -> int:
    """Let go of answers from before, what was asked and what was said of them; how many were asked."""
    askings = _askings.forget(db, collection_id, before)
    db.execute(
        "DELETE FROM answers WHERE collection_id = ? AND asked_at < ?", [collection_id, _written(before)]
    )
    return askings


def find(db: Database, collection: str, beginning: str, since: datetime) -> KeptAnswer | None:
    """The answer whose id begins so, if it is one, and was asked after that time."""
    rows = list(
        db.query(
            """SELECT a.* FROM answers a JOIN collections c ON c.id = a.collection_id
                WHERE c.name = :collection AND a.asked_at > :since
                    AND a.answer_id >= :beginning AND a.answer_id < :beginning || '~' LIMIT 2""",
            {"collection": collection, "since": _written(since), "beginning": beginning},
        )
    )
    return _kept(rows[0]) if len(rows) == 1 else None


def list_newest(db: Database, collection: str, limit: int, since: datetime) -> list[KeptAnswer]:
    """The answers asked after that time, newest first."""
    rows = db.query(
        """SELECT a.* FROM answers a JOIN collections c ON c.id = a.collection_id
            WHERE c.name = ? AND a.asked_at > ? ORDER BY a.asked_at DESC, a.id DESC LIMIT ?""",
        [collection, _written(since), limit],
    )
    return [_kept(row) for row in rows]


def get(db: Database, ids: Sequence[int]) -> list[KeptAnswer]:
    """Those of these numbers, in their order."""
    rows = db.query("SELECT * FROM answers WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])
    found = {row["id"]: _kept(row) for row in rows}
    return [found[answer] for answer in ids if answer in found]


def _kept(row: dict[str, Any]) -> KeptAnswer:
    return KeptAnswer(
        question=row["question"],
        answer_id=row["answer_id"],
        status=Status(row["status"]),
        score=row["score"],
        version=row["version"],
        asked_at=datetime.fromisoformat(row["asked_at"]),
        quotes=_quotes(row["quotes"]),
        closest=_quotes(row["closest"]),
        missing_terms=tuple(json.loads(row["missing_terms"])),
        corrections=tuple(Correction(*each) for each in json.loads(row["corrections"])),
        carried=tuple(json.loads(row["carried"])),
        differing=bool(row["differing"]),
    )


def _written(moment: datetime) -> str:
    """In a form that sorts by time."""
    return moment.isoformat(timespec="milliseconds")


def _spans(quotes: Sequence[Quote]) -> str:
    """The quotes without their words."""
    return json.dumps([_span(quote) for quote in quotes])


def _span(quote: Quote) -> list[object]:
    also = [_span(each) for each in quote.also]
    return [quote.rank, quote.revision_id, *quote.span, quote.score, quote.highlights, also]


def _quotes(spans: str) -> tuple[KeptQuote, ...]:
    return tuple(_quote(entry) for entry in json.loads(spans))


def _quote(entry: Sequence[Any]) -> KeptQuote:
    rank, revision_id, start, end, score, highlights, also = entry
    marked = tuple(Span(*span) for span in highlights)
    return KeptQuote(rank, revision_id, Span(start, end), score, marked, tuple(map(_quote, also)))
