"""Times as the tables keep them: ISO 8601 in UTC to the microsecond, so that they compare as text."""

from datetime import UTC, datetime
from typing import overload


@overload
def written(moment: datetime) -> str: ...
@overload
def written(moment: datetime | None) -> str | None: ...
def written(moment: datetime | None) -> str | None:
    """In the form that sorts."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


@overload
def read(text: str) -> datetime: ...
@overload
def read(text: str | None) -> datetime | None: ...
def read(text: str | None) -> datetime | None:
    """As an instant again."""
    return datetime.fromisoformat(text) if text else None
