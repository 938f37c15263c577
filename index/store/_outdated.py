"""Answers that quote words which their articles do not say any more."""

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlite_utils import Database

from index.models import KeptAnswer
from index.store import _answers, _collections
from index.store._adding import Replaced

# Where every quote of every answer stands, and every place that is named below it.
_SPANS = """spans AS (
    SELECT an.id AS answer, an.asked_at, json_extract(q.value, '$[1]') AS revision_id,
        json_extract(q.value, '$[2]') AS start, json_extract(q.value, '$[3]') AS "end"
    FROM answers an JOIN json_each(an.quotes) q WHERE an.collection_id = :collection_id
    UNION ALL
    SELECT an.id, an.asked_at, json_extract(o.value, '$[1]'), json_extract(o.value, '$[2]'),
        json_extract(o.value, '$[3]')
    FROM answers an JOIN json_each(an.quotes) q JOIN json_each(q.value, '$[6]') o
    WHERE an.collection_id = :collection_id
)"""
_CHANGED = f"""WITH {_SPANS}
    SELECT s.answer, s.start, s."end", r.text AS quoted, n.id AS now_id
    FROM spans s LEFT JOIN revisions r ON r.id = s.revision_id LEFT JOIN articles a ON a.id = r.article_id
    LEFT JOIN revisions n ON n.id = a.revision_id
    WHERE a.id IS NULL OR a.revision_id <> s.revision_id ORDER BY s.asked_at DESC, s.answer DESC"""  # noqa: S608 - our own, as below
_QUOTING = f"""WITH {_SPANS}
    SELECT s.answer, s.revision_id, s.start, s."end" FROM spans s
    WHERE s.revision_id IN (SELECT value FROM json_each(:revision_ids))"""  # noqa: S608
_REVISIONS = """SELECT id, article_id, text FROM revisions
    WHERE article_id IN (SELECT value FROM json_each(?))"""


def count(db: Database, collection_id: int, replaced: Sequence[Replaced]) -> dict[int, int]:
    """Of articles whose text was replaced: how many answers quote words that have gone by that, if any."""
    if not replaced:
        return {}
    before = {each.article_id: each.revision_id for each in reversed(replaced)}
    now = {each.article_id: each.text for each in replaced}
    revisions = {
        revision_id: (article_id, text)
        for revision_id, article_id, text in db.execute(_REVISIONS, [json.dumps(list(now))]).fetchall()
    }
    answers: defaultdict[int, set[int]] = defaultdict(set)
    sought = {"collection_id": collection_id, "revision_ids": json.dumps(list(revisions))}
    for answer, revision_id, start, end in db.execute(_QUOTING, sought).fetchall():
        article_id, text = revisions[revision_id]
        words = text[start:end]
        if words not in now[article_id] and words in revisions[before[article_id]][1]:
            answers[article_id].add(answer)
    return {article_id: len(found) for article_id, found in answers.items()}


def count_quoting(db: Database, collection_id: int, article_ids: Sequence[int]) -> int:
    """How many answers quote any text of these articles."""
    revision_ids = db.execute(
        "SELECT id FROM revisions WHERE article_id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(article_ids))],
    ).fetchall()
    sought = {"collection_id": collection_id, "revision_ids": json.dumps([row[0] for row in revision_ids])}
    return len({row[0] for row in db.execute(_QUOTING, sought).fetchall()})


def list_outdated(db: Database, collection: str, limit: int) -> list[KeptAnswer]:
    """The newest answers that quote what their articles do not say any more, newest first."""
    collection_id = _collections.find(db, collection)
    if collection_id is None:
        return []
    found: dict[int, None] = {}  # in order, each once
    texts: dict[int, str] = {}  # current ones, since many answers quote the same articles
    for answer, start, end, quoted, now_id in db.execute(_CHANGED, {"collection_id": collection_id}):
        if answer in found:
            continue
        if len(found) == limit:
            break
        if quoted is None or quoted[start:end] not in _text(db, texts, now_id):
            found[answer] = None
    return _answers.get(db, list(found))


def _text(db: Database, texts: dict[int, str], revision_id: int) -> str:
    if revision_id not in texts:
        (texts[revision_id],) = db.execute(
            "SELECT text FROM revisions WHERE id = ?", [revision_id]
        ).fetchone()
    return texts[revision_id]
