"""Dates of feeds and sitemaps as ISO 8601, from every form that is about in the wild.

A day stays a day and an instant an instant, in UTC where its zone is known: a zone that nobody knows, or
one of more than 14 hours, leaves the time as it was written. Nothing is made up: what is no whole date is
none, and neither is one before 1990 or more than a week from now.
"""

import re
from datetime import UTC, date, datetime, timedelta

from index.dates import find_date

_FIRST = date(1990, 1, 1)
_AHEAD = timedelta(days=7)
_MAX_CHARS = 100
_NUMERIC = re.compile(
    r"([12]\d{3})(?:-?(\d\d)-?(\d\d)|[-/.](\d{1,2})[-/.](\d{1,2}))(?=[T\sZ]|$)[T\s]*(.*)", re.DOTALL
)
_PART_OF_DATE = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?")
# "Wed Feb 19 08:30:00 CET 2025", as C and Java write it.
_YEAR_LAST = re.compile(r"([^\W\d_]{3,}\.? +\d{1,2}) +(\d{1,2}:\d\d:\d\d(?: +[A-Za-z]{2,5})?) +(\d{4})")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2}[\s-]+[^\W\d_]{3,}\.?[\s-]+)(\d\d)(?=\s|$)")
_TIME = re.compile(
    r"""
    (?P<hour>\d{1,2}) (?: : (?P<minute>\d{1,2}) (?: : (?P<second>\d{1,2}) )? | (?=\s*[ap]m) )
    (?: [.,]\d+ )? \s* (?P<half>[ap]\.?m\.?\b)? \s* (?P<zone>.*)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_COMPACT_TIME = re.compile(r"\A(\d\d)(\d\d)(\d\d)?(?=[Z.,+-]|$)")
_OFFSET = re.compile(r"(?:GMT|UTC?|Z)?\s*([+-−])\s*(\d{1,2}):?(\d\d)?(?!\d)", re.IGNORECASE)
_ZONE_NAME = re.compile(r"[A-Za-z]+")
# Hours from UTC. RFC 5322, section 4.3, has the American ones; those that mean two things are left out.
_ZONES = {
    name: float(hours)
    for hours, names in (
        line.split(None, 1)
        for line in """
        -10 HST
        -9 AKST
        -8 PST AKDT
        -7 MST PDT
        -6 CST MDT
        -5 EST CDT
        -4 EDT
        -3.5 NST
        -3 ADT BRT
        -2.5 NDT
        0 Z UT UTC GMT WET
        1 CET MEZ MET WEST
        2 CEST MESZ MEST EET SAST
        3 EEST MSK
        7 WIB
        8 HKT SGT AWST
        9 JST KST
        9.5 ACST
        10 AEST
        11 AEDT
        12 NZST
        13 NZDT
    """.strip().splitlines()
    )
    for name in names.split()
}
_MAX_OFFSET_H = 14.0


def read_instant(written: str | None, now: datetime) -> str | None:
    """The date as ISO 8601, as precise as it is written; None if it is none or cannot be right."""
    written = " ".join((written or "")[:_MAX_CHARS].split())
    if _PART_OF_DATE.fullmatch(written):  # a year or month, as W3C-DTF allows
        first = date(int(written[:4]), int(written[5:] or 1), 1)
        return written if _FIRST <= first <= now.date() else None
    found = _read_epoch(written) or _read_numeric(written) or _read_named(written)
    if found is None:
        return None
    day = found.date() if isinstance(found, datetime) else found
    if not _FIRST <= day <= (now + _AHEAD).date():
        return None
    if not isinstance(found, datetime) or found.tzinfo is None:
        return found.isoformat()
    return found.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _read_epoch(written: str) -> datetime | None:
    """Seconds or milliseconds since 1970, which some JSON has."""
    match = _EPOCH.fullmatch(written)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


def _read_numeric(written: str) -> datetime | date | None:
    """2025-02-19T08:30:00Z and all that is like it."""
    match = _NUMERIC.fullmatch(written)
    if match is None:
        return None
    try:
        day = date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5]))
    except ValueError:
        return None
    return _with_time(day, _COMPACT_TIME.sub(_with_colons, match[6], count=1))


def _with_colons(time: re.Match[str]) -> str:
    return f"{time[1]}:{time[2]}:{time[3] or '00'}"


def _read_named(written: str) -> datetime | date | None:
    """Wed, 19 Feb 2025 08:30:00 GMT and all that has a month's name, in any language we know."""
    written = _YEAR_LAST.sub(r"\1 \3 \2", written, count=1)
    written = _SHORT_YEAR.sub(lambda m: m[1] + ("19" if m[2] >= "50" else "20") + m[2], written, count=1)
    found = find_date(written)
    if found is None:
        return None
    iso, match = found
    return _with_time(date.fromisoformat(iso), written[match.end() :])


def _with_time(day: date, written: str) -> datetime | date | None:
    """The day at the time that follows it, if one does; a time that cannot be is left out."""
    match = _TIME.search(written)
    if match is None:
        return day
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"][0] in "pP" else 0)
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
        return day
    at = datetime(day.year, day.month, day.day) + timedelta(  # noqa: DTZ001 - its zone comes below, if it has one
        hours=hour, minutes=minute, seconds=min(second, 59)
    )
    offset_h = _offset_h(match["zone"])
    if offset_h is None:
        return at
    try:
        return (at - timedelta(hours=offset_h)).replace(tzinfo=UTC)
    except OverflowError:
        return day


def _offset_h(zone: str) -> float | None:
    """Hours from UTC; None for a zone that nobody knows."""
    if match := _OFFSET.match(zone):
        hours = int(match[2]) + int(match[3] or 0) / 60
        return None if hours > _MAX_OFFSET_H else hours * (1 if match[1] == "+" else -1)
    name = _ZONE_NAME.match(zone.removeprefix("Etc/"))
    return _ZONES.get(name[0].upper()) if name else None
