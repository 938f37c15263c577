"""Lines that tell of the article, and are not of it: bylines, dates, addresses, keys and values."""

import re

from index.dates import find_date
from index.sources import furniture
from index.sources.pasted._lines import Kind, Lines, Told


def kind_about(lines: Lines, number: int) -> Kind | None:
    """What a line of the head or tail is, if it is about the article and not of it.

    A line of several parts ("1 March 2025 • 3 min read") is, when each of them is.
    """
    if lines.is_furniture(number):
        return Kind.LEFT_OUT
    line = lines.at(number)
    if tells(line, lines.told):
        return Kind.TOLD
    parts = [part for part in re.split(r"\s*[|•·]\s*", line) if part]
    if len(parts) < 2 or not all(_is_about(part) for part in parts):
        return None
    for part in parts:
        tells(part, lines.told)
    return Kind.TOLD


def tells(line: str, told: Told) -> bool:
    """Take what a line says of the article; False if it says nothing of the kind."""
    if key := furniture.read_key(line):
        return _take(*key, told) or _tells_date(line, told)
    if url := furniture.read_url(line):
        told.url = told.url or url
        return True
    if author := furniture.read_byline(line):
        told.author = told.author or author
        _tells_date(line, told)
        return True
    return _tells_date(line, told)


def _is_about(part: str) -> bool:
    return furniture.is_filler(part) or furniture.is_label(part) or tells(part, Told())


def _take(key: str, value: str, told: Told) -> bool:
    """A line "Key: value", where the value is what the key promises."""
    if key in ("title", "headline", "subject"):
        told.title = told.title or value
    elif key in ("author", "by"):
        told.author = told.author or furniture.read_byline(f"by {value}") or value
    elif key in ("from", "to") and re.search(r"<?\S+@\S+\.\w+>?$", value):  # of a forwarded message
        author = re.sub(r"\s*<?\S+@\S+$", "", value).strip('"') if key == "from" else None
        told.author = told.author or author or None
    elif key in ("url", "link", "source", "via", "from"):
        url = furniture.read_url(value)
        told.url = told.url or url
        return bool(url) or _tells_date(f"{key} {value}", told) or key in ("source", "via")
    else:
        return key != "to" and _tells_date(f"{key} {value}", told)
    return True


def _tells_date(line: str, told: Told) -> bool:
    date = furniture.read_date(line)
    if date and furniture.is_update(line):
        told.updated_at = told.updated_at or date
    elif date:
        told.published_at = told.published_at or date
    elif dated := furniture.read_byline(line) and find_date(line):
        told.published_at = told.published_at or dated[0]
    return bool(date)
