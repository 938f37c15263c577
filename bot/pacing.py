"""When a place may be told something, so that news comes together and is never a flood; pure.

The first news waits a minute for more. After a message a place is left alone for a quarter of an hour. Where
a message could not be sent it is tried again after ever longer pauses.
"""

from datetime import datetime, timedelta

GATHER = timedelta(minutes=1)
PAUSE = timedelta(minutes=15)
_RETRIES = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


class Pacing:
    """Of each place, since when something waits for it, when it was told last, and how often that failed."""

    def __init__(self) -> None:
        self._waiting_since: dict[str, datetime] = {}
        self._not_before: dict[str, datetime] = {}
        self._failures: dict[str, int] = {}

    def is_due(self, place: str, now: datetime, told_at: datetime | None = None) -> bool:
        """Whether to tell now what waits for the place; ``told_at`` is when it last was, if that is known."""
        due = self._waiting_since.setdefault(place, now) + GATHER
        if told_at:
            due = max(due, told_at + PAUSE)
        return now >= due and self.may_try(place, now)

    def may_try(self, place: str, now: datetime) -> bool:
        """Whether the pause after a message, or after one that could not be sent, is over."""
        return place not in self._not_before or now >= self._not_before[place]

    def note_told(self, place: str, now: datetime) -> None:
        """It has been told; nothing waits."""
        self.forget(place)
        self._not_before[place] = now + PAUSE

    def note_failed(self, place: str, now: datetime) -> int:
        """It could not be told; how often in a row that is."""
        failures = self._failures[place] = self._failures.get(place, 0) + 1
        self._not_before[place] = now + _RETRIES[min(failures, len(_RETRIES)) - 1]
        return failures

    def forget(self, place: str) -> None:
        """Nothing waits for it any more."""
        for known in (self._waiting_since, self._not_before, self._failures):
            known.pop(place, None)
