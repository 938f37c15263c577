"""``index.ports.CommunityStore`` on SQLite: each call on a thread."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

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


class EmbeddedCommunities:
    """Settings, questions asked, feedback, watches and digests. What a call has returned for is durable.

    That somebody asks is noted by ``AnswerStore.keep``, together with the answer.
    """

    def __init__(self, threads: StoreThreads) -> None:
        self._threads = threads

    # Settings

    async def get_settings(self, collection: str) -> Mapping[str, object]:
        """All that is set, by name; values are those that JSON has."""
        return {}

    async def change_settings(self, collection: str, changes: Mapping[str, object], actor: Actor) -> None:
        """Set these; None unsets. Each that changes is logged as an event, with its name and value."""
        raise NotImplementedError

    # Questions that were asked

    async def find_last_asking(self, collection: str, place: str, since: datetime) -> Asking | None:
        """The last question that was asked in the place."""
        raise NotImplementedError

    async def list_collections_of(self, person: str) -> list[str]:
        """Where the person has asked, as far as that is known, the last first."""
        raise NotImplementedError

    async def forget_askings(self, collection: str, before: datetime) -> int:
        """Let go of questions, answers and feedback from before; how many questions. Counts stay."""
        raise NotImplementedError

    # What people say of answers

    async def set_feedback(self, feedback: Feedback) -> FeedbackCount:
        """Note it, in place of what that person said of that answer before; the counts thereafter."""
        raise NotImplementedError

    # Statistics

    async def get_statistics(
        self, collection: str, since: date, until: date, limit: int
    ) -> CommunityStatistics:
        """Of the weeks that these days are in; at most ``limit`` articles, gaps and poor answers."""
        raise NotImplementedError

    # Watches

    async def add_watch(self, wish: NewWatch) -> tuple[Watch, bool]:
        """The watch, and whether it is new: the same wish is not stored twice."""
        raise NotImplementedError

    async def list_watches(self, collection: str) -> list[Watch]:
        """All of a collection, in the order they were added."""
        raise NotImplementedError

    async def list_watched_collections(self) -> list[str]:
        """Collections in which anything is watched."""
        raise NotImplementedError

    async def remove_watch(self, collection: str, watch_id: int) -> bool:
        """Remove it, with what waits to be told of it; False if it is not there."""
        raise NotImplementedError

    async def add_findings(self, findings: Sequence[Finding], cursor: tuple[str, str]) -> None:
        """Note what is to be told, and a note for ``ArticleStore.recall`` (key and value), both or neither.

        The same article is not noted twice for the same watch.
        """
        raise NotImplementedError

    async def list_findings(self) -> list[tuple[Watch, Sequence[Finding]]]:
        """All that waits to be told, by watch, in the order it was noted."""
        raise NotImplementedError

    async def set_told(self, watch_id: int, findings: Sequence[Finding], at: datetime) -> None:
        """These have been told and wait no more."""
        raise NotImplementedError

    # Digests

    async def set_digest(self, digest: Digest, actor: Actor | None = None) -> None:
        """Store the digest of a place, in place of another; logged as an event if an actor is given."""
        raise NotImplementedError

    async def list_digests(self, collection: str | None = None) -> list[Digest]:
        """All of a collection, or of all."""
        raise NotImplementedError

    async def remove_digest(self, collection: str, place: str, actor: Actor) -> bool:
        """Remove it, and log that; False if there is none."""
        raise NotImplementedError

    # People

    async def get_preferences(self, person: str) -> Mapping[str, str]:
        """What the person has chosen for themselves, by name."""
        raise NotImplementedError

    async def set_preference(self, person: str, name: str, value: str | None) -> None:
        """Choose; None unchooses."""
        raise NotImplementedError

    async def export_person(self, person: str) -> PersonalRecord:
        """All that is kept about a person, in all collections."""
        raise NotImplementedError

    async def forget_person(self, person: str) -> int:
        """Let go of all that, and of answers that nobody else has asked for; how many rows it was.

        What was done for a community (sources added, settings changed) stays in its log, which says so.
        """
        raise NotImplementedError
