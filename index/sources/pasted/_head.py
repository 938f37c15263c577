"""What stands above the body: labels, the title, byline and dates; and where the body begins."""

import re

from index.sources import furniture
from index.sources.pasted._lines import Kind, Lines, Told
from index.sources.pasted._telling import kind_about, tells
from index.text import terms

_MAX_TITLE_CHARS = 250
_LONG_LINE = 120
_SENTENCES = re.compile(r"[a-z][.!?]\s+[A-Z]")
# After a summary under the title come the byline and the date, within so many lines.
_LINES_AFTER_SUMMARY = 8
# Enough of the body to tell which line is about it.
_BODY_CHARS = 20_000


def read_head(lines: Lines) -> int:
    """Read the head's lines; returns the number of the line that the body begins with."""
    end = _head_end(lines)
    titles = []
    for number in lines.filled(0, end):
        if kind := kind_about(lines, number):
            lines.kinds[number] = kind
        elif _may_be_title(lines.at(number)):
            titles.append(number)
    if titles and not lines.told.title:
        _read_title(lines, titles, end)
    _read_after_summary(lines, end)
    return end


def _head_end(lines: Lines) -> int:
    """The number of the first line that reads like a paragraph, or the count of lines."""
    first = True
    for number in lines.filled(0):
        line = lines.at(number)
        if furniture.is_caption(line, before_credit=False):
            continue
        if _reads_on(lines, number) or _is_paragraph(line, first=first):
            return number
        first = first and (_is_slight(line) or bool(furniture.read_date_beside(line)))
    return len(lines.lines)


def _is_slight(line: str) -> bool:
    """Whether a line may stand above a title."""
    return (
        len(line.split()) <= 2
        or furniture.is_label(line)
        or furniture.is_breadcrumb(line)
        or furniture.is_filler(line)
        or tells(line, Told())
    )


def _is_paragraph(line: str, *, first: bool) -> bool:
    """Whether a line is running text and no title, label or other line of a page's head."""
    if furniture.is_filler(line) or furniture.is_via(line) or tells(line, Told()):
        return False
    if first and len(line) <= _LONG_LINE and (not line.endswith(".") or _has_capitals(line)):
        return False  # a title may ask or exclaim
    return len(line) > (_LONG_LINE if _SENTENCES.search(line) else _MAX_TITLE_CHARS) or (
        furniture.ends_a_sentence(line) and (len(line.split()) > 3 or not first)
    )


def _has_capitals(line: str) -> bool:
    """Whether the line is written as titles are: "Why You Should Not Worry."."""
    words = [word for word in line.split() if len(word) > 3]
    return len(words) > 3 and sum(word.lstrip("‘“'\"(")[:1].isupper() for word in words) > 0.8 * len(words)


def _reads_on(lines: Lines, number: int) -> bool:
    """Whether the line is the first of a paragraph wrapped by hand."""
    following = lines.at(number + 1) if number + 1 < len(lines.lines) else ""
    return len(lines.lines[number]) >= 40 and following[:1].islower()


def _may_be_title(line: str) -> bool:
    return len(line) <= _MAX_TITLE_CHARS and any(map(str.isalpha, line)) and not furniture.is_dateline(line)


def _read_title(lines: Lines, titles: list[int], end: int) -> None:
    """Choose the title; labels before it are left out, any other line stays in the body."""
    body = set(terms("\n".join(lines.lines[end:])[:_BODY_CHARS]))
    while len(titles) > 1 and _is_stray(lines.at(titles[0]), [lines.at(n) for n in titles[1:]], body):
        lines.kinds[titles.pop(0)] = Kind.LEFT_OUT
    chosen = _choose(lines, titles, body)
    if chosen + 1 < len(lines.lines) or len(titles) > 1:
        lines.told.title = lines.at(chosen).lstrip("#").strip()
        lines.kinds[chosen] = Kind.TOLD


def _is_stray(line: str, following: list[str], body: set[str]) -> bool:
    """Whether a line before a possible title is a label, or leads to it ("Home News A Day at Sea").

    A label is made of a label's words, or is one word alone that is none of the body's.
    """
    if furniture.is_label(line) or furniture.is_breadcrumb(line):
        return True
    if any(line.endswith(t) and line != t and len(t.split()) > 2 for t in following):
        return True
    return len(line.split()) == 1 and len(following[0].split()) >= 4 and not _about(line, body)


def _choose(lines: Lines, titles: list[int], body: set[str]) -> int:
    """The first line, or one after it that is about the body where the first is a label or beside it.

    A short line ("Company Town", "Hong Kong") is a label if a longer one that follows is about the
    body, a longer one ("Why you should close doors at night") only if it is not about it at all.
    """
    first = titles[0]
    if _about(lines.at(first), body) >= (0.2 if len(lines.at(first).split()) > 3 else 2):
        return first
    for number in titles[1:]:
        line = lines.at(number)
        fits = len(line.split()) > 3 and len(line) <= _LONG_LINE and line[0] not in "-–—*•"
        if fits and _about(line, body) >= 0.5 and not furniture.ends_a_sentence(line):
            return number
    return first


def _about(line: str, body: set[str]) -> float:
    """The share of the line's terms that the body has too."""
    found = terms(line)
    return sum(term in body for term in found) / len(found) if found else 0.0


def _read_after_summary(lines: Lines, end: int) -> None:
    """The byline and the date that stand below a summary, or beside other words.

    Left out is only what cannot be of the body; a day alone may be a diary's.
    """
    told = lines.told
    for number in lines.filled(0, end) + lines.filled(end)[:_LINES_AFTER_SUMMARY]:
        line = lines.at(number)
        if lines.kinds[number] is not Kind.BODY:
            continue
        found = Told()
        if not told.title and not furniture.is_dateline(line) and not furniture.read_byline(line):
            continue  # a day in a note is not its own
        if len(line) <= _LONG_LINE and tells(line, found):
            told.author = told.author or found.author
            told.published_at = told.published_at or found.published_at
            told.updated_at = told.updated_at or found.updated_at
            own = (found.published_at or found.updated_at) in (told.published_at, told.updated_at)
            if found.author or (own and furniture.is_dateline(line)):
                lines.kinds[number] = Kind.TOLD
        elif date := furniture.read_date_beside(line):
            told.published_at = told.published_at or date
            if date == told.published_at and furniture.is_dateline(line):
                lines.kinds[number] = Kind.TOLD
