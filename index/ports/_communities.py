"""What must last of a community and its people, beside articles: settings, questions, wishes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

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


class CommunityStore(Protocol):
    """Settings, questions asked, feedback, watches and digests. What a call has returned for is durable.

    That somebody asks is noted by ``AnswerStore.keep``, together with the answer.
    """

    # Settings

    async def get_settings(self, collection: str) -> Mapping[str, object]:
        """All that is set, by name; values are those that JSON has."""
        ...

    async def change_settings(self, collection: str, changes: Mapping[str, object], actor: Actor) -> None:
        """Set these; None unsets. Each that changes is logged as an event, with its name and value."""
        ...

    # Questions that were asked

    async def find_last_asking(self, collection: str, place: str, since: datetime) -> Asking | None:
        """The last question that was asked in the place."""
        ...

    async def list_collections_of(self, person: str) -> list[str]:
        """Where the person has asked, as far as that is known, the last first."""
        ...

    async def forget_askings(self, collection: str, before: datetime) -> int:
        """Let go of questions, answers and feedback from before; how many questions. Counts stay."""
        ...

    # What people say of answers

    async def set_feedback(self, feedback: Feedback) -> FeedbackCount:
        """Note it, in place of what that person said of that answer before; the counts thereafter."""
        ...

    # Statistics

    async def get_statistics(
        self, collection: str, since: date, until: date, limit: int
    ) -> CommunityStatistics:
        """Of the weeks that these days are in; at most ``limit`` articles, gaps and poor answers.

        Weeks begin on Mondays and are counted as far back as one likes, the rest from what is still kept. A
        question is the same in other case and with other signs at its end, and is no gap once it is answered.
        """
        ...

    # Watches

    async def add_watch(self, wish: NewWatch) -> tuple[Watch, bool]:
        """The watch, and whether it is new: the same query is watched once for each place and person.

        Case, accents and blanks do not matter.
        """
        ...

    async def list_watches(self, collection: str) -> list[Watch]:
        """All of a collection, in the order they were added."""
        ...

    async def list_watched_collections(self) -> list[str]:
        """Collections in which anything is watched."""
        ...

    async def remove_watch(self, collection: str, watch_id: int) -> bool:
        """Remove it, with what waits to be told of it; False if it is not there."""
        ...

    async def add_findings(self, findings: Sequence[Finding], cursor: tuple[str, str]) -> None:
        """Note what is to be told, and a note for ``ArticleStore.recall`` (key and value), both or neither.

        The same article is not noted twice for the same watch.
        """
        ...

    async def list_findings(self) -> list[tuple[Watch, Sequence[Finding]]]:
        """All that waits to be told, by watch, in the order it was noted."""
        ...

    async def set_told(self, watch_id: int, findings: Sequence[Finding], at: datetime) -> None:
        """These have been told and wait no more."""
        ...

    # Digests

    async def set_digest(self, digest: Digest, actor: Actor | None = None) -> None:
        """Store the digest of a place, in place of another; a new time is logged as an event.

        Without an actor: a digest has been told. Only ``next_at`` and ``told_until`` move on, and only of one
        that is still there; if somebody has set another time meanwhile, ``next_at`` stays too.
        """
        ...

    async def list_digests(self, collection: str | None = None) -> list[Digest]:
        """All of a collection, or of all."""
        ...

    async def remove_digest(self, collection: str, place: str, actor: Actor) -> bool:
        """Remove it, and log that; False if there is none."""
        ...

    # People

    async def get_preferences(self, person: str) -> Mapping[str, str]:
        """What the person has chosen for themselves, by name, wherever they ask."""
        ...

    async def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Choose; None unchooses."""
        ...

    async def export_person(self, person: str) -> PersonalRecord:
        """All that is kept about a person, in all collections.

        It is of "questions", "feedback", "watches", "preferences" and the "log" of what they did.
        """
        ...

    async def forget_person(self, person: str) -> int:
        """Let go of all that, and of answers that nobody else has asked for; how many rows it was.

        What was done for a community (sources added, settings changed) stays in its log, which says so.
        """
        ...
