"""RSS and Atom by feedparser, which is only ever given bytes in memory.

A string, or bytes as such, it would take for the name of a file or an address, and open that. So it gets
``io.BytesIO`` (``api._open_resource`` reads that and looks no further). What it gets is UTF-8 without a
document type, mended where XML is most often wrong, so that its strict parser mostly does; where that fails
it turns to a loose one. Its own cleaning of HTML is off, since no HTML leaves this package; and it is told no
base, so that what is relative stays so until it is resolved here.
"""

import io
import re
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import feedparser
from lxml import etree

from index.errors import ContentRefused, Message
from index.sources.feeds._cutting import cut
from index.sources.feeds._drafts import Draft, FeedDraft, Form, Words
from index.sources.instants import read_instant
from index.sources.xml_text import mend, parse_xml, take_out_doctype

_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:rss|feed|rdf|channel)(?=[\s/>])", re.IGNORECASE)
_OTHER = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]+:)?(html|urlset|sitemapindex|opml)\b", re.IGNORECASE)
# What may come before a feed: errors of PHP, comments, instructions.
_ROOT_WITHIN_CHARS = 100_000
# A field that another begins in.
_FIELDS = "title|link|description|guid|pubDate|author|category|summary|published|updated|id"
_NOT_CLOSED = re.compile(rf"<({_FIELDS})>([^<]*)(?=<(?:{_FIELDS}|item|/item|entry|/entry)[\s>])")
# Places, chapters, pictures and labels, of which a broken one makes feedparser fail.
_UNNEEDED = re.compile(
    r"</?(?:(?:gml|georss|geo|psc|cc|creativeCommons|admin):[\w.-]+|media:(?!group|description|title)[\w.-]+"
    r"|(?:itunes|dcterms):(?:explicit|block|keywords|category|owner|image|valid)"
    r"|textinput|image|width|height|category|keywords|tags|cloud|contributor)\b[^<>]*>",
    re.IGNORECASE,
)
# It has no class of its own for what it stumbles over.
_FAILURES = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_REFUSALS = {
    "html": Message(
        "this is a web page and not a feed; add it as a page, or look on it for the address of its feed."
    ),
    "urlset": Message("this is a sitemap and not a feed; add it as a sitemap."),
    "sitemapindex": Message("this is a sitemap and not a feed; add it as a sitemap."),
    "opml": Message("this is a list of feeds (OPML) and not a feed; import it as sources."),
}
_NO_FEED = Message("this is no feed: neither RSS nor Atom nor JSON Feed.")
_PERIODS_S = {
    "hourly": 3600.0,
    "daily": 86400.0,
    "weekly": 604_800.0,
    "monthly": 2_592_000.0,
    "yearly": 31_536_000.0,
}
_WHOLE_DATE = re.compile(r"\D+\d{1,2}\D+\d{4}\D")
_RECORDING_TYPES = ("audio/", "video/")
_RECORDING_SITES = re.compile(r"https?://(?:[\w-]+\.)*(?:youtube\.com|youtu\.be|vimeo\.com)/", re.IGNORECASE)
_Parsed = dict[str, object]


def read_xml(text: str, max_entries: int) -> FeedDraft:
    """The feed, cut to so many entries.

    Raises:
        ContentRefused: it is something else.
    """
    text, entities = take_out_doctype(_from_root(text))
    text, listed = cut(text, max_entries)
    parsed = _parse(mend(text, entities))
    version = str(parsed.get("version") or "")
    feed, now = _fields(parsed, "feed"), datetime.now(UTC)
    is_atom = version.startswith("atom")
    drafts = tuple(_draft(entry, now, is_atom=is_atom) for entry in _list(parsed, "entries"))
    return FeedDraft(
        title=_words(feed, "title"),
        entries=drafts,
        listed=len(drafts) if listed is None else listed,
        home=_link(feed),
        ttl_s=_ttl_s(feed),
        # Whose feed it is wrote the entries (RFC 4287, section 4.2.1); the editor of a channel did not.
        authors=tuple(_authors(feed)) if is_atom else (),
        may_be_whole=not is_atom,
    )


def _from_root(text: str) -> str:
    """The XML from its declaration of a type or its first element on."""
    root = _ROOT.search(text, 0, _ROOT_WITHIN_CHARS)
    other = _OTHER.search(text, 0, root.start() if root else _ROOT_WITHIN_CHARS)
    if other:
        raise ContentRefused(_REFUSALS[other[1].lower()])
    if root is None:
        raise ContentRefused(_NO_FEED)
    doctype = text.upper().find("<!DOCTYPE", 0, root.start())
    return text[doctype if doctype >= 0 else root.start() :]


def _parse(text: str) -> _Parsed:
    """What feedparser makes of the XML; of broken XML also as libxml2 puts it right, what has more words.

    Its loose parser loses what is not closed, and libxml2 what follows the first end; together they keep
    what there is.

    Raises:
        ContentRefused: feedparser fails at both.
    """
    parsed = _ask_feedparser(text)
    if parsed is not None and not parsed.get("bozo"):
        return parsed
    root = parse_xml(_NOT_CLOSED.sub(r"<\1>\2</\1>", text))
    # As bytes, since libxml2 may have cut a name within a character.
    recovered = "" if root is None else etree.tostring(root, encoding="utf-8").decode(errors="replace")
    found = [one for one in (parsed, _ask_feedparser(recovered)) if one is not None]
    if not found:
        raise ContentRefused("the feed is broken beyond reading; tell its site, or try again later.")
    return max(found, key=_count_chars)


def _count_chars(parsed: _Parsed) -> int:
    """How much was found in the entries."""
    values = (value for entry in _list(parsed, "entries") for value in entry.values())
    return sum(len(value) for value in values if isinstance(value, str))


def _ask_feedparser(text: str) -> _Parsed | None:
    """Its answer; None if it fails even without the tags that nobody needs here, at which it fails mostly."""
    for asked in (text, _UNNEEDED.sub("", text)):
        try:
            return dict(
                feedparser.parse(
                    io.BytesIO((_DECLARATION + asked).encode(errors="replace")),
                    response_headers={"content-type": "application/xml; charset=utf-8"},
                    resolve_relative_uris=False,
                    sanitize_html=False,
                )
            )
        except _FAILURES:
            continue
    return None


def _draft(entry: _Parsed, now: datetime, *, is_atom: bool) -> Draft:
    links = _list(entry, "links")
    published = _date(entry, "published", now) or _date(entry, "created", now)
    updated = _date(entry, "updated", now)
    if not is_atom and published is None:
        published, updated = updated, None  # dc:date, which feedparser takes for a change
    return Draft(
        id=_str(entry, "id") or None,
        link=_link(entry),
        title=_words(entry, "title"),
        content=_content(entry),
        summary=_words(entry, "summary"),
        authors=tuple(_authors(entry) or _authors(_fields(entry, "source"))),
        published_at=published,
        updated_at=updated,
        is_recording="yt_videoid" in entry
        or bool(_RECORDING_SITES.match(_str(entry, "link")))
        or any(
            _str(link, "rel") == "enclosure" and _str(link, "type").startswith(_RECORDING_TYPES)
            for link in links
        ),
    )


def _link(fields: _Parsed) -> str | None:
    """Where the entry or feed leads: not by way of a counter, and never an id that is no address."""
    if original := _str(fields, "feedburner_origlink"):
        return original
    link = _str(fields, "link")
    is_id = bool(fields.get("guidislink")) and link == _str(fields, "id")
    if link and not (is_id and not link.startswith(("http://", "https://"))):
        return link
    links = [one for one in _list(fields, "links") if _str(one, "rel") in ("", "alternate")]
    return next((_str(one, "href") for one in links if one.get("href") and not is_id), None)


def _content(entry: _Parsed) -> Words:
    """The longest of the contents; what feedparser puts there for want of another place is a summary."""
    contents = [_form(one) for one in _list(entry, "content")]
    return max(contents, key=lambda words: len(words.source), default=Words())


def _words(fields: _Parsed, name: str) -> Words:
    detail = _fields(fields, f"{name}_detail")
    return _form({"value": _str(fields, name), "type": _str(detail, "type") or "text/html"})


def _form(detail: _Parsed) -> Words:
    is_plain = _str(detail, "type") in ("text/plain", "text")
    return Words(_str(detail, "value"), Form.PLAIN if is_plain else Form.HTML)


def _authors(fields: _Parsed) -> list[str]:
    people = _list(fields, "authors")
    names = [_str(person, "name") for person in people]
    return [name for name in names if name] or [name for name in [_str(fields, "author")] if name]


def _date(entry: _Parsed, name: str, now: datetime) -> str | None:
    """The date as it is written; what only feedparser can read, by its own reading in UTC."""
    written = _str(entry, name)
    if found := read_instant(written, now):
        return found
    parsed = dict.get(entry, f"{name}_parsed")
    # It makes up what is missing from today's date, above all after a year at the beginning.
    if not isinstance(parsed, time.struct_time) or not _WHOLE_DATE.match(written):
        return None
    if str(parsed.tm_year) not in written:
        return None
    return read_instant(time.strftime("%Y-%m-%dT%H:%M:%SZ", parsed), now)


def _ttl_s(feed: _Parsed) -> float | None:
    """For how long not to ask again: ``ttl`` in minutes, else what the syndication module says."""
    ttl = _str(feed, "ttl").strip()
    if ttl.isdecimal() and int(ttl[:9]) > 0:
        return int(ttl[:9]) * 60.0
    period = _PERIODS_S.get(_str(feed, "sy_updateperiod").strip().lower())
    frequency = _str(feed, "sy_updatefrequency").strip()
    if period is None:
        return None
    return period / max(1, int(frequency[:6])) if frequency.isdecimal() else period


def _str(fields: _Parsed, name: str) -> str:
    # Not by get: feedparser's own falls back to other fields and warns of that.
    value = dict.get(fields, name)
    return value if isinstance(value, str) else ""


def _fields(fields: _Parsed, name: str) -> _Parsed:
    value = dict.get(fields, name)
    return value if isinstance(value, dict) else {}


def _list(fields: _Parsed, name: str) -> list[_Parsed]:
    value: object = dict.get(fields, name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, Iterable) else []
