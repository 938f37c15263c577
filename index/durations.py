"""Lengths of time as people write them: "90m", "6h", "1d12h", "2 weeks", and back in words."""

import math
import re

MINUTE_S, HOUR_S, DAY_S = 60.0, 3600.0, 86400.0
WEEK_S = 7 * DAY_S
_UNITS_S = {
    name: seconds
    for seconds, names in (
        (1.0, "s sec secs second seconds"),
        (MINUTE_S, "m min mins minute minutes"),
        (HOUR_S, "h hr hrs hour hours"),
        (DAY_S, "d day days"),
        (WEEK_S, "w week weeks"),
    )
    for name in names.split()
}
_PART = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,3})?)\s*(?P<unit>[a-z]+)", re.ASCII)
_BETWEEN = re.compile(r"\s*(?:,|and\b)?\s*")
# What a length is told in, and up to which length.
_SPOKEN = ((100 * MINUTE_S, MINUTE_S, "minute"), (2 * DAY_S, HOUR_S, "hour"), (math.inf, DAY_S, "day"))


def read_duration(text: str) -> float:
    """The seconds that the text says, in any case, with or without blanks between its parts.

    Raises:
        ValueError: it is no length of time; the message is a sentence that says how to write one.
    """
    written = text.strip().lower()
    place, seconds = 0, 0.0
    while place < len(written):
        part = _PART.match(written, place)
        if part is None or part["unit"] not in _UNITS_S:
            break
        seconds += float(part["number"]) * _UNITS_S[part["unit"]]
        place = part.end()
        between = _BETWEEN.match(written, place)
        place = between.end() if between and between.end() < len(written) else place
    if place < len(written) or not seconds:
        raise ValueError(f"{text!r} is no length of time; write it like 90m, 6h, 1d12h or 2 weeks.")
    return seconds


def round_duration(seconds: float) -> tuple[int, str]:
    """The length rounded to what one says: how many, and of which unit ("minute", "hour", "day").

    Less than half a minute is 0 minutes.
    """
    seconds = max(seconds, 0.0)
    unit_s, unit = next((unit_s, unit) for below_s, unit_s, unit in _SPOKEN if seconds < below_s)
    return round(seconds / unit_s), unit


def write_duration(seconds: float) -> str:
    """The length in words, rounded to what one says: "45 minutes", "6 hours", "3 days"."""
    count, unit = round_duration(seconds)
    if not count:
        return "less than a minute"
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
