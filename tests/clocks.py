"""The clock of a test, which only the test moves."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


class MovingClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        """This instant."""
        return self.time

    def move(self, **by: float) -> None:
        """Let so much time pass."""
        self.time += timedelta(**by)
