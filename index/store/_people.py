"""All that is kept about a person, to be told or let go of."""

from typing import Any

from sqlite_utils import Database

# What is told, by what it is of; the log of what somebody did for a community is told and stays.
_KEPT = {
    "questions": """SELECT c.name AS collection, t.question, t.answer_id, t.status, t.place, t.asked_at
        FROM askings t JOIN collections c ON c.id = t.collection_id WHERE t.person = ? ORDER BY t.id""",
    "feedback": """SELECT c.name AS collection, a.question, t.answer_id, t.verdict, t.reason, t.given_at
        FROM feedback t JOIN collections c ON c.id = t.collection_id
        LEFT JOIN answers a ON a.collection_id = t.collection_id AND a.answer_id = t.answer_id
        WHERE t.person = ? ORDER BY t.given_at, t.collection_id, t.answer_id""",
    "watches": """SELECT c.name AS collection, t."query", t.place, t.added_at, t.told_at
        FROM watches t JOIN collections c ON c.id = t.collection_id WHERE t.person = ? ORDER BY t.id""",
    "preferences": "SELECT name, value FROM preferences WHERE person = ? ORDER BY name",
    "log": """SELECT c.name AS collection, t.at, t.place, t.kind, t.subject, t.detail
        FROM events t JOIN collections c ON c.id = t.collection_id
        WHERE t.actor = ? AND t.actor <> 'schedule' ORDER BY t.id""",
}
# Answers that somebody else has asked for too stay, as do those that somebody unknown has asked for.
_ANSWERS = """DELETE FROM answers WHERE NOT is_anonymous AND id IN (
        SELECT an.id FROM askings k
        JOIN answers an ON an.collection_id = k.collection_id AND an.answer_id = k.answer_id
        WHERE k.person = :person AND NOT EXISTS (
            SELECT 1 FROM askings o WHERE o.collection_id = k.collection_id
                AND o.answer_id = k.answer_id AND o.person <> :person))"""
_OWN = ("askings", "feedback", "watches")


def export(db: Database, person: str) -> dict[str, list[dict[str, Any]]]:
    """All of it, by what it is of."""
    return {what: list(db.query(sql, [person])) for what, sql in _KEPT.items()}


def forget(db: Database, person: str) -> int:
    """Let go of all but the log, and of answers that were given to nobody else; how many rows it was."""
    of = {"person": person}
    # First a write, so that the lock is waited for and what is read stays true.
    preferences = db.execute("DELETE FROM preferences WHERE person = :person", of).rowcount
    kept = [
        db.execute(f"SELECT count(*) FROM {table} WHERE person = :person", of).fetchone()[0]  # noqa: S608 - our own
        for table in _OWN
    ]
    # Before the rest, since they are found by who asked; with each goes what was asked and said of it.
    answers = db.execute(_ANSWERS, of).rowcount
    for table in _OWN:
        db.execute(f"DELETE FROM {table} WHERE person = :person", of)  # noqa: S608 - the same
    return int(preferences + sum(kept) + answers)
