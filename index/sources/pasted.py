"""An article as people save it from a page: title, date, author and body out of plain text.

The text is taken line by line. The *head* reaches to the first line that reads like a paragraph;
in it each line is the title, tells the date, author or address, or is furniture (see
``index.sources.furniture``), and what is none of these belongs to the body. The *tail* is what
furniture there is at the end. Between them only captions, credits and buttons are left out. What
was left out is kept beside the article, and every line of the body stays as it was.
"""

import re
from dataclasses import dataclass, field
from enum import Enum, auto

from index.dates import find_date
from index.models import NewArticle
from index.sources import furniture

_MAX_TITLE_CHARS = 250
_LONG_LINE = 120


class _Kind(Enum):
    BODY = auto()
    BLANK = auto()
    TOLD = auto()  # title, date, author, address: kept in their own fields
    LEFT_OUT = auto()


@dataclass(slots=True)
class _Found:
    """What the lines have told so far."""

    title: str | None = None
    author: str | None = None
    url: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    kinds: list[_Kind] = field(default_factory=list)


def read_pasted(text: str, name: str) -> NewArticle:
    """The article in the text; ``name`` (a file's, without its ending) is the title of last resort."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    found = _Found(kinds=[_Kind.BODY if line.strip() else _Kind.BLANK for line in lines])
    head_end = _head_end(lines)
    _read_head(lines, head_end, found)
    _read_tail(lines, head_end, found)
    _leave_out_of_middle(lines, head_end, found)
    if _Kind.BODY not in found.kinds:  # a note of one line, or nothing we understand: all of it
        found.kinds = [_Kind.BODY if line.strip() else _Kind.BLANK for line in lines]
    return NewArticle(
        title=found.title or title_from_name(name),
        text=_body(lines, found.kinds),
        url=found.url,
        author=found.author,
        published_at=found.published_at or found.updated_at or date_from_name(name),
        left_out=tuple(
            line.strip() for line, kind in zip(lines, found.kinds, strict=True) if kind is _Kind.LEFT_OUT
        ),
    )


def title_from_name(name: str) -> str:
    """A file's name as a title: "2025-02-19-kursk_prisoner" gives "Kursk prisoner"."""
    words = re.sub(r"[\s_-]+", " ", re.sub(r"^\d{4}-\d{2}-\d{2}", "", name)).strip()
    return words[:1].upper() + words[1:] or name


def date_from_name(name: str) -> str | None:
    """The date that a file's name begins with, if it does."""
    found = find_date(name[:10])
    return found[0] if found else None


def _head_end(lines: list[str]) -> int:
    """The number of the first line that reads like a paragraph, or the count of lines."""
    for number, line in enumerate(lines):
        if not line.strip() or furniture.is_caption(line.strip(), before_credit=False):
            continue
        first = not any(earlier.strip() for earlier in lines[:number])
        if _reads_on(lines, number) or _is_paragraph(line.strip(), first=first):
            return number
    return len(lines)


def _is_paragraph(line: str, *, first: bool) -> bool:
    """Whether a line is running text and no title, label or other line of a page's head."""
    if furniture.is_filler(line) or furniture.is_via(line) or _tells(line, _Found()):
        return False
    if first and len(line) <= _LONG_LINE and not line.endswith("."):
        return False  # a title may ask or exclaim
    return len(line) > _MAX_TITLE_CHARS or (
        furniture.ends_a_sentence(line) and (len(line.split()) > 3 or not first)
    )


def _reads_on(lines: list[str], number: int) -> bool:
    """Whether the line is the first of a paragraph wrapped by hand."""
    following = lines[number + 1].strip() if number + 1 < len(lines) else ""
    return len(lines[number]) >= 40 and following[:1].islower()


def _read_head(lines: list[str], end: int, found: _Found) -> None:
    titles: list[int] = []
    for number in range(end):
        line = lines[number].strip()
        if not line:
            continue
        if kind := _about(lines, number, found):
            found.kinds[number] = kind
        elif len(line) <= _MAX_TITLE_CHARS:
            titles.append(number)
    if found.title or not titles:
        return
    labels = 0
    while labels + 1 < len(titles) and _is_stray(lines[titles[labels]], lines[titles[labels + 1]]):
        found.kinds[titles[labels]] = _Kind.LEFT_OUT
        labels += 1
    chosen = titles[labels]
    if chosen + 1 < len(lines) or len(titles) > 1:
        found.title = lines[chosen].strip().lstrip("#").strip()
        found.kinds[chosen] = _Kind.TOLD


def _is_stray(line: str, following: str) -> bool:
    """Whether a line before a possible title is a label: made of a label's words, or one alone."""
    if furniture.is_label(line.strip()):
        return True
    return len(line.split()) == 1 and len(following.split()) >= 4


def _about(lines: list[str], number: int, found: _Found) -> _Kind | None:
    """What a line of the head or tail is, if it is about the article and not of it.

    A line of several parts ("1 March 2025 • 3 min read") is, when each of them is.
    """
    if _is_furniture(lines, number):
        return _Kind.LEFT_OUT
    line = lines[number].strip()
    if _tells(line, found):
        return _Kind.TOLD
    parts = [part for part in re.split(r"\s*[|•·]\s*", line) if part]
    if len(parts) < 2 or not all(_is_about(part) for part in parts):
        return None
    for part in parts:
        _tells(part, found)
    return _Kind.TOLD


def _is_about(part: str) -> bool:
    return furniture.is_filler(part) or furniture.is_label(part) or _tells(part, _Found())


def _tells(line: str, found: _Found) -> bool:
    """Take what a line says of the article; False if it says nothing of the kind."""
    if key := furniture.read_key(line):
        return _take(*key, found) or _tells_date(line, found)
    if url := furniture.read_url(line):
        found.url = found.url or url
        return True
    if author := furniture.read_byline(line):
        found.author = found.author or author
        _tells_date(line, found)
        return True
    return _tells_date(line, found)


def _take(key: str, value: str, found: _Found) -> bool:
    """A line "Key: value", where the value is what the key promises."""
    if key in ("title", "headline"):
        found.title = found.title or value
    elif key in ("author", "by"):
        found.author = found.author or furniture.read_byline(f"by {value}") or value
    elif key in ("url", "link", "source", "via", "from"):
        url = furniture.read_url(value)
        found.url = found.url or url
        return bool(url) or _tells_date(f"{key} {value}", found) or key in ("source", "via")
    else:
        return _tells_date(f"{key} {value}", found)
    return True


def _tells_date(line: str, found: _Found) -> bool:
    date = furniture.read_date(line)
    if date and furniture.is_update(line):
        found.updated_at = found.updated_at or date
    elif date:
        found.published_at = found.published_at or date
    elif dated := furniture.read_byline(line) and find_date(line):
        found.published_at = found.published_at or dated[0]
    return bool(date)


def _read_tail(lines: list[str], start: int, found: _Found) -> None:
    for number in range(len(lines) - 1, start, -1):
        line = lines[number].strip()
        if not line:
            continue
        kind = _about(lines, number, found)
        if not kind and (furniture.is_via(line) or furniture.is_label(line)):
            kind = _Kind.LEFT_OUT
        if not kind:
            return
        found.kinds[number] = kind


def _leave_out_of_middle(lines: list[str], start: int, found: _Found) -> None:
    for number in range(start, len(lines)):
        if found.kinds[number] is _Kind.BODY and _is_furniture(lines, number):
            found.kinds[number] = _Kind.LEFT_OUT


def _is_furniture(lines: list[str], number: int) -> bool:
    line = lines[number].strip()
    following = next((after.strip() for after in lines[number + 1 :] if after.strip()), "")
    return (
        furniture.is_filler(line)
        or furniture.is_credit(line)
        or furniture.is_caption(line, before_credit=furniture.is_credit(following))
    )


def _body(lines: list[str], kinds: list[_Kind]) -> str:
    """The body's lines as they were, with at most one blank line between two."""
    body: list[str] = []
    gap = False
    for line, kind in zip(lines, kinds, strict=True):
        if kind is _Kind.BODY:
            if gap and body:
                body.append("")
            body.append(line)
            gap = False
        else:
            gap = True
    return "\n".join(body).strip()
