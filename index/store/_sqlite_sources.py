"""Sources, what they bring, and what can be undone: the rest of the SQLite adapter, on the same connection.

Every method is one transaction, which begins with a write where anything is to be written, so that the
lock is waited for and what is read stays true.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from index.durations import write_duration
from index.models import (
    Actor,
    Added,
    ArticleHistory,
    Event,
    EventKind,
    KeptAnswer,
    NewSource,
    PreparedArticle,
    Removal,
    Source,
    SourceChange,
    SourceItem,
    SourceOptions,
    SourceState,
)
from index.ports import Clock
from index.store import _articles, _changes, _collections, _events, _outdated, _removals, _rows, _sources
from index.store._adding import Adding
from index.store._connection import explained
from index.store._events import Happening
from index.store._taking_in import TakingIn, set_gone
from index.store._times import written


class SQLiteSources:
    """The sources of one connection. Methods raise the ``StoreError`` that fits."""

    def __init__(self, db: Database, path: Path, clock: Clock) -> None:
        self._db = db
        self._path = path
        self._clock = clock

    # Sources

    def add_source(self, collection: str, new: NewSource, actor: Actor) -> tuple[Source, bool]:
        """A source, and whether it is new; one that is there gets the options that are given."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            now = self._now()
            source = _sources.find_by_address(self._db, collection, new.kind, new.address)
            is_new = source is None
            if source is None:
                _sources.insert(self._db, collection_id, new, actor, now)
                kind = EventKind.SOURCE_ADDED
            else:
                kind = EventKind.SOURCE_CHANGED
                given = _sources.columns_of_options(new.options)
                changes = {name: value for name, value in given.items() if value is not None}
                if all(getattr(source.options, name) == value for name, value in changes.items()):
                    return source, False
                _rows.update(self._db, "sources", source.id, changes)
            source = _sources.find_by_address(self._db, collection, new.kind, new.address)
            assert source is not None  # noqa: S101 - it was just written
            happening = Happening(kind, source.title, source.id, detail=_told(source.options))
            _events.append(self._db, collection_id, now, actor, [happening])
        return source, is_new

    def list_sources(self, collection: str) -> list[Source]:
        """All of a collection."""
        with explained(self._path):
            return _sources.list_all(self._db, collection)

    def list_due(self, now: datetime, limit: int) -> list[Source]:
        """Those whose time has come."""
        with explained(self._path):
            return _sources.list_due(self._db, written(now), limit)

    def change_source(
        self, collection: str, source_id: int, change: SourceChange, actor: Actor
    ) -> Source | None:
        """Change what is given, and log it."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            source = _sources.find(self._db, collection, _key(source_id))
            if source is None:
                return None
            now = self._now()
            changes = self._changes(source, change, now)
            if change.address is not None and not changes:
                return source  # another has that address, which is no news each time it is asked for
            if changes:
                _rows.update(self._db, "sources", source_id, changes)
            happening = Happening(change.kind, source.title, source_id, detail=change.detail)
            _events.append(self._db, collection_id, now, actor, [happening])
            return _sources.find(self._db, collection, source_id)

    def set_state(self, source: Source, state: SourceState, events: Sequence[Event] = ()) -> None:
        """Note what a look has come to; nothing if the source is gone."""
        with explained(self._path), self._db.atomic():
            now = self._now()
            _removals.prune(self._db, now)
            _events.prune(self._db, now)
            if collection_id := self._collection_of(source):
                _rows.update(self._db, "sources", source.id, _sources.columns_of_state(state))
                _events.append_told(self._db, collection_id, events)

    # What sources list

    def list_items(self, source: Source) -> list[SourceItem]:
        """All that the source has listed."""
        with explained(self._path):
            return _sources.list_items(self._db, source.id) if self._collection_of(source) else []

    def set_items(self, source: Source, items: Sequence[SourceItem]) -> None:
        """Note these, by their keys."""
        with explained(self._path), self._db.atomic():
            _collections.begin(self._db, source.collection)
            if collection_id := self._collection_of(source):
                _sources.set_items(self._db, source.id, collection_id, items)

    def take_in(
        self,
        source: Source,
        arrivals: Sequence[tuple[SourceItem, PreparedArticle]],
        actor: Actor,
        *,
        accept_shrunken: bool = False,
        bring_back: bool = False,
    ) -> list[Added]:
        """Store articles and the items they are of, in order, all or none."""
        with explained(self._path), self._db.atomic():
            _collections.begin(self._db, source.collection)
            collection_id = self._collection_of(source)
            if collection_id is None:
                return []
            now = self._now()
            with _changes.recorded(self._db, collection_id) as removed:
                adding = Adding(self._db, collection_id, now, is_import=False, removed=removed)
                adding.sketch_some()
                taking_in = TakingIn(adding, source, accept_shrunken=accept_shrunken, bring_back=bring_back)
                added = taking_in.take_in(arrivals)
            _events.append(self._db, collection_id, now, actor, taking_in.happenings)
        return added

    def set_gone(self, source: Source, key: str, reason: str, actor: Actor) -> bool:
        """Mark the article of an item: its page is gone."""
        with explained(self._path), self._db.atomic():
            _collections.begin(self._db, source.collection)
            collection_id = self._collection_of(source)
            now = self._now()
            gone = set_gone(self._db, source.id, key, now) if collection_id else None
            if gone is None or collection_id is None:
                return False
            happening = Happening(EventKind.ARTICLE_GONE, gone["title"], source.id, gone["id"], reason)
            _events.append(self._db, collection_id, now, actor, [happening])
        return True

    # Removing, and taking that back

    def count_leaving(self, source: Source) -> int:
        """How many articles would go with it."""
        with explained(self._path):
            return len(_removals.articles_of(self._db, source.id))

    def remove_source(self, collection: str, source_id: int, actor: Actor) -> Removal | None:
        """Remove a source and the articles that nothing else brings."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            source = _sources.find(self._db, collection, _key(source_id))
            if source is None:
                return None
            ids = _removals.articles_of(self._db, source_id)
            happening = Happening(EventKind.SOURCE_REMOVED, source.title, source_id)
            return self._remove(collection, collection_id, ids, actor, happening)

    def remove_article(self, collection: str, article_id: int, actor: Actor) -> Removal | None:
        """Remove an article; its sources do not bring it back."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            found = _articles.articles(self._db, collection, "AND a.id = :id", id=_key(article_id))
            if not found:
                return None
            title = found[0].citation.title
            happening = Happening(EventKind.ARTICLE_REMOVED, title, article_id=article_id)
            return self._remove(collection, collection_id, [article_id], actor, happening)

    def list_removals(self, collection: str) -> list[Removal]:
        """What can still be restored."""
        with explained(self._path):
            return _removals.list_removals(self._db, collection, self._now())

    def restore(self, collection: str, removal_id: int, actor: Actor) -> Removal | None:
        """Put back what was removed."""
        with explained(self._path), self._db.atomic():
            collection_id = _collections.begin(self._db, collection)
            now = self._now()
            _removals.prune(self._db, now)
            removal = _removals.find(self._db, collection, _key(removal_id), now)
            if removal is None:
                return None
            restoring = _removals.Restoring(self._db, removal, collection_id)
            with _changes.recorded(self._db, collection_id):
                restored = restoring.restore()
            happening = Happening(
                EventKind.ARTICLE_RESTORED if restoring.source_id is None else EventKind.SOURCE_RESTORED,
                removal.subject,
                restoring.source_id,
                restoring.article_ids[0] if restoring.source_id is None and restoring.article_ids else None,
                "" if restored.articles == removal.articles else _left_out(removal, restored),
            )
            _events.append(self._db, collection_id, now, actor, [happening])
        return restored

    # What happened

    def list_events(
        self, collection: str | None, after_id: int = 0, limit: int = 100, *, source_id: int | None = None
    ) -> list[Event]:
        """Events in their order."""
        with explained(self._path):
            return _events.list_events(self._db, collection, after_id, limit, source_id)

    def find_history(self, collection: str, article_id: int) -> ArticleHistory | None:
        """All that an article has been."""
        with explained(self._path), self._db.atomic():
            return _articles.find_history(self._db, collection, _key(article_id))

    def list_outdated_answers(self, collection: str, limit: int) -> list[KeptAnswer]:
        """Kept answers that quote words an article does not say any more."""
        with explained(self._path), self._db.atomic():
            return _outdated.list_outdated(self._db, collection, limit)

    # Parts

    def _collection_of(self, source: Source) -> int | None:
        """The key of its collection; None if the source is gone."""
        row = self._db.execute(
            """SELECT s.collection_id FROM sources s JOIN collections c ON c.id = s.collection_id
                WHERE s.id = ? AND c.name = ?""",
            [source.id, source.collection],
        ).fetchone()
        return row[0] if row else None

    def _now(self) -> str:
        return written(self._clock.now())

    def _changes(self, source: Source, change: SourceChange, now: str) -> dict[str, object]:
        """The columns that get another value."""
        changes: dict[str, object] = {}
        if change.is_paused is not None:
            changes["paused_at"] = (written(source.paused_at) or now) if change.is_paused else None
        if change.address is not None and not _sources.find_by_address(
            self._db, source.collection, source.kind, change.address
        ):
            changes["address"] = change.address
        return changes

    def _remove(
        self, collection: str, collection_id: int, ids: Sequence[int], actor: Actor, happening: Happening
    ) -> Removal:
        """Remove articles, and the source if it is one that is removed, and log it."""
        now = self._now()
        count = len(ids)
        quoting = _outdated.count_quoting(self._db, collection_id, ids)
        removal_id = _removals.begin(self._db, collection_id, now, actor, happening.subject, count)
        with _changes.recorded(self._db, collection_id) as removed:
            if happening.source_id is not None:
                _removals.remove_source(self._db, removal_id, happening.source_id)
            removed.extend(_removals.remove_articles(self._db, removal_id, ids, actor))
        happenings = [happening]
        if quoting:
            detail = f"{quoting} kept answer{'' if quoting == 1 else 's'} quoted what was removed."
            happenings.append(happening._replace(kind=EventKind.ANSWERS_OUTDATED, detail=detail))
        _events.append(self._db, collection_id, now, actor, happenings)
        removal = _removals.find(self._db, collection, removal_id, now)
        assert removal is not None  # noqa: S101 - it was just written
        return removal


# A greater number SQLite cannot hold; there is nothing of number 0.
_MAX_KEY = 2**63 - 1


def _key(number: int) -> int:
    return number if 0 < number <= _MAX_KEY else 0


def _told(options: SourceOptions) -> str:
    """The options in a sentence, or nothing."""
    given = {
        "every {}": options.every_s and write_duration(options.every_s),
        "at most {} articles": options.max_articles,
        "since {}": options.since,
    }
    told = ", ".join(words.format(value) for words, value in given.items() if value is not None)
    return told and f"{told[0].upper()}{told[1:]}."


def _left_out(removal: Removal, restored: Removal) -> str:
    return f"{restored.articles} of {removal.articles} articles came back; the others had been stored anew."
