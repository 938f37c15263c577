"""Numbers, dates, lengths of time and lists as the spoken language writes them, by CLDR.

English has the forms that the terminal has, which are British: "19 February 2025", "a, b and c".
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, cast

from babel.dates import format_date as cldr_date
from babel.dates import format_skeleton, format_timedelta
from babel.dates import format_time as cldr_time
from babel.lists import format_list as cldr_list
from babel.numbers import format_decimal
from babel.units import format_unit

from bot.language._catalogues import catalogue_of
from bot.language._spoken import DEFAULT, spoken
from index.durations import round_duration, write_duration

Precision = Literal["year", "month", "day"]


def format_number(number: float) -> str:
    """A number with its digits grouped: "1,200"."""
    if spoken() == DEFAULT:
        return f"{number:,}"
    return format_decimal(number, locale=spoken())


def format_date(day: date, precision: Precision = "day") -> str:
    """A day, or the month or year that it is in: "19 February 2025", "February 2025"."""
    if precision == "year":
        return str(day.year)
    if spoken() == DEFAULT:
        return f"{day:%B} {day.year}" if precision == "month" else f"{day.day} {day:%B} {day.year}"
    if precision == "month":
        return format_skeleton("yMMMM", day, locale=spoken())
    return cldr_date(day, "long", locale=spoken())


def format_instant(at: datetime) -> str:
    """An instant, in UTC: "2 January 2026, 03:04 UTC"."""
    at = at.astimezone(UTC)
    if spoken() == DEFAULT:
        return f"{format_date(at)}, {at:%H:%M} UTC"
    return f"{format_date(at)}, {cldr_time(at, 'short', tzinfo=UTC, locale=spoken())} UTC"


def format_duration(seconds: float) -> str:
    """A length of time, rounded to what one says: "45 minutes", "6 hours", "3 days"."""
    count, unit = round_duration(seconds)
    if not count:
        return catalogue_of(spoken()).translations.gettext("less than a minute")
    if spoken() == DEFAULT:
        return write_duration(seconds)
    return format_unit(count, f"duration-{unit}", locale=spoken())


def format_ago(seconds: float) -> str:
    """How long ago: "3 hours ago"."""
    count, unit = round_duration(seconds)
    if not count:
        return catalogue_of(spoken()).translations.gettext("less than a minute ago")
    return f"{write_duration(seconds)} ago" if spoken() == DEFAULT else _directed(-count, unit)


def format_ahead(seconds: float) -> str:
    """In how long: "in 3 hours"."""
    count, unit = round_duration(seconds)
    if not count:
        return catalogue_of(spoken()).translations.gettext("in less than a minute")
    return f"in {write_duration(seconds)}" if spoken() == DEFAULT else _directed(count, unit)


def format_list(words: Sequence[str]) -> str:
    """One after the other: "a, b and c"."""
    return cldr_list(list(words), locale=spoken() if spoken() != DEFAULT else "en_GB")


def _directed(count: int, unit: str) -> str:
    granularity = cast("Literal['minute', 'hour', 'day']", unit)
    length = timedelta(**{f"{unit}s": count})
    # Never a larger unit than the one that was rounded to.
    return format_timedelta(length, granularity, threshold=1e9, add_direction=True, locale=spoken())
