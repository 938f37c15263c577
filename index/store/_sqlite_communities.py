"""What communities and their people want and have asked: on SQLite, with the connection of the rest.

Every method is one transaction, which begins with a write where anything is to be written, so that the
lock is waited for and what is read stays true.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from sqlite_utils import Database

from index.models import (
    Actor,
    Asking,
    CommunityStatistics,
    Digest,
    EventKind,
    Feedback,
    FeedbackCount,
    Finding,
    NewWatch,
    PersonalRecord,
    Watch,
)
from index.ports import Clock
from index.store import (
    _answers,
    _askings,
    _choices,
    _collections,
    _digests,
    _events,
    _people,
    _statistics,
    _watches,
)
from index.store._connection import explained
from index.store._events import Happening
from index.store._times import written


class SQLiteCommunities:
    """The communities of one connection. Methods raise the ``StoreError`` that fits."""

    def __init__(self, db: Database, path: Path, clock: Clock) -> None:
        self._db = db
        self._path = path
        self._clock = clock

    # Settings and preferences

    def get_settings(self, collection: str) -> Mapping[str, object]:
        """All that is set, by name."""
        with explained(self._path):
            return _choices.get_settings(self._db, collection)

    def change_settings(self, collection: str, changes: Mapping[str, object], actor: Actor) -> None:
        """Set these, unset those that are None, and log what has changed."""
        with self._writing(collection) as collection_id:
            happenings = list(_choices.change_settings(self._db, collection_id, changes))
            _events.append(self._db, collection_id, self._now(), actor, happenings)

    def get_preferences(self, person: str) -> Mapping[str, str]:
        """All that a person has chosen."""
        with explained(self._path):
            return _choices.get_preferences(self._db, person)

    def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Choose; None unchooses."""
        with explained(self._path), self._db.atomic():
            _choices.set_preference(self._db, person, name, value)

    # Questions that were asked

    def find_last_asking(self, collection: str, place: str, since: datetime) -> Asking | None:
        """The last one of the place."""
        with explained(self._path):
            return _askings.find_last(self._db, collection, place, since)

    def list_collections_of(self, person: str) -> list[str]:
        """Where the person has asked."""
        with explained(self._path):
            return _askings.list_collections_of(self._db, person)

    def forget_askings(self, collection: str, before: datetime) -> int:
        """Let go of questions, answers and feedback from before."""
        with self._writing(collection) as collection_id:
            return _answers.forget(self._db, collection_id, before)

    def set_feedback(self, feedback: Feedback) -> FeedbackCount:
        """Note it; the counts thereafter."""
        with self._writing(feedback.collection) as collection_id:
            _askings.set_feedback(self._db, collection_id, feedback, self._now())
            return _askings.count_feedback(self._db, collection_id, feedback.answer_id)

    def get_statistics(self, collection: str, since: date, until: date, limit: int) -> CommunityStatistics:
        """Of the weeks that these days are in."""
        with explained(self._path), self._db.atomic():
            return _statistics.get(self._db, collection, since, until, limit)

    # Watches

    def add_watch(self, wish: NewWatch) -> tuple[Watch, bool]:
        """The watch, and whether it is new."""
        with self._writing(wish.collection) as collection_id:
            return _watches.add(self._db, collection_id, wish, self._now())

    def list_watches(self, collection: str) -> list[Watch]:
        """All of a collection."""
        with explained(self._path):
            return _watches.list_all(self._db, collection)

    def list_watched_collections(self) -> list[str]:
        """Collections in which anything is watched."""
        with explained(self._path):
            return _watches.list_collections(self._db)

    def remove_watch(self, collection: str, watch_id: int) -> bool:
        """Remove it, with what waits to be told of it."""
        with explained(self._path), self._db.atomic():
            return _watches.remove(self._db, collection, watch_id)

    def add_findings(self, findings: Sequence[Finding], cursor: tuple[str, str]) -> None:
        """Note what is to be told, and how far has been looked."""
        with explained(self._path), self._db.atomic():
            self._db.execute("INSERT OR REPLACE INTO notes (key, value) VALUES (?, ?)", cursor)
            _watches.add_findings(self._db, findings)

    def list_findings(self) -> list[tuple[Watch, Sequence[Finding]]]:
        """All that waits to be told, by watch."""
        with explained(self._path), self._db.atomic():
            return _watches.list_findings(self._db)

    def set_told(self, watch_id: int, findings: Sequence[Finding], at: datetime) -> None:
        """These have been told."""
        with explained(self._path), self._db.atomic():
            _watches.set_told(self._db, watch_id, findings, at)

    # Digests

    def set_digest(self, digest: Digest, actor: Actor | None = None) -> None:
        """Store the digest of a place and log it; without an actor only move on one that is there."""
        with self._writing(digest.collection) as collection_id:
            if actor is None:
                _digests.move_on(self._db, collection_id, digest)
                return
            before = _digests.find(self._db, digest.collection, digest.place)
            _digests.put(self._db, collection_id, digest)
            if before is None or _digests.told(before) != _digests.told(digest):
                happening = Happening(EventKind.DIGEST_SET, digest.place, detail=_digests.told(digest))
                _events.append(self._db, collection_id, self._now(), actor, [happening])

    def list_digests(self, collection: str | None = None) -> list[Digest]:
        """All of a collection, or of all."""
        with explained(self._path):
            return _digests.list_all(self._db, collection)

    def remove_digest(self, collection: str, place: str, actor: Actor) -> bool:
        """Remove it, and log that."""
        with self._writing(collection) as collection_id:
            is_removed = _digests.remove(self._db, collection_id, place)
            if is_removed:
                happening = Happening(EventKind.DIGEST_REMOVED, place)
                _events.append(self._db, collection_id, self._now(), actor, [happening])
        return is_removed

    # People

    def export_person(self, person: str) -> PersonalRecord:
        """All that is kept about a person."""
        with explained(self._path), self._db.atomic():
            return _people.export(self._db, person)

    def forget_person(self, person: str) -> int:
        """Let go of all that, but for the log."""
        with explained(self._path), self._db.atomic():
            return _people.forget(self._db, person)

    # Parts

    @contextmanager
    def _writing(self, collection: str) -> Iterator[int]:
        """A transaction that begins with a write; the collection's key."""
        with explained(self._path), self._db.atomic():
            yield _collections.begin(self._db, collection)

    def _now(self) -> str:
        return written(self._clock.now())
