"""Who asked what, how often which answer was given, and what people said of it."""

from datetime import UTC, datetime
from typing import Any

from sqlite_utils import Database

from index.models import Answer, Asker, Asking, Feedback, FeedbackCount, Status, Verdict
from index.store import _rows
from index.store._times import read, written
from index.text import fold_question


def note(db: Database, collection_id: int, answer: Answer, asker: Asker, asked_at: datetime) -> None:
    """Note who asked for an answer."""
    row = {
        "collection_id": collection_id,
        "answer_id": answer.answer_id,
        "question": answer.question,
        "folded_question": fold_question(answer.question),
        "status": str(answer.status),
        "person": asker.person,
        "place": asker.place,
        "asked_at": written(asked_at),
    }
    _rows.insert(db, "askings", row)


def count(db: Database, collection_id: int, status: Status, asked_at: datetime) -> None:
    """Count a question of a day, whoever asked it."""
    db.execute(
        """INSERT INTO daily_questions VALUES (?, ?, ?, 1)
            ON CONFLICT (collection_id, day, status) DO UPDATE SET times = times + 1""",
        [collection_id, asked_at.astimezone(UTC).date().isoformat(), str(status)],
    )


def find_last(db: Database, collection: str, place: str, since: datetime) -> Asking | None:
    """The last one of a place, if it is not from before."""
    rows = db.query(
        """SELECT a.*, c.name AS collection FROM askings a JOIN collections c ON c.id = a.collection_id
            WHERE c.name = ? AND a.place = ? AND a.asked_at >= ?
            ORDER BY a.asked_at DESC, a.id DESC LIMIT 1""",
        [collection, place, written(since)],
    )
    return next((_asking(row) for row in rows), None)


def list_collections_of(db: Database, person: str) -> list[str]:
    """Where the person has asked, the last first."""
    rows = db.execute(
        """SELECT c.name FROM askings a JOIN collections c ON c.id = a.collection_id WHERE a.person = ?
            GROUP BY c.id ORDER BY max(a.asked_at) DESC, max(a.id) DESC""",
        [person],
    )
    return [row[0] for row in rows.fetchall()]


def set_feedback(db: Database, collection_id: int, feedback: Feedback, now: str) -> None:
    """Note what a person says of an answer, in place of what they said before."""
    row = {
        "collection_id": collection_id,
        "answer_id": feedback.answer_id,
        "person": feedback.person,
        "verdict": str(feedback.verdict),
        "reason": feedback.reason,
        "given_at": now,
    }
    _rows.insert(db, "feedback", row, "OR REPLACE")


def count_feedback(db: Database, collection_id: int, answer_id: str) -> FeedbackCount:
    """How many people said what of an answer."""
    rows = db.execute(
        "SELECT verdict FROM feedback WHERE collection_id = ? AND answer_id = ?", [collection_id, answer_id]
    )
    verdicts = [row[0] for row in rows.fetchall()]
    return FeedbackCount(verdicts.count(Verdict.HELPFUL), verdicts.count(Verdict.NOT_HELPFUL))


def prune(db: Database, collection_id: int, since: datetime, most: int) -> None:
    """Let go of what is as old as that, and of the oldest where somebody asked the same over and over."""
    of = {"collection": collection_id, "since": written(since), "most": most}
    db.execute("DELETE FROM askings WHERE collection_id = :collection AND asked_at <= :since", of)
    db.execute("DELETE FROM feedback WHERE collection_id = :collection AND given_at <= :since", of)
    db.execute(
        """DELETE FROM askings WHERE collection_id = :collection AND asked_at <= (
            SELECT asked_at FROM askings WHERE collection_id = :collection
            ORDER BY asked_at DESC LIMIT 1 OFFSET :most)""",
        of,
    )


def forget(db: Database, collection_id: int, before: datetime) -> int:
    """Let go of what is from before; how many questions it was."""
    of = [collection_id, written(before)]
    askings = db.execute("DELETE FROM askings WHERE collection_id = ? AND asked_at < ?", of).rowcount
    db.execute("DELETE FROM feedback WHERE collection_id = ? AND given_at < ?", of)
    return askings


def _asking(row: dict[str, Any]) -> Asking:
    return Asking(
        collection=row["collection"],
        answer_id=row["answer_id"],
        question=row["question"],
        status=Status(row["status"]),
        asker=Asker(row["person"], row["place"]),
        asked_at=read(row["asked_at"]),
    )
