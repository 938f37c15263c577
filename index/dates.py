"""Publication dates: ISO 8601 checked, and dates as people write them found in a line.

Kept as ISO 8601 text as precise as it was given (``2025``, ``2025-02``, ``2025-02-19``,
``2025-02-19T08:30:00Z``), since a day is not an instant and must not be turned into one.
"""

import re
from datetime import UTC, date, datetime

from dateutil import parser

# The extended form, as precise as one likes, in ASCII digits; Python alone reads much more than that.
_TIME = r"T\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d(?::\d\d)?)?"
_ISO = re.compile(rf"\d{{4}}(?:-\d\d(?:-\d\d(?:{_TIME})?)?)?", re.ASCII)
# The months as they are written beside "19. Februar 2025", "19 de febrero de 2025" and the like.
_MONTHS = {
    name: line.split()[0]
    for line in """
        january jan januar jänner janvier janv enero ene janeiro gennaio января
        february feb februar février févr febrero fevereiro fev febbraio февраля
        march mar märz maerz mars marzo março марта
        april apr avril avr abril abr aprile апреля
        may mai mayo maio maggio мая
        june jun juni juin junio junho giugno июня
        july jul juli juillet juil julio julho luglio июля
        august aug août aout agosto августа
        september sept sep septembre septiembre setembro settembre сентября
        october oct oktober okt octobre octubre outubro ottobre октября
        november nov novembre noviembre novembro ноября
        december dec dezember dez décembre déc diciembre dic dezembro dicembre декабря
    """.strip().splitlines()
    for name in line.split()
}
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[5-9]|20)\d{2}"
_WRITTEN = re.compile(
    rf"""
    \b(?:
        (?P<iso> {_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) ) (?!\d)
      | (?P<month_first> {_MONTH} \s+ {_DAY} ,? \s+ {_YEAR} ) \b
      | (?P<day_first> {_DAY} [.º]? (?:\s+(?:of|de|di))? [\s-]+ {_MONTH} (?:\s+del?)? ,? [\s-]+ {_YEAR} ) \b
      | (?P<dotted> (?:0?[1-9]|[12]\d|3[01]) \. (?:0?[1-9]|1[0-2]) \. {_YEAR} ) \b
      | (?P<slashed> \d{{1,2}} / \d{{1,2}} / {_YEAR} ) \b
      | (?P<year_first> {_YEAR} [/.] (?:0?[1-9]|1[0-2]) [/.] (?:0?[1-9]|[12]\d|3[01]) ) \b
      | (?P<east_asian> {_YEAR} [年년] \s? (?:0?[1-9]|1[0-2]) [月월] \s? (?:0?[1-9]|[12]\d|3[01]) [日일] )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def is_iso(text: str) -> bool:
    """Whether the text is an ISO 8601 year, month, day or instant, in the extended form."""
    if not _ISO.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def sortable(written: str | None) -> str | None:
    """The date in a form that compares as text: an instant in UTC, to the second; else as it is.

    A year is before its months, a month before its days, a day before its instants. A time of day
    without a time zone counts as UTC.
    """
    if written is None or "T" not in written or not is_iso(written):
        return written
    instant = datetime.fromisoformat(written)
    try:
        instant = instant.astimezone(UTC) if instant.tzinfo else instant
    except OverflowError:  # within hours of the year 1 or 9999
        return written
    return f"{instant:%Y-%m-%dT%H:%M:%S}".rjust(19, "0")


def find_date(line: str) -> tuple[str, re.Match[str]] | None:
    """The first whole date (day, month and year) in the line as ISO 8601, and where it stands.

    ``03/04/2025`` says two things, depending on the country, and is read as neither; with a
    number over 12 it says only one.
    """
    for match in _WRITTEN.finditer(line):
        if found := _read(match):
            return found.isoformat(), match
    return None


def _read(match: re.Match[str]) -> date | None:
    kind, written = str(match.lastgroup), match.group()
    if kind == "slashed":
        first, second, _ = (int(part) for part in written.split("/"))
        if first <= 12 and second <= 12 and first != second:
            return None
        day_first = first > 12
    else:
        day_first = kind in ("day_first", "dotted")
    words = re.findall(r"\d+|[^\W\d_]+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", " ", written.casefold()))
    cleaned = "-".join(_MONTHS.get(word, word) for word in words if word.isdigit() or word in _MONTHS)
    try:
        return parser.parse(cleaned, dayfirst=day_first).date()
    except (ValueError, OverflowError):  # 31 February
        return None
