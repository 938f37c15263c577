"""What sources bring into the tables: articles with the items they are of, and what happened to them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from index.models import Added, EventKind, Outcome, PreparedArticle, Source, SourceItem
from index.store import _matching, _outdated, _sources
from index.store._adding import Adding, Stored
from index.store._events import Happening
from index.store._matching import By, Match, Row

# A page that shrinks below this part of what it was is more likely broken than rewritten.
SHRUNKEN_PART = 3
_BACK = "Its page is there again."
# What is told of a field that has changed, where that is not its own name.
_CALLED = {"url": "address", "published_at": "date", "is_date_guessed": "date", "external_id": "id"}


class TakingIn:
    """Arrivals of one source, within a transaction of the caller's. ``happenings`` gathers what to log."""

    def __init__(self, adding: Adding, source: Source, *, accept_shrunken: bool, bring_back: bool) -> None:
        self._adding = adding
        self._db = adding.db
        self._source = source
        self._accept_shrunken = accept_shrunken
        self._bring_back = bring_back
        self.happenings: list[Happening] = []

    def take_in(self, arrivals: Sequence[tuple[SourceItem, PreparedArticle]]) -> list[Added]:
        """Store them in order; what somebody removed is passed over unless it is to be brought back."""
        taken = [self._take(item, prepared) for item, prepared in arrivals]
        for article_id, count in _outdated.count(
            self._db, self._adding.collection_id, self._adding.replaced
        ).items():
            row = _matching.get(self._db, self._adding.collection_id, article_id)
            self._tell(EventKind.ANSWERS_OUTDATED, row["title"], article_id, _quoted(count))
        return [added for added in taken if added]

    def _take(self, item: SourceItem, prepared: PreparedArticle) -> Added | None:
        known = self._known(item.key)
        if known.get("is_removed") and not self._bring_back:
            return None
        match = self._match(known, prepared)
        if match and self._is_shrunken(match, prepared):
            return self._doubt(item, known, match, prepared)
        stored = self._adding.add(prepared, match, is_brought=self._is_brought)
        article_id = stored.added.article_id
        self._set_item(item, known, article_id, prepared.identity)
        self._tell_of(stored)
        if stored.found and stored.found.row["gone_at"]:
            self._db.execute("UPDATE articles SET gone_at = NULL WHERE id = ?", [article_id])
            self._tell(EventKind.ARTICLE_BACK, stored.found.row["title"], article_id, _BACK)
        return stored.added

    # Which article it is

    def _known(self, key: str) -> dict[str, Any]:
        """What is noted of the item; empty if it is new."""
        rows = self._db.query(
            "SELECT * FROM source_items WHERE source_id = ? AND key = ?", [self._source.id, key]
        )
        return next(rows, {})

    def _match(self, known: dict[str, Any], prepared: PreparedArticle) -> Match | None:
        """By its identity, else by the item: an entry that has moved is still the same entry."""
        match = _matching.find_by_identity(self._db, self._adding.collection_id, prepared.identity)
        if match or known.get("article_id") is None:
            return match
        row = _matching.get(self._db, self._adding.collection_id, known["article_id"])
        if row["title"] != prepared.article.title and not self._adding.is_like(row, prepared):
            return None  # a feed that gives one id to many entries
        if known["identity"] == row["identity"]:
            return self._adding.promote(row, prepared.identity)
        self._adding.know(row["id"], prepared.identity)
        return Match(By.FURTHER_IDENTITY, row)

    def _is_brought(self, row: Row) -> bool:
        """Whether the article's own identity comes from anywhere: an import, or an item that is there."""
        if row["is_imported"]:
            return True
        return bool(
            self._db.execute(
                """SELECT 1 FROM source_items WHERE article_id = ? AND identity = ? AND gone_at IS NULL""",
                [row["id"], row["identity"]],
            ).fetchone()
        )

    # Shrunken pages

    def _is_shrunken(self, match: Match, prepared: PreparedArticle) -> bool:
        return (
            not self._accept_shrunken
            and len(prepared.article.text) * SHRUNKEN_PART < match.row["chars"]
            and match.row["sha256"] != prepared.sha256
        )

    def _doubt(
        self, item: SourceItem, known: dict[str, Any], match: Match, prepared: PreparedArticle
    ) -> Added:
        """Keep the text that is there; mark the article, or the item if it is only a copy of it."""
        row = match.row
        reason = (
            f"Its page has {len(prepared.article.text):,} characters now where the article has "
            f"{row['chars']:,}, so the text that was stored before is kept."
        )
        if match.by is By.IDENTITY and not row["doubt"]:
            self._db.execute("UPDATE articles SET doubt = ? WHERE id = ?", [reason, row["id"]])
            self._tell(EventKind.ARTICLE_DOUBTFUL, row["title"], row["id"], reason)
        self._set_item(replace(item, problem=reason), known, row["id"], prepared.identity)
        return Added(Outcome.DOUBTFUL, row["id"], prepared.article)

    # Notes

    def _set_item(self, item: SourceItem, known: dict[str, Any], article_id: int, identity: str) -> None:
        """Note the item as just read, and keep hold of an article that it was before, if nobody else does."""
        before = known.get("article_id")
        if before not in (None, article_id) and not _is_held(self._db, before, self._source.id, item.key):
            self._db.execute(
                """UPDATE OR IGNORE source_items SET key = key || '#' || article_id
                    WHERE source_id = ? AND key = ?""",
                [self._source.id, item.key],
            )
        _sources.set_items(
            self._db, self._source.id, self._adding.collection_id, [replace(item, article_id=article_id)]
        )
        self._db.execute(
            """UPDATE source_items SET identity = ?, is_removed = 0, gone_at = NULL, problem = ?
                WHERE source_id = ? AND key = ?""",
            [identity, item.problem, self._source.id, item.key],
        )

    def _tell_of(self, stored: Stored) -> None:
        added, title = stored.added, stored.added.article.title
        if added.outcome is Outcome.ADDED:
            self._tell(EventKind.ARTICLE_ADDED, title, added.article_id)
        elif added.outcome is Outcome.UPDATED:
            what = ", ".join(sorted({_CALLED.get(name, name) for name in stored.changed}))
            self._tell(EventKind.ARTICLE_UPDATED, title, added.article_id, f"New: {what}.")
        elif added.outcome is Outcome.JOINED and stored.found:
            nearly = "nearly " if stored.found.by is By.NEAR_TEXT else ""
            detail = (
                f"It has {nearly}the same text as article {added.article_id}, {stored.found.row['title']}."
            )
            self._tell(EventKind.ARTICLE_JOINED, title, added.article_id, detail)

    def _tell(self, kind: EventKind, subject: str, article_id: int, detail: str = "") -> None:
        self.happenings.append(Happening(kind, subject, self._source.id, article_id, detail))


def set_gone(db: Database, source_id: int, key: str, now: str) -> Row | None:
    """Mark an item as gone, and its article if no other item has it that is not; the article, if so.

    What the page was last fetched with is forgotten, so that it is read anew should it come back.
    """
    row = db.execute(
        """UPDATE source_items SET gone_at = coalesce(gone_at, ?), etag = NULL, last_modified = NULL
            WHERE source_id = ? AND key = ? AND article_id IS NOT NULL RETURNING article_id""",
        [now, source_id, key],
    ).fetchone()
    if row is None:
        return None
    given = {"id": row[0], "now": now}
    gone = db.execute(
        """UPDATE articles SET gone_at = :now WHERE id = :id AND gone_at IS NULL AND NOT EXISTS (
            SELECT 1 FROM source_items WHERE article_id = :id AND gone_at IS NULL)""",
        given,
    )
    return next(db.query("SELECT * FROM articles WHERE id = :id", given)) if gone.rowcount else None


def _is_held(db: Database, article_id: int, source_id: int, key: str) -> bool:
    """Whether anything but that item brings the article."""
    return bool(
        db.execute(
            """SELECT 1 FROM articles WHERE id = :id AND is_imported UNION ALL
                SELECT 1 FROM source_items
                WHERE article_id = :id AND (source_id, key) <> (:source_id, :key)""",
            {"id": article_id, "source_id": source_id, "key": key},
        ).fetchone()
    )


def _quoted(count: int) -> str:
    """How many answers it is about, in a sentence."""
    return f"{count} kept answer{'' if count == 1 else 's'} quoted words that it does not say any more."
