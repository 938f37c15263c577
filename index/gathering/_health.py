"""What a look does to the state of its source, and whether anybody is told of it. Pure."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from index.dates import sortable
from index.errors import (
    AddressRefused,
    ContentRefused,
    FetchError,
    PageGone,
    PullquoteError,
    RobotsRefused,
    TargetRefused,
    TypeRefused,
)
from index.gathering._listing import Listing
from index.models import EventKind, NewSource, Source, SourceState
from index.sources import schedule

# What will not mend itself is told at once, anything else when it has failed so often in a row.
_LASTING = (AddressRefused, RobotsRefused, PageGone, TypeRefused, ContentRefused, TargetRefused)
_LASTING_STATUS = (401, 403, 451)
_TOLD_AFTER = 3


@dataclass(frozen=True, slots=True)
class Outlook:
    """The new state and, if it is to be told, the event that it is."""

    state: SourceState
    event: EventKind | None = None


def after_success(source: Source, now: datetime, listing: Listing, *, changed: bool) -> Outlook:
    """The source could be read, and this is what it listed."""
    state, fetched = source.state, listing.fetched
    newest = [instant for each in listing.published if (instant := _instant(each))]
    look = schedule.Look(now, changed, newest, listing.ttl_s)
    interval_s = schedule.next_interval(source.kind, state, source.options, look)
    asked_s = fetched.retry_after_s if fetched else None
    new = replace(
        state,
        checked_at=now,
        changed_at=now if changed else state.changed_at,
        next_check_at=schedule.next_time(source.address, now, interval_s, retry_after_s=asked_s)
        if interval_s
        else None,
        interval_s=interval_s,
        failures=0,
        problem=None,
        is_announced=False,
    )
    if fetched and not fetched.is_unchanged:
        new = replace(new, etag=fetched.etag, last_modified=fetched.last_modified)
    return Outlook(new, EventKind.SOURCE_RECOVERED if state.is_announced else None)


def after_failure(source: Source, error: PullquoteError, now: datetime) -> Outlook:
    """It could not: the pauses grow, and it is told once.

    A file is not tried again by itself, unless it is read at times anyway.
    """
    state = source.state
    failures = state.failures + 1
    pause_s = schedule.pause_after_failure(
        source.address,
        failures,
        status=error.status if isinstance(error, FetchError) else None,
        retry_after_s=error.retry_after_s if isinstance(error, FetchError) else None,
    )
    is_told = not state.is_announced and (_is_lasting(error) or failures >= _TOLD_AFTER)
    new = replace(
        state,
        checked_at=now,
        next_check_at=now + timedelta(seconds=pause_s) if is_watched(source) else None,
        failures=failures,
        problem=str(error),
        is_announced=state.is_announced or is_told,
    )
    return Outlook(new, EventKind.SOURCE_FAILING if is_told else None)


def is_watched(source: Source | NewSource) -> bool:
    """Whether it is looked at again by itself."""
    return not source.kind.is_local or source.options.every_s is not None


def _is_lasting(error: PullquoteError) -> bool:
    return isinstance(error, _LASTING) or (isinstance(error, FetchError) and error.status in _LASTING_STATUS)


def _instant(written: str) -> datetime | None:
    """The beginning of a date, in UTC."""
    try:
        return datetime.fromisoformat((sortable(written) or "")[:19]).replace(tzinfo=UTC)
    except ValueError:  # a year or a month alone
        return None
