"""What a community and its people want and do: settings, questions asked, feedback, watches, digests.

People and places (channels, threads, direct messages) are known by names that the caller gives and that
mean nothing here; on Discord these are the ids of users and channels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from index.models._answers import Status
from index.models._articles import Span


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and in which place: the ids of a user and of a channel, on Discord."""

    person: str
    place: str


@dataclass(frozen=True, slots=True)
class Asking:
    """That a question was asked. Its answer may be no longer kept, or have been the same before."""

    collection: str
    answer_id: str
    question: str
    status: Status
    asker: Asker
    asked_at: datetime


class Verdict(StrEnum):
    """What somebody says of an answer."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person says of one answer; a later word of theirs takes the place of the earlier."""

    collection: str
    answer_id: str
    person: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackCount:
    """How many people found an answer helpful, and how many did not, each counted once."""

    helpful: int
    not_helpful: int


@dataclass(frozen=True, slots=True)
class NewWatch:
    """A wish to be told of new articles that match the query.

    It is told in a place that all read (``place``), or to the person who wished it (``place`` is None).
    """

    collection: str
    query: str
    person: str
    place: str | None


@dataclass(frozen=True, slots=True)
class Watch:
    """A wish that is stored. ``told_at`` is when something was last told of it."""

    id: int
    wish: NewWatch
    added_at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """An article that matches a watch, and what in it does; it waits to be told."""

    watch_id: int
    article_id: int
    revision_id: int
    span: Span
    highlights: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Digest:
    """A place's list of new articles, at a local time.

    ``weekday`` is 0 (Monday) to 6 for a weekly one, None for a daily one. ``timezone`` is a name of the IANA
    database. ``next_at`` is when it is due; it tells of what was added since ``told_until``.
    """

    collection: str
    place: str
    at: time
    timezone: str
    weekday: int | None
    next_at: datetime
    told_until: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """What was asked in a week that begins on that Monday, in UTC, by how it could be answered."""

    monday: date
    answered: int = 0
    partial: int = 0
    nothing_found: int = 0

    @property
    def asked(self) -> int:
        """All questions of the week."""
        return self.answered + self.partial + self.nothing_found


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that could not be answered, or only in part: as last asked, and how often it was."""

    question: str
    times: int
    missing_terms: Sequence[str]
    status: Status


@dataclass(frozen=True, slots=True)
class ArticleUse:
    """In how many answers an article was the first that was quoted."""

    article_id: int
    title: str
    times: int


@dataclass(frozen=True, slots=True)
class CommunityStatistics:
    """What a community has asked; ``weeks`` in order, without holes, the present one last."""

    weeks: Sequence[Week]
    articles: Sequence[ArticleUse]
    gaps: Sequence[Gap]
    feedback: FeedbackCount
    poorly_answered: Sequence[tuple[str, FeedbackCount, Sequence[str]]] = ()
    """Questions whose answers people found not helpful, with the counts and the reasons given."""


PersonalRecord = Mapping[str, Sequence[Mapping[str, object]]]
"""All that is kept about a person: rows by what they are of, in a form that JSON has."""
