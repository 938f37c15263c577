"""When a digest is due, over all time zones there are."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.local_times import all_timezones, next_instant

_INSTANTS = st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001 - it gets one
_TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
_ZONES = st.sampled_from(all_timezones())
_WEEKDAYS = st.none() | st.integers(0, 6)


@given(after=_INSTANTS, at=_TIMES, zone=_ZONES, weekday=_WEEKDAYS)
@settings(max_examples=300, deadline=None)
def test_it_is_that_time_there_and_the_first_such(
    after: datetime, at: time, zone: str, weekday: int | None
) -> None:
    """A digest comes at the time that was set, or as much later as the clocks jump over it, and never skips one."""
    found = next_instant(after, at, zone, weekday)
    assert after < found
    local = found.astimezone(ZoneInfo(zone))
    if local.time() != at:
        assert not _exists(local.date() - timedelta(days=1), at, zone) or not _exists(local.date(), at, zone)
    elif weekday is not None and local.weekday() != weekday:
        assert not _exists(local.date() - timedelta(days=1), at, zone)  # a day that the place left out
    span = timedelta(days=1 if weekday is None else 7)
    assert found - after <= span + timedelta(days=1)
    minute = after.replace(second=0, microsecond=0)
    step = timedelta(minutes=1) if weekday is None else timedelta(minutes=15)
    if weekday is not None and at.minute % 15:
        return
    while (minute := minute + step) < found:
        shown = minute.astimezone(ZoneInfo(zone))
        is_repeated = shown.fold == 1
        is_it = shown.time() == at and weekday in (None, shown.weekday())
        assert not is_it or is_repeated or minute <= after


@given(after=_INSTANTS, at=_TIMES, zone=_ZONES, weekday=_WEEKDAYS)
@settings(max_examples=300, deadline=None)
def test_one_after_the_other_never_twice_on_a_day(
    after: datetime, at: time, zone: str, weekday: int | None
) -> None:
    """Each day, or week, has one digest, also when an hour comes twice."""
    first = next_instant(after, at, zone, weekday)
    second = next_instant(first, at, zone, weekday)
    days = 1 if weekday is None else 7
    wall = timedelta(days=days)
    assert wall - timedelta(hours=25) < second - first < wall + timedelta(hours=25)
    assert next_instant(second - timedelta(microseconds=1), at, zone, weekday) == second
    dates = [each.astimezone(ZoneInfo(zone)).date() for each in (first, second)]
    assert dates[0] < dates[1]


@pytest.mark.parametrize(
    ("after", "at", "zone", "weekday", "expected"),
    [
        # Put forward from 02:00 to 03:00.
        ("2026-03-28T12:00", time(2, 30), "Europe/Berlin", None, "2026-03-29T01:30"),
        # Put back from 03:00 to 02:00: the first time, and not the second.
        ("2026-10-24T12:00", time(2, 30), "Europe/Berlin", None, "2026-10-25T00:30"),
        ("2026-10-25T00:30", time(2, 30), "Europe/Berlin", None, "2026-10-26T01:30"),
        # It is the day before or after in UTC.
        ("2026-01-02T03:04", time(8), "Pacific/Auckland", 5, "2026-01-02T19:00"),
        ("2026-01-02T03:04", time(22), "America/Los_Angeles", 4, "2026-01-03T06:00"),
        # Samoa left out 30 December 2011.
        ("2011-12-29T20:00", time(8), "Pacific/Apia", None, "2011-12-30T18:00"),
        ("2011-12-30T18:00", time(8), "Pacific/Apia", None, "2011-12-31T18:00"),
        # At the very instant it is the next one.
        ("2026-01-02T08:00", time(8), "UTC", None, "2026-01-03T08:00"),
        ("2026-01-02T07:59", time(8), "UTC", 4, "2026-01-02T08:00"),
    ],
)
def test_known_instants(after: str, at: time, zone: str, weekday: int | None, expected: str) -> None:
    """Clocks that are put forward and back, and the date line."""
    given = datetime.fromisoformat(after).replace(tzinfo=UTC)
    assert next_instant(given, at, zone, weekday) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def _exists(day: date, at: time, zone: str) -> bool:
    """Whether clocks there show the time on that day."""
    instant = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
    return instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.combine(day, at)
