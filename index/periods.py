"""Words for a time that moves with the calendar: "last week", "yesterday", "latest"; English only.

They say which articles are meant by the day they appeared. The articles use them as well ("the
mayor resigned last year"), so they are a preference, never a filter. Weeks begin on Monday.

"The last week of the siege" or "yesterday" as a song's name mean no such time, nor does a month
with its year or day, "in March 1990", which is looked for as it is.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from index.dates import find_date, is_iso
from index.models import Period, Span

_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTHS = "january february march april may june july august september october november december".split()
_DAY, _MONTH = "|".join(_DAYS), "|".join(_MONTHS)
_UNIT = r"(?P<unit>day|week|month|year)"
_ONE = timedelta(days=1)


def find_period(text: str, today: date) -> tuple[Period | None, Span]:
    """The time that the text speaks of, and the words that say no more than that.

    Of a weekday or a month, whose name an article may well have, there are no such words.
    """
    for pattern, read in _PERIODS:
        for found in pattern.finditer(text):
            if found.start() and found.group()[0].isupper() and not text.isupper():
                continue  # "Yesterday" within a sentence is a name
            try:
                since, before = read(found, today)
            except (OverflowError, ValueError):  # ten thousand years ago
                continue
            named = pattern in (_ON_DAY, _IN_MONTH)
            words = Span(0, 0) if named else Span(*found.span())
            if (found.groupdict().get("since") or "").strip():
                before = today + _ONE
            return Period(since.isoformat(), before.isoformat()), words
    return None, Span(0, 0)


def read_day(text: str, today: date) -> str | None:
    """The first day of the time that the text names and nothing else, as ISO 8601; None if it names none.

    That is ISO 8601 itself (``2025``, ``2025-03``, ``2025-03-19``), a date as people write it, or a time such
    as "last week", "3 days ago", "March" or "Monday", as precise as it was written.
    """
    text = " ".join(text.split())
    if is_iso(text):
        return text
    written = find_date(text)
    if written and written[1].group() == text:
        return written[0]
    if month := _MONTH_OF_YEAR.fullmatch(text):
        return f"{month['year']}-{_MONTHS.index(month['month'].lower()) + 1:02}"
    for said in (text, f"since {text}", f"on {text}"):
        period, words = find_period(said.lower(), today)
        whole = words == Span(0, len(said)) or _NAMED.fullmatch(said.lower())
        if period and whole:
            return period.since
    return None


def iter_fresh_cues(text: str) -> tuple[bool, list[Span]]:
    """Whether fresh articles are wanted, and the words that say no more than that."""
    cues = [Span(*found.span()) for found in _NEWS.finditer(text)]
    return bool(cues or _FRESH.search(text)), cues


def _relative(found: re.Match[str], today: date) -> tuple[date, date]:
    start, after = _unit_of(found["unit"].lower(), today)
    if found["which"].lower() == "this":
        return start, after
    return _unit_of(found["unit"].lower(), start - _ONE)


def _rolling(found: re.Match[str], today: date) -> tuple[date, date]:
    return _back(found["unit"].lower(), _count(found["count"]), today), today + _ONE


def _ago(found: re.Match[str], today: date) -> tuple[date, date]:
    unit = found["unit"].lower()
    return _unit_of(unit, _back(unit, _count(found["count"]), today))


def _near_day(found: re.Match[str], today: date) -> tuple[date, date]:
    back = found["word"].lower() in ("yesterday", "last night")
    return _unit_of("day", today - _ONE if back else today)


def _on_day(found: re.Match[str], today: date) -> tuple[date, date]:
    """The last such day, which may be today, but for "last Monday" on a Monday."""
    ago = (today.weekday() - _DAYS.index(found["day"].lower())) % 7
    return _unit_of("day", today - timedelta(days=ago or (7 if found["which"].lower() == "last" else 0)))


def _in_month(found: re.Match[str], today: date) -> tuple[date, date]:
    """The last such month that has begun."""
    month = _MONTHS.index(found["month"].lower()) + 1
    return _unit_of("month", date(today.year - (month > today.month), month, 1))


def _unit_of(unit: str, day: date) -> tuple[date, date]:
    """The day, week, month or year that the day is in, from its first to after its last day."""
    if unit == "day":
        return day, day + _ONE
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    if unit == "month":
        return day.replace(day=1), (day.replace(day=1) + timedelta(days=31)).replace(day=1)
    return date(day.year, 1, 1), date(day.year + 1, 1, 1)


def _back(unit: str, count: int, day: date) -> date:
    """So many of the unit before the day."""
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, min(day.day, 28))


def _count(written: str | None) -> int:
    written = (written or "one").lower()
    if written.isdigit():
        return int(written)
    return _NUMBERS.index(written) + 1 if written in _NUMBERS else {"couple of": 2, "few": 3}.get(written, 1)


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.VERBOSE | re.IGNORECASE)


_MONTH_OF_YEAR = _pattern(rf"(?P<month> {_MONTH} ) \s (?P<year> (?: 1[5-9] | 20 ) \d\d )")
_NAMED = _pattern(rf"(?: on | in | last | this | since ) \s (?: {_DAY} | {_MONTH} )")
_COUNT = rf"(?P<count> \d{{1,4}} | {'|'.join(_NUMBERS)} | an? | (?:a\ )?few | (?:a\ )?couple\ of )"
_ON_DAY = _pattern(rf"\b (?P<which> on | last | (?P<since> since ) ) \s+ (?P<day> {_DAY} )\b")
_IN_MONTH = _pattern(
    rf"""\b (?: in | last | this | (?P<since> since ) ) \s+ (?P<month> {_MONTH} )\b
        (?! [\s,]+ (?: of\b | \d ) )"""
)
_Reader = Callable[[re.Match[str], date], tuple[date, date]]
_PERIODS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (
        _pattern(
            rf"""\b (?: in | over | within | during ) \s+ the \s+ (?: last | past )
                \s+ (?: {_COUNT} \s+ )? {_UNIT}s? \b (?! \s+ of\b )"""
        ),
        _rolling,
    ),
    (_pattern(rf"\b (?: the \s+ )? (?: last | past ) \s+ {_COUNT} \s+ {_UNIT}s \b (?! \s+ of\b )"), _rolling),
    (_pattern(rf"\b {_COUNT} \s+ {_UNIT}s? \s+ ago\b"), _ago),
    (
        _pattern(rf"\b (?P<since> since \s+ )? (?P<which> this | last ) \s+ {_UNIT} \b (?! \s+ of\b )"),
        _relative,
    ),
    (
        _pattern(
            r"""\b (?P<since> since \s+ )?
            (?P<word> yesterday | today | tonight | last\ night | this\ (?: morning | afternoon | evening ) )
            \b (?! ['’]s )"""
        ),
        _near_day,
    ),
    (_ON_DAY, _on_day),
    (_IN_MONTH, _in_month),
)
_NEWS = _pattern(
    r"""(?: ^ | (?<= \s ) | (?<= \( ) ) (?: the\s+ | any\s+ )?
        (?: (?: latest | newest | most\s+recent | recent | breaking | any )
              \s+ (?: news | updates? | articles? | reports? )
              (?: \s+ (?: on | about | from | in | of | regarding ) )?
          | (?: latest | newest ) \s+ (?: on | about | from | in | regarding )
          | news \s+ (?: about | on | regarding )
          | what (?: ['’]?s | \s+ is ) \s+ new \b ) (?! \w )"""
)
_FRESH = _pattern(r"\b (?: latest | newest | most\s+recent (?:ly)? | recently ) \b")
