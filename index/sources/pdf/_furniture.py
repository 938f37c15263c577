"""What pages repeat: running heads, footers and page numbers, told from the text by where they stand."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.sources.pdf._lines import Line

# So many of the uppermost and lowest rows of a page may be furniture, in so large a part of its height,
# and so far from the text, as a share of the size of the letters.
_EDGE = 2
_MARGIN = 0.12
_GAP = 1.6
# What stands at the same place on so many pages, and so large a share of them, is repeated.
_MIN_PAGES = 3
_MIN_SHARE = 0.2
# Points; a line that is set anew on each page moves by less.
_SAME_PLACE = 6.0
_NUMBER = re.compile(
    r"(?:(?:page|seite|p[aá]gina|pag\.?|p\.|s\.)\s*)?[-–—|(\[ ]*(?:\d{1,4}|[ivxlc]{1,7})[-–—|)\] ]*"
    r"(?:(?:of|von|de|di|sur|/)\s*\d{1,4})?",
    re.IGNORECASE,
)
_Key = tuple[str, int]


def divide_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[Line], list[str]]:
    """The lines of the text, and what was left out, each once as it was first written."""
    furniture: set[int] = set()
    left_out: dict[str, str] = {}
    for name, lines in _iter_furniture(pages):
        furniture.update(id(line) for line in lines)
        left_out.setdefault(name, lines[0].text)
    return [line for page in pages for line in page if id(line) not in furniture], list(left_out.values())


def _iter_furniture(pages: Sequence[Sequence[Line]]) -> Iterator[tuple[str, list[Line]]]:
    """What is left out, as (what it is by its words, the lines), a page number as "#"."""
    repeated: defaultdict[_Key, list[Line]] = defaultdict(list)
    for page in pages:
        for place, line in _iter_edges(page):
            repeated[_folded(line.text), place].append(line)
    enough = max(_MIN_PAGES, _MIN_SHARE * len(pages))
    for (words, _), lines in repeated.items():
        is_many = len({line.page for line in lines}) >= enough
        at_once = [line for line in lines if _is_where_others_are(line, lines)]
        if is_many and len(at_once) >= enough:
            yield words, at_once
        elif numbers := [line for line in lines if _tells_page(line, len(pages))]:
            yield "#", numbers
    if turned := [line for page in pages for line in page if line.is_turned]:
        for line in turned:
            yield line.text, [line]


def _iter_edges(page: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The lines in the margins of a page: 0 at the top, 1 at the bottom."""
    upright = sorted((line for line in page if not line.is_turned), key=lambda line: -line.bottom)
    for place, lines in ((0, upright), (1, upright[::-1])):
        for line in _apart(lines):
            if line.rise > 1 - _MARGIN if place == 0 else line.rise < _MARGIN:
                yield place, line


def _apart(lines: Sequence[Line]) -> list[Line]:
    """The first rows, at most two, if a gap is between them and the others, as none is within a text."""
    rows = 1
    for at, (line, following) in enumerate(pairwise(lines), 1):
        distance = abs(line.bottom - following.bottom)
        if distance > _GAP * max(line.size, following.size):
            return list(lines[:at])
        if distance > line.size / 2:
            rows += 1
        if rows > _EDGE:
            return []
    return list(lines)


def _folded(text: str) -> str:
    """The words with all numbers alike, as page numbers are."""
    return re.sub(r"\d+|\b[ivxlc]{1,7}\b", "#", text.casefold())


def _is_where_others_are(line: Line, lines: Sequence[Line]) -> bool:
    return any(other.page != line.page and abs(other.bottom - line.bottom) < _SAME_PLACE for other in lines)


def _tells_page(line: Line, page_count: int) -> bool:
    """Whether it is nothing but the page's number, as files of one page or two have it as well."""
    if not _NUMBER.fullmatch(line.text):
        return False
    numbers = re.findall(r"\d+", line.text)
    return not numbers or int(numbers[0]) == line.page + 1 or page_count >= _MIN_PAGES
