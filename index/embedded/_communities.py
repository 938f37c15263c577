"""``index.ports.CommunityStore`` on SQLite: each call on a thread."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Concatenate, ParamSpec, TypeVar

from index.embedded._answers import EmbeddedAnswers
from index.embedded._threads import StoreThreads
from index.models import (
    Actor,
    Asking,
    CommunityStatistics,
    Digest,
    Feedback,
    FeedbackCount,
    Finding,
    NewWatch,
    PersonalRecord,
    Watch,
)
from index.store import SQLiteCommunities

_P = ParamSpec("_P")
_T = TypeVar("_T")


class EmbeddedCommunities:
    """Settings, questions asked, feedback, watches and digests. What a call has returned for is durable.

    That somebody asks is noted by ``answers``, together with the answer and perhaps in a moment: what has to
    do with that first waits for it.
    """

    def __init__(self, threads: StoreThreads, answers: EmbeddedAnswers) -> None:
        self._threads = threads
        self._answers = answers

    # Settings

    async def get_settings(self, collection: str) -> Mapping[str, object]:
        """All that is set, by name; values are those that JSON has."""
        return await self._read(SQLiteCommunities.get_settings, collection)

    async def change_settings(self, collection: str, changes: Mapping[str, object], actor: Actor) -> None:
        """Set these; None unsets. Each that changes is logged as an event, with its name and value."""
        await self._write(SQLiteCommunities.change_settings, collection, changes, actor)

    # Questions that were asked

    async def find_last_asking(self, collection: str, place: str, since: datetime) -> Asking | None:
        """The last question that was asked in the place."""
        await self._answers.settle()
        return await self._read(SQLiteCommunities.find_last_asking, collection, place, since)

    async def list_collections_of(self, person: str) -> list[str]:
        """Where the person has asked, as far as that is known, the last first."""
        await self._answers.settle()
        return await self._read(SQLiteCommunities.list_collections_of, person)

    async def forget_askings(self, collection: str, before: datetime) -> int:
        """Let go of questions, answers and feedback from before; how many questions. Counts stay."""
        await self._answers.settle()
        return await self._write(SQLiteCommunities.forget_askings, collection, before)

    # What people say of answers

    async def set_feedback(self, feedback: Feedback) -> FeedbackCount:
        """Note it, in place of what that person said of that answer before; the counts thereafter."""
        await self._answers.settle()
        return await self._write(SQLiteCommunities.set_feedback, feedback)

    # Statistics

    async def get_statistics(
        self, collection: str, since: date, until: date, limit: int
    ) -> CommunityStatistics:
        """Of the weeks that these days are in; at most ``limit`` articles, gaps and poor answers.

        Weeks begin on Mondays and are counted as far back as one likes, the rest from what is still kept. A
        question is the same in other case and with other signs at its end, and is no gap once it is answered.
        """
        await self._answers.settle()
        return await self._read(SQLiteCommunities.get_statistics, collection, since, until, limit)

    # Watches

    async def add_watch(self, wish: NewWatch) -> tuple[Watch, bool]:
        """The watch, and whether it is new: the same query is watched once for each place and person.

        Case, accents and blanks do not matter.
        """
        return await self._write(SQLiteCommunities.add_watch, wish)

    async def list_watches(self, collection: str) -> list[Watch]:
        """All of a collection, in the order they were added."""
        return await self._read(SQLiteCommunities.list_watches, collection)

    async def list_watched_collections(self) -> list[str]:
        """Collections in which anything is watched."""
        return await self._read(SQLiteCommunities.list_watched_collections)

    async def remove_watch(self, collection: str, watch_id: int) -> bool:
        """Remove it, with what waits to be told of it; False if it is not there."""
        return await self._write(SQLiteCommunities.remove_watch, collection, watch_id)

    async def add_findings(self, findings: Sequence[Finding], cursor: tuple[str, str]) -> None:
        """Note what is to be told, and a note for ``ArticleStore.recall`` (key and value), both or neither.

        The same article is not noted twice for the same watch.
        """
        await self._write(SQLiteCommunities.add_findings, findings, cursor)

    async def list_findings(self) -> list[tuple[Watch, Sequence[Finding]]]:
        """All that waits to be told, by watch, in the order it was noted."""
        return await self._read(SQLiteCommunities.list_findings)

    async def set_told(self, watch_id: int, findings: Sequence[Finding], at: datetime) -> None:
        """These have been told and wait no more."""
        await self._write(SQLiteCommunities.set_told, watch_id, findings, at)

    # Digests

    async def set_digest(self, digest: Digest, actor: Actor | None = None) -> None:
        """Store the digest of a place, in place of another; a new time is logged as an event.

        Without an actor: a digest has been told. Only ``next_at`` and ``told_until`` move on, and only of one
        that is still there; if somebody has set another time meanwhile, ``next_at`` stays too.
        """
        await self._write(SQLiteCommunities.set_digest, digest, actor)

    async def list_digests(self, collection: str | None = None) -> list[Digest]:
        """All of a collection, or of all."""
        return await self._read(SQLiteCommunities.list_digests, collection)

    async def remove_digest(self, collection: str, place: str, actor: Actor) -> bool:
        """Remove it, and log that; False if there is none."""
        return await self._write(SQLiteCommunities.remove_digest, collection, place, actor)

    # People

    async def get_preferences(self, person: str) -> Mapping[str, str]:
        """What the person has chosen for themselves, by name, wherever they ask."""
        return await self._read(SQLiteCommunities.get_preferences, person)

    async def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Choose; None unchooses."""
        await self._write(SQLiteCommunities.set_preference, person, name, value)

    async def export_person(self, person: str) -> PersonalRecord:
        """All that is kept about a person, in all collections.

        It is of "questions", "feedback", "watches", "preferences" and the "log" of what they did.
        """
        await self._answers.settle()
        return await self._read(SQLiteCommunities.export_person, person)

    async def forget_person(self, person: str) -> int:
        """Let go of all that, and of answers that nobody else has asked for; how many rows it was.

        What was done for a community (sources added, settings changed) stays in its log, which says so.
        """
        await self._answers.settle()
        return await self._write(SQLiteCommunities.forget_person, person)

    async def _read(
        self, work: Callable[Concatenate[SQLiteCommunities, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await self._threads.read(lambda store: work(store.communities, *args, **kwargs))

    async def _write(
        self, work: Callable[Concatenate[SQLiteCommunities, _P], _T], *args: _P.args, **kwargs: _P.kwargs
    ) -> _T:
        return await self._threads.write(lambda store: work(store.communities, *args, **kwargs))
