"""The next time that clocks somewhere show a time of day; pure, the same arguments give the same instant.

Clocks are put forward and back. A time of day that does not exist on some day (02:30 where two o'clock is
followed by three) is taken as if the clocks had not been put forward yet, which is as much later as they
were: 03:30. One that exists twice is taken the first time, and only then (PEP 495, ``fold=0``). A place that
leaves out a whole day, as Samoa did in 2011, has the time of that day together with that of the next.
"""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_DAY = timedelta(days=1)
# A week, and a day on each side, since the local date may be another than that in UTC.
_MOST_DAYS = 9


def next_instant(after: datetime, at: time, timezone: str, weekday: int | None = None) -> datetime:
    """The first instant after that one, in UTC, when it is ``at`` there; on a weekday (0 is Monday) if given.

    Reads the zone from disk the first time it is used.

    Raises:
        ZoneInfoNotFoundError: there is no such time zone.
    """
    zone = ZoneInfo(timezone)
    day = after.astimezone(zone).date() - _DAY
    for _ in range(_MOST_DAYS + 1):
        instant = datetime.combine(day, at.replace(fold=0), zone).astimezone(UTC)
        if instant > after and weekday in (None, day.weekday()):
            return instant
        day += _DAY
    raise AssertionError  # a week has every weekday


@cache
def all_timezones() -> tuple[str, ...]:
    """The names of the IANA time zone database, sorted; reads folders the first time."""
    return tuple(sorted(available_timezones() - {"localtime", "Factory", "posixrules"}))
