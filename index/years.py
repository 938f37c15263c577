"""Years that a text speaks of, and how well they fit those of a question.

"Who was mayor in 1998?" is answered by "mayor from 1995 to 2000", which has no 1998 in it.
"""

import re
from math import exp

_YEAR = r"(1\d{3}|20\d\d)"
_RANGE = re.compile(rf"{_YEAR}\s*(?:[-–—]|to|until|and|through|till)\s*(?:\w+ ){{0,2}}?{_YEAR}")
_SINGLE = re.compile(rf"(?<![\d.,]){_YEAR}(?![\d.,]\d)")

Years = list[tuple[int, int]]
"""First and last year of each range, and each year by itself."""


def find_years(text: str) -> Years:
    """The years from 1000 to 2099 that the text names."""
    ranges = [(int(first), int(last)) for first, last in _RANGE.findall(text) if int(first) <= int(last)]
    return ranges + [(int(year), int(year)) for year in _SINGLE.findall(text)]


def year_fit(asked: Years, said: Years) -> float:
    """From 0 to 1: the very years, one end of them, years that overlap, and the less the farther away."""
    if not asked or not said:
        return 0.0
    first, last = min(year for year, _ in asked), max(year for _, year in asked)
    return max(_fit(first, last, *years) for years in said)


def _fit(first: int, last: int, begins: int, ends: int) -> float:
    if (begins, ends) == (first, last):
        return 1.0
    if begins == first or ends == last:
        return 0.8
    if begins <= last and first <= ends:
        return 0.6
    return 0.3 * exp(-min(abs(begins - last), abs(first - ends)) / 3)
