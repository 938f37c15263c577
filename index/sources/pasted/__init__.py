"""An article as people save it from a page: title, date, author and body out of plain text.

The text is taken line by line. The *head* reaches to the first line that reads like a paragraph;
in it each line is the title, tells the date, author or address, or is furniture (see
``index.sources.furniture``), and what is none of these belongs to the body. The *tail* is what
furniture there is at the end. Between them only captions, credits and buttons are left out. What
was left out is kept beside the article, and every line of the body stays as it was.
"""

import re

from index.dates import find_date
from index.models import NewArticle
from index.sources import furniture
from index.sources.pasted._head import read_head
from index.sources.pasted._lines import Kind, Lines
from index.sources.pasted._telling import kind_about

_LONG_LINE = 120


def read_pasted(text: str, name: str) -> NewArticle:
    """The article in the text; ``name`` (a file's, without its ending) is the title of last resort."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = Lines([line.rstrip() for line in text.split("\n")])
    start = read_head(lines)
    _read_tail(lines, start)
    for number in lines.filled(start):
        if lines.kinds[number] is Kind.BODY and lines.is_furniture(number) and not _is_heading(lines, number):
            lines.kinds[number] = Kind.LEFT_OUT
    if Kind.BODY not in lines.kinds:  # a note of one line, or nothing we understand: all of it
        lines.keep_all()
    told = lines.told
    return NewArticle(
        title=told.title or title_from_name(name),
        text=lines.body(),
        url=told.url,
        author=told.author,
        published_at=told.published_at or told.updated_at or date_from_name(name),
        left_out=tuple(
            line.strip() for line, kind in zip(lines.lines, lines.kinds, strict=True) if kind is Kind.LEFT_OUT
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


def _read_tail(lines: Lines, start: int) -> None:
    """Read from the end upwards what is about the article, and links to other pages below a heading."""
    end = _others_begin(lines, start)
    for number in lines.filled(end):
        lines.kinds[number] = Kind.LEFT_OUT
    for number in reversed(lines.filled(start + 1, end)):
        known = lines.told.published_at
        kind = kind_about(lines, number)
        line = lines.at(number)
        if kind is Kind.TOLD and known and furniture.read_date(line) and not furniture.is_dateline(line):
            return  # a day of the body's own
        if not kind and (furniture.is_via(line) or furniture.is_label(line)):
            kind = Kind.LEFT_OUT
        if not kind:
            return
        lines.kinds[number] = kind


def _is_heading(lines: Lines, number: int) -> bool:
    """Whether what would be a button stands alone between paragraphs, as a heading does."""
    if not furniture.may_be_a_heading(lines.at(number)):
        return False
    before = next((n for n in range(number - 1, -1, -1) if lines.lines[n].strip()), number)
    after = next((n for n in range(number + 1, len(lines.lines)) if lines.lines[n].strip()), number)
    return not any(
        lines.kinds[n] is not Kind.BODY or lines.is_furniture(n) for n in (before, after) if n != number
    )


def _others_begin(lines: Lines, start: int) -> int:
    """The first heading over other pages ("Related articles") below which there is no paragraph."""
    begin = len(lines.lines)
    for number in reversed(lines.filled(start + 1)):
        line = lines.at(number)
        if furniture.is_heading_of_others(line):
            begin = number
        elif len(line) > _LONG_LINE or (furniture.ends_a_sentence(line) and not furniture.is_filler(line)):
            break
    return begin
