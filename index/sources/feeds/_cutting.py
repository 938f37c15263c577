"""A feed in XML cut to the entries that are wanted, before it is parsed.

feedparser takes about half a millisecond for an entry and keeps all of them; 20,000 entries would keep a
process busy for long, and most of them are thrown away. Where entries begin is told by a search for their
tags outside of CDATA and comments.
"""

import re
from datetime import UTC, datetime

from index.dates import sortable
from index.errors import ContentRefused
from index.sources.instants import read_instant
from index.sources.xml_text import iter_markup

_TAG = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]*:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_DATE = re.compile(
    r"<(?:[A-Za-z_][\w.-]*:)?(?:pubDate|published|updated|date|issued|modified|created)\b[^<>]*>([^<>]{4,100})<",
    re.IGNORECASE,
)
# What the entries that are kept may have together: three times the longest feed seen, of whole novels.
_MAX_CHARS = 20_000_000
_MAX_CHARS_AROUND = 2_000_000
# feedparser takes about 0.1 ms for a tag, whatever it is, of which escaped HTML and CDATA have none.
_MAX_TAGS = 200_000
_MAX_TAGS_AROUND = _MAX_TAGS_OF_ONE = 20_000


def cut(text: str, max_entries: int) -> tuple[str, int | None]:
    """The feed with no more entries than wanted, and how many it had if it was cut.

    Kept are the first ones, or the last if the feed begins with its oldest; what is around them stays.

    Raises:
        ContentRefused: there is too much around them.
    """
    spans = _find_entries(text)
    around = text[: spans[0][0]] + text[spans[-1][1] :] if spans else text
    if len(around) > _MAX_CHARS_AROUND or around.count("<") > _MAX_TAGS_AROUND:
        raise ContentRefused("the feed holds more that belongs to no entry than any feed does.")
    if not spans:
        return text, None
    kept = spans[-max_entries:] if _is_oldest_first(text, spans) else spans[:max_entries]
    kept = _within_size(text, kept)
    if len(kept) == len(spans):
        return text, None
    entries = "".join(text[start:end] for start, end in kept)
    return text[: spans[0][0]] + entries + text[spans[-1][1] :], len(spans)


def _find_entries(text: str) -> list[tuple[int, int]]:
    """Where each entry is, from and to; one without an end reaches to the next, or to the end."""
    spans: list[tuple[int, int]] = []
    start: int | None = None
    for tag in (tag for begin, end in iter_markup(text) for tag in _TAG.finditer(text, begin, end)):
        if tag[1]:
            if start is not None:
                closed = text.find(">", tag.end()) + 1 or len(text)
                spans.append((start, closed))
                start = None
            continue
        if start is not None:
            spans.append((start, tag.start()))
        start = tag.start()
    if start is not None:
        spans.append((start, len(text)))
    return spans


def _within_size(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """As many of the entries as can be read in a few seconds, without any that is too much by itself."""
    kept: list[tuple[int, int]] = []
    chars = tags = 0
    for start, end in spans:
        entry = text[start:end]
        own_tags = sum(entry.count("<", begin, stop) for begin, stop in iter_markup(entry))
        if own_tags > _MAX_TAGS_OF_ONE:
            continue
        chars += end - start
        tags += own_tags
        if chars > _MAX_CHARS or tags > _MAX_TAGS:
            break
        kept.append((start, end))
    return kept


def _is_oldest_first(text: str, spans: list[tuple[int, int]]) -> bool:
    now = datetime.now(UTC)
    first, last = (_find_date(text[start:end], now) for start, end in (spans[0], spans[-1]))
    return first is not None and last is not None and first < last


def _find_date(entry: str, now: datetime) -> str | None:
    found = (sortable(read_instant(date[1], now)) for date in _DATE.finditer(entry))
    return next((date for date in found if date), None)
