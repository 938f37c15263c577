"""What a community has asked: by week, and which articles answered or did not.

Weeks are counted from what is kept for good; the rest is of the questions that are still kept.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlite_utils import Database

from index.models import (
    ArticleUse,
    CommunityStatistics,
    FeedbackCount,
    Gap,
    Status,
    Verdict,
    Week,
)
from index.store import _collections
from index.text import fold_question

_Poor = tuple[str, FeedbackCount, Sequence[str]]
# In how many of the answers that people got an article was the first. MATERIALIZED: each answer is read once.
_ARTICLES = """WITH given AS MATERIALIZED (
        SELECT k.answer_id, count(*) AS times FROM askings k
        WHERE k.collection_id = :collection_id AND k.asked_at >= :since AND k.asked_at < :before
        GROUP BY k.answer_id
    )
    SELECT a.id, a.title, sum(g.times) AS times FROM given g
    JOIN answers an ON an.collection_id = :collection_id AND an.answer_id = g.answer_id
    JOIN revisions r ON r.id = json_extract(an.quotes, '$[0][1]')
    JOIN articles a ON a.id = r.article_id
    GROUP BY a.id ORDER BY sum(g.times) DESC, a.id LIMIT :limit"""
# Beside max(), SQLite takes the other columns from the row that has it (sqlite.org/lang_select.html).
_GAPS = """SELECT g.question, g.status, g.times, an.missing_terms FROM (
        SELECT question, status, answer_id, max(id) AS last, sum(status <> 'answered') AS times
        FROM askings WHERE collection_id = :collection_id AND asked_at >= :since AND asked_at < :before
        GROUP BY folded_question
    ) g LEFT JOIN answers an ON an.collection_id = :collection_id AND an.answer_id = g.answer_id
    WHERE g.status <> 'answered' ORDER BY g.times DESC, g.last DESC LIMIT :limit"""
_FEEDBACK = """SELECT f.person, f.verdict, f.reason, an.question FROM feedback f
    LEFT JOIN answers an ON an.collection_id = f.collection_id AND an.answer_id = f.answer_id
    WHERE f.collection_id = :collection_id AND f.given_at >= :since AND f.given_at < :before
    ORDER BY f.given_at"""


def get(db: Database, collection: str, since: date, until: date, limit: int) -> CommunityStatistics:
    """Of whole weeks, from that of ``since`` to that of ``until``."""
    first, last = _monday(since), _monday(until)
    of = {
        "collection_id": _collections.find(db, collection),
        "since": first.isoformat(),
        "before": (last + timedelta(days=7)).isoformat(),
        "limit": limit,
    }
    feedback = list(db.query(_FEEDBACK, of))
    verdicts = Counter(Verdict(each["verdict"]) for each in feedback)
    return CommunityStatistics(
        weeks=_weeks(db, of, first, last),
        articles=[ArticleUse(*each) for each in db.execute(_ARTICLES, of).fetchall()],
        gaps=[_gap(each) for each in db.query(_GAPS, of)],
        feedback=FeedbackCount(verdicts[Verdict.HELPFUL], verdicts[Verdict.NOT_HELPFUL]),
        poorly_answered=_poorly_answered(feedback)[:limit],
    )


def _weeks(db: Database, of: dict[str, Any], first: date, last: date) -> list[Week]:
    """All of them, also those without a question."""
    rows = db.execute(
        """SELECT day, status, times FROM daily_questions
            WHERE collection_id = :collection_id AND day >= :since AND day < :before""",
        of,
    )
    asked: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for day, status, times in rows.fetchall():
        asked[_monday(date.fromisoformat(day))][status] += times
    mondays = (first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1))
    return [Week(monday, **{each.value: asked[monday][each] for each in Status}) for monday in mondays]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _gap(row: dict[str, Any]) -> Gap:
    missing = json.loads(row["missing_terms"] or "[]")
    return Gap(row["question"], row["times"], missing, Status(row["status"]))


def _poorly_answered(feedback: list[dict[str, Any]]) -> list[_Poor]:
    """Questions whose answers somebody found not helpful, those that most did first.

    Whoever says something of several answers to the same question is counted once, as they said last.
    """
    asked: dict[str, str] = {}
    said: defaultdict[str, dict[str, tuple[Verdict, str]]] = defaultdict(dict)
    for row in feedback:
        if row["question"] is not None:
            folded = fold_question(row["question"])
            asked[folded] = row["question"]
            said[folded].pop(row["person"], None)  # so that the last word comes last
            said[folded][row["person"]] = Verdict(row["verdict"]), row["reason"]
    found = [_poor(asked[folded], list(verdicts.values())) for folded, verdicts in said.items()]
    poor = [each for each in found if each[1].not_helpful]
    return sorted(poor, key=lambda each: (-each[1].not_helpful, each[1].helpful))


def _poor(question: str, said: list[tuple[Verdict, str]]) -> _Poor:
    against = [reason for verdict, reason in said if verdict is Verdict.NOT_HELPFUL]
    count = FeedbackCount(len(said) - len(against), len(against))
    return question, count, tuple(reason for reason in against if reason)
