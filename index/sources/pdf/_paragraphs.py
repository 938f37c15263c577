"""Lines into paragraphs: which lines belong together, and which words were broken at their ends.

A line begins a paragraph if it stands lower than lines usually do, is set in, is larger or smaller, is
a point of a list, or if the line before it is short and ends a sentence. From one column or page to the
next, a sentence that has not ended goes on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.sources.pdf._lines import Line

# Shares of the size of the letters, or of the usual distance of lines.
_GAP = 1.3
_OTHER_SIZE = 0.12
_INDENT = 0.7
_MOST_INDENT = 6.0
_SHORT = 0.12
# A line of a table of contents, with or without dots up to its page.
_ENTRY = re.compile(r"(?:\. ?){4,}\s*[\divxlc]+\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;。！？]['\"”’»)\]]*\d{0,3}\Z")
_POINT = re.compile(r"(?P<mark>[•‣▪◦●○■□∙·⁃➢►✓*–—-])\s+(?=\S)|(?P<number>(?:\d{1,2}|[a-z])[.)])\s+(?=\S)")


def to_text(lines: Sequence[Line], page_count: int) -> tuple[str, list[int]]:
    """The text, with a blank line between paragraphs, and where each page begins in it."""
    text = _Text(_words_of(lines))
    columns = _columns(lines)
    starts = [-1] * page_count
    leadings = _leadings(lines)
    before: Line | None = None
    for line, column in zip(lines, columns, strict=True):
        if before is None:
            separator = ""
        else:
            separator = _separator(before, line, column, leadings.get(round(line.size), line.size * 1.2))
        place = text.add(line, separator)
        if starts[line.page] < 0:
            starts[line.page] = place
        before = line
    return text.done(), _filled(starts, text.length)


@dataclass(frozen=True, slots=True)
class _Column:
    """Lines below each other: where most of them begin and end."""

    left: float
    right: float


@dataclass(slots=True)
class _Text:
    """The text as it grows. ``words`` are those that the file has without a break in them."""

    words: frozenset[str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    broken: str = ""

    def add(self, line: Line, separator: str) -> int:
        """Append a line, and return where it begins."""
        written = _as_point(line.text) if separator != " " else line.text
        if self.broken and separator == " ":
            separator = "-" if self._keeps_hyphen(self.broken, written) else ""
        elif self.broken:
            separator = "-" + separator  # it was no broken word
        self._append(separator)
        place = self.length
        self._append(written)
        self.broken = _last_word(written) if line.is_broken else ""
        return place

    def done(self) -> str:
        """All of it."""
        return "".join(self.parts)

    def _append(self, part: str) -> None:
        self.parts.append(part)
        self.length += len(part)

    def _keeps_hyphen(self, first: str, written: str) -> bool:
        """Whether a word is written with a hyphen, and was broken there: by how the file writes it else."""
        match = _WORD.match(written)
        if match is None or not match.group()[0].islower() or not first[-1:].isalpha():
            return True
        second = match.group()
        if (first + second).casefold() in self.words:
            return False
        if f"{first}-{second}".casefold() in self.words:
            return True
        return {first.casefold(), second.casefold()} <= self.words and len(min(first, second, key=len)) > 3


def _last_word(written: str) -> str:
    words = written.rsplit(maxsplit=1)
    return words[-1].strip("([{'\"“‘«") if words else ""


def _words_of(lines: Sequence[Line]) -> frozenset[str]:
    """The words that stand whole in a line."""
    words: set[str] = set()
    for line in lines:
        found = _WORD.findall(line.text.casefold())
        words.update(found[:-1] if line.is_broken else found)
    return frozenset(words)


def _columns(lines: Sequence[Line]) -> list[_Column]:
    """The column that each line stands in: a run of lines of one page each lower than the one before."""
    columns: list[_Column] = []
    run: list[Line] = []
    for line, following in pairwise([*lines, None]):
        if line is None:  # pragma: no cover  # only the last of the pairs is None
            break
        run.append(line)
        if following is None or _is_jump(line, following):
            lefts, rights = (sorted(each.left for each in run), sorted(each.right for each in run))
            column = _Column(lefts[len(run) // 5], rights[min(len(run) - 1, len(run) * 4 // 5)])
            columns.extend([column] * len(run))
            run = []
    return columns


def _is_jump(line: Line, following: Line) -> bool:
    """Whether the following line is on another page, or higher up, in another column."""
    return line.page != following.page or following.bottom > line.bottom + line.size


def _leadings(lines: Sequence[Line]) -> dict[int, float]:
    """The usual distance of lines, by their size in whole points."""
    found: dict[int, list[float]] = {}
    for line, following in pairwise(lines):
        distance = line.bottom - following.bottom
        if line.page == following.page and 0 < distance < 3 * line.size and _same_size(line, following):
            found.setdefault(round(line.size), []).append(distance)
    return {size: median(distances) for size, distances in found.items()}


def _same_size(line: Line, following: Line) -> bool:
    return abs(line.size - following.size) <= _OTHER_SIZE * max(line.size, following.size)


def _separator(line: Line, following: Line, column: _Column, leading: float) -> str:
    """What comes between two lines: nothing but a space, the end of a line, or of a paragraph."""
    is_point = _POINT.match(following.text)
    if _is_jump(line, following):
        goes_on = not _SENTENCE_END.search(line.text) and _same_size(line, following) and not is_point
        return " " if goes_on and (line.is_broken or not _is_upper(following.text)) else "\n\n"
    distance = line.bottom - following.bottom
    if abs(distance) < following.size / 2 and not is_point:
        return " "  # side by side
    if not _same_size(line, following) or distance > _GAP * leading:
        return "\n\n"
    if is_point or _ENTRY.search(line.text):
        return "\n"
    if _POINT.match(line.text):  # a point's second line is set in, as far as its first word
        return " "
    return "\n\n" if _begins_anew(line, following, column) else " "


def _begins_anew(line: Line, following: Line, column: _Column) -> bool:
    indent = (following.left - line.left) / following.size
    is_indented = _INDENT < indent < _MOST_INDENT and line.left < column.left + _INDENT * line.size
    is_short = line.right < column.right - _SHORT * (column.right - column.left)
    has_ended = bool(_SENTENCE_END.search(line.text))
    if is_indented and (has_ended or _is_upper(following.text)):
        return True
    return is_short and has_ended and not line.is_broken


def _is_upper(text: str) -> bool:
    letter = next((sign for sign in text if sign.isalnum()), "")
    return not letter.islower()


def _as_point(text: str) -> str:
    """A point of a list as Markdown's reader gives it."""
    match = _POINT.match(text)
    return f"- {text[match.end() :]}" if match and match["mark"] else text


def _filled(starts: list[int], length: int) -> list[int]:
    """With a page that has no text beginning where the next one does."""
    filled = []
    following = length
    for start in reversed(starts):
        following = start if start >= 0 else following
        filled.append(following)
    return filled[::-1]
