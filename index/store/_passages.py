"""Passages and their words out of the tables."""

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlite_utils import Database

from index.models import Passage, Span
from index.store import _articles


def iter_passages(db: Database, collection: str, passage_ids: Sequence[int]) -> Iterator[Passage]:
    """Those of these numbers that are there, in any order."""
    # CROSS JOIN: from the few passages asked for, and not through all that the collection has.
    rows = list(
        db.query(
            f"""SELECT p.id AS passage_id, p.start, p."end", p.revision_id, {_articles.CITATION}
                FROM json_each(?) asked CROSS JOIN passages p ON p.id = asked.value
                CROSS JOIN articles a ON a.revision_id = p.revision_id
                CROSS JOIN collections c ON c.id = a.collection_id
                WHERE c.name = ?""",  # noqa: S608 - our own
            [json.dumps(list(passage_ids)), collection],
        )
    )
    # Each text once, however many of its passages are asked for: to cut a passage SQLite would
    # have to count its way to it through the whole text, for each anew.
    texts = _texts(db, {row["revision_id"] for row in rows})
    for row in rows:
        span = Span(row.pop("start"), row.pop("end"))
        passage_id, revision_id = row.pop("passage_id"), row.pop("revision_id")
        text, page_starts = texts[revision_id]
        citation = _articles.citation(row)
        yield Passage(passage_id, revision_id, span, span.of(text), citation, page_starts)


def _texts(db: Database, revision_ids: Iterable[int]) -> dict[int, tuple[str, tuple[int, ...]]]:
    """Texts, and where their pages begin."""
    rows = db.query(
        "SELECT id, text, page_starts FROM revisions WHERE id IN (SELECT value FROM json_each(?))",
        [json.dumps(list(revision_ids))],
    )
    return {row["id"]: (row["text"], _articles.page_starts(row["page_starts"])) for row in rows}
