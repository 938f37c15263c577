"""The figures and dates in a text, as values: 2,500 and "two thousand five hundred" alike. Pure.

English only, as what questions ask for is (``index.asked``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import floor, log10
from typing import NamedTuple

from index.models import Span

_ONES = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SMALL = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "dozen": 12,
}
_WORDS = "|".join([*_SMALL, *_SCALES])
_NUMBER = re.compile(
    rf"""(?<![\w.,]) (?P<digits> \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)? | \d+(?:\.\d+)? )
        (?!\d|[.,]\d|:\d|st\b|nd\b|rd\b|th\b|s\b)
        (?: [\ -] (?P<scale> hundred|thousand|million|billion|trillion|dozen )\b )?
      | \b (?P<words> (?:an?\ )? (?:{_WORDS})s?\b (?: (?:[\ -]|\ and\ ) (?:{_WORDS})\b )* )""",
    re.VERBOSE | re.IGNORECASE,
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|nearly|almost|approximately|roughly|some|circa|over|under|up to|more than|less than"
    r"|fewer than|at least|at most|(?:an )?estimated|only)\s+(?:an?\s+|the\s+)?[$€£]?$",
    re.IGNORECASE,
)
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = rf"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in _MONTHS)})\.?"
_DATE = re.compile(
    rf"""\b(?: (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}(?:,?\ (?P<year>[12]\d{{3}}))?
      | {_MONTH.replace("month", "month2")}\ (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)
          (?:,?\ (?P<year2>[12]\d{{3}}))?
      | {_MONTH.replace("month", "month3")}(?:\ of)?,?\ (?P<year3>[12]\d{{3}})
      | (?P<year4>1\d{{3}}|20\d\d) )\b(?![-–/]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_CLOCK = re.compile(
    rf"""\bat\ (?:about\ )?(?P<hour>\d{{1,2}}|{"|".join(_ONES[1:13])})(?:[:.](?P<minute>\d\d))?
        (?:\ ?(?P<half>[ap])\.?m\.?)?(?:\ o['’]clock)?(?=[\s.,;!?)]|$)
        (?!\ (?:\d|per|of|times|years?|months?|days?))""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number; ``digits`` are its significant ones, ``is_rough`` whether it says "about" or "over"."""

    span: Span
    value: float
    digits: int
    is_rough: bool


class Date(NamedTuple):
    """A date as precise as it is written."""

    year: int | None
    month: int | None
    day: int | None


class Clock(NamedTuple):
    """A time of day; ``half`` is "a", "p" or nothing."""

    hour: int
    minute: int
    half: str


def find_figures(text: str) -> list[Figure]:
    """The numbers in order, without those that are parts of dates."""
    dates = [Span(*found.span()) for found in _DATE.finditer(text)]
    return [figure for figure in _iter_figures(text) if not any(figure.span.overlaps(span) for span in dates)]


def find_dates(text: str) -> list[Date]:
    """The dates in order."""
    return [_date(found) for found in _DATE.finditer(text)]


def find_clocks(text: str) -> list[Clock]:
    """The times of day in order."""
    return [
        Clock(
            _SMALL.get(found["hour"].lower()) or int(found["hour"]),
            int(found["minute"] or 0),
            found["half"] or "",
        )
        for found in _CLOCK.finditer(text)
        if found["hour"].isdigit() or found["hour"].lower() in _SMALL
    ]


def do_figures_differ(one: Figure, other: Figure) -> bool:
    """Whether both cannot be right: not if one is a rounded form of the other, or says "about"."""
    if one.is_rough or other.is_rough:
        return False
    digits = min(one.digits, other.digits)
    return _rounded(one.value, digits) != _rounded(other.value, digits) or (
        one.digits == other.digits and one.value != other.value
    )


def do_dates_differ(one: Date, other: Date) -> bool:
    """Whether they differ in what both say."""
    return any(a is not None and b is not None and a != b for a, b in zip(one, other, strict=True))


def do_clocks_differ(one: Clock, other: Clock) -> bool:
    """Whether they cannot be the same time, if 9 may be 21:00."""
    if one.minute != other.minute:
        return True
    known = one.half and other.half and one.half.lower() != other.half.lower()
    return bool(known) or one.hour % 12 != other.hour % 12


def _iter_figures(text: str) -> Iterator[Figure]:
    for found in _NUMBER.finditer(text):
        if written := found["digits"]:
            plain = written.replace(",", "")
            value = float(plain) * _SCALES.get((found["scale"] or "").lower(), 1)
            digits = len(plain.replace(".", "").strip("0")) or 1
            digits = max(digits, len(plain.replace(".", "").lstrip("0")) if "." in plain else digits)
        else:
            value = _in_words(found["words"])
            digits = len(str(int(value)).rstrip("0")) or 1
        rough = _ROUGHLY.search(text, 0, found.start()) is not None
        yield Figure(Span(*found.span()), value, digits, rough)


def _in_words(words: str) -> float:
    """As one reads it: two thousand five hundred."""
    total = current = 0
    for written in re.split(r"[\s-]+", words.lower()):
        word = written if written in _SMALL or written in _SCALES else written.removesuffix("s")
        if word in _SMALL:
            current += _SMALL[word]
        elif word in ("hundred", "dozen"):
            current = max(1, current) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(1, current) * _SCALES[word], 0
    return float(total + current)


def _date(found: re.Match[str]) -> Date:
    year = found["year"] or found["year2"] or found["year3"] or found["year4"]
    month = found["month"] or found["month2"] or found["month3"]
    day = found["day"] or found["day2"]
    number = next(
        (at for at, name in enumerate(_MONTHS, 1) if month and name.startswith(month.lower()[:3])), None
    )
    return Date(int(year) if year else None, number, int(day) if day else None)


def _rounded(value: float, digits: int) -> float:
    return round(value, digits - 1 - floor(log10(abs(value)))) if value else 0.0
