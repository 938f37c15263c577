"""An article into the tables: as a new one, as news of one that is there, or as a copy of it.

What is found by its identity is the article itself, and replaces what was known of it. What is found by
its text, or has been before, is a copy at another address: it adds what was not known, and becomes an
article of its own as soon as it says something else.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlite_utils import Database

from index.duplicates import is_nearly_same, sketch_of
from index.models import Added, Outcome, PreparedArticle
from index.store import _known, _matching, _rows
from index.store._matching import By, Match, Row

# What a batch may do beside its own work for articles stored before there were sketches.
_SKETCHED_AT_ONCE = 20


class Replaced(NamedTuple):
    """A text that is the article's no more."""

    article_id: int
    revision_id: int
    text: str


class Stored(NamedTuple):
    """What became of an arrival. ``found`` is the article as it was before, if it was there."""

    added: Added
    found: Match | None = None
    changed: frozenset[str] = frozenset()


@dataclass(slots=True)
class Adding:
    """Articles into one collection, within a transaction of the caller's.

    ``removed`` gathers the ids of passages that are gone, ``replaced`` the texts.
    """

    db: Database
    collection_id: int
    now: str
    is_import: bool
    removed: list[int] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)

    def add(
        self,
        prepared: PreparedArticle,
        match: Match | None = None,
        *,
        is_brought: Callable[[Row], bool] = lambda _: True,
    ) -> Stored:
        """Store an article. ``match`` is what it is, if that is known; else it is looked for.

        ``is_brought`` says of an article whether its own identity is still brought in by anything: where
        it is not, a copy of it is what it is from now on.
        """
        match = match or _matching.find(self.db, self.collection_id, prepared)
        if match and match.by is By.FURTHER_IDENTITY and match.row["sha256"] != prepared.sha256:
            if not is_brought(match.row):
                match = self.promote(match.row, prepared.identity)
            elif not self.is_like(match.row, prepared):
                self.forget(prepared.identity)
                match = _matching.find_by_text(self.db, self.collection_id, prepared, but=match.row["id"])
        if match is None:
            return Stored(Added(Outcome.ADDED, self._insert(prepared), prepared.article))
        return self._update(match, prepared) if match.by is By.IDENTITY else self._join(match, prepared)

    def sketch_some(self) -> None:
        """Make the sketches of a few articles that have none yet, of whatever collection."""
        rows = self.db.execute(
            """SELECT a.id, r.text FROM articles a JOIN revisions r ON r.id = a.revision_id
                WHERE a.sketch IS NULL LIMIT ?""",
            [_SKETCHED_AT_ONCE],
        ).fetchall()
        for article_id, text in rows:
            self.db.execute(
                "UPDATE articles SET sketch = ? WHERE id = ?", [json.dumps(sketch_of(text)), article_id]
            )

    # The article itself

    def _update(self, match: Match, prepared: PreparedArticle) -> Stored:
        """What is found by its identity gets the text and fields that came."""
        row, article = match.row, prepared.article
        fields = _known.fields(article)
        is_fetched = article.url is not None and not self.is_import
        if article.external_id is None and (is_fetched or _known.says_the_same(row, prepared)):
            # What is left out may be known from elsewhere: a feed names no author where its page does.
            fields = {name: value for name, value in fields.items() if value is not None}
        if article.is_date_guessed and row["published_at"] and not row["is_date_guessed"]:
            fields["published_at"] = row["published_at"]
        changes = _known.changes(row, article, fields)
        changed = set(changes)
        # A text that is the same with its pages known is a revision more, since none is ever changed.
        if row["sha256"] != prepared.sha256 or (article.page_starts and row["page_starts"] is None):
            changes |= self._replace_text(row, prepared)
            changed.add("text")
        elif "title" in changes:
            # New ids even for the same spans, since the index finds a passage by its title too.
            self.removed += _remove_passages(self.db, row["revision_id"])
            _insert_passages(self.db, row["revision_id"], prepared)
        if row["doubt"]:
            changes["doubt"] = None
        self._write(row, changes, prepared)
        outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
        return Stored(Added(outcome, row["id"], article), match, frozenset(changed))

    def _replace_text(self, row: Row, prepared: PreparedArticle) -> dict[str, object]:
        self.replaced.append(Replaced(row["id"], row["revision_id"], prepared.article.text))
        self.removed += _remove_passages(self.db, row["revision_id"])
        revision_id = self._insert_revision(row["id"], prepared)
        _insert_passages(self.db, revision_id, prepared)
        return {"revision_id": revision_id, "sketch": json.dumps(prepared.sketch)}

    def _write(self, row: Row, changes: dict[str, object], prepared: PreparedArticle) -> None:
        """Set the columns of an article, with those that follow from them."""
        article = prepared.article
        if row["identity"].startswith("text:") and _known.says_the_same(row, prepared):
            changes["identity"] = prepared.identity  # by its text it is found in any case
        changes |= _known.derived(article, changes)
        if self.is_import and not row["is_imported"]:
            changes["is_imported"] = 1
        if changes:
            _rows.update(self.db, "articles", row["id"], changes)

    # Copies of it

    def _join(self, match: Match, prepared: PreparedArticle) -> Stored:
        """What is found by its text tells what was not known of the article, and where else it is.

        An import without a place of its own may also correct what was known: it is the article, completed.
        """
        row, article = match.row, prepared.article
        fields = {name: value for name, value in _known.fields(article).items() if value is not None}
        del fields["title"]
        is_completed = (
            _known.says_the_same(row, prepared) and article.origin is None and _known.is_at_home(row, article)
        )
        if not is_completed:
            fields = {name: value for name, value in fields.items() if row[name] is None}
        changes = _known.changes(row, article, fields)
        changed = frozenset(changes)
        is_joined = match.by is not By.FURTHER_IDENTITY and self._learn(row, prepared)
        self._write(row, changes, prepared)
        outcome = Outcome.UPDATED if changed else Outcome.UNCHANGED
        if is_joined and not is_completed:
            outcome = Outcome.JOINED
        return Stored(Added(outcome, row["id"], article), match, changed)

    def _learn(self, row: Row, prepared: PreparedArticle) -> bool:
        """Know the article by one identity more; False if that is not needed to find it again."""
        is_found_by_text = prepared.identity.startswith("text:") or row["identity"].startswith("text:")
        if is_found_by_text and _known.says_the_same(row, prepared):
            return False
        self.know(row["id"], prepared.identity)
        return True

    def know(self, article_id: int, identity: str) -> None:
        """Make it a further identity of the article."""
        self.db.execute(
            "INSERT OR REPLACE INTO article_identities VALUES (?, ?, ?)",
            [self.collection_id, identity, article_id],
        )

    def forget(self, identity: str) -> None:
        """Make it no article's further identity."""
        self.db.execute(
            "DELETE FROM article_identities WHERE collection_id = ? AND identity = ?",
            [self.collection_id, identity],
        )

    def promote(self, row: Row, identity: str) -> Match:
        """Make it the article's own identity, and the one it had a further one."""
        self.forget(identity)
        self.know(row["id"], row["identity"])
        self.db.execute("UPDATE articles SET identity = ? WHERE id = ?", [identity, row["id"]])
        return Match(By.IDENTITY, row | {"identity": identity})

    def is_like(self, row: Row, prepared: PreparedArticle) -> bool:
        """Whether the arrival says what the article says, or nearly."""
        if row["sha256"] == prepared.sha256:
            return True
        return is_nearly_same(_matching.text_of(self.db, row), prepared.article.text)

    # A new one

    def _insert(self, prepared: PreparedArticle) -> int:
        article = prepared.article
        fields = _known.fields(article)
        row = {
            **fields,
            **_known.derived(article, fields),
            "collection_id": self.collection_id,
            "identity": prepared.identity,
            "is_date_guessed": int(article.is_date_guessed),
            "is_imported": int(self.is_import),
            "sketch": json.dumps(prepared.sketch),
            "added_at": self.now,
        }
        article_id = _rows.insert(self.db, "articles", row)
        revision_id = self._insert_revision(article_id, prepared)
        _insert_passages(self.db, revision_id, prepared)
        self.db.execute("UPDATE articles SET revision_id = ? WHERE id = ?", [revision_id, article_id])
        return article_id

    def _insert_revision(self, article_id: int, prepared: PreparedArticle) -> int:
        row = {
            "article_id": article_id,
            "text": prepared.article.text,
            "sha256": prepared.sha256,
            "chars": len(prepared.article.text),
            "fetched_at": self.now,
            "page_starts": json.dumps(prepared.article.page_starts) if prepared.article.page_starts else None,
        }
        return _rows.insert(self.db, "revisions", row)


def _insert_passages(db: Database, revision_id: object, prepared: PreparedArticle) -> None:
    db.conn.executemany(
        'INSERT INTO passages (revision_id, start, "end") VALUES (?, ?, ?)',
        [(revision_id, *span) for span in prepared.passages],
    )


def _remove_passages(db: Database, revision_id: int) -> list[int]:
    gone = db.execute("DELETE FROM passages WHERE revision_id = ? RETURNING id", [revision_id])
    return [row[0] for row in gone.fetchall()]
