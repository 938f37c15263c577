"""The time of day."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time of day, so that a test can set it."""

    def now(self) -> datetime:
        """This instant, in UTC."""
        ...
