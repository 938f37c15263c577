"""When a page was published: known from what it says of itself, or guessed.

*Known* is what stands in a place made for it, in this order: JSON-LD, ``meta``, ``itemprop``, a
``time`` in the head of the article. *Guessed* is what htmldate finds in text, addresses and the rest.
Dates are kept as precise as they are given.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import htmldate
from lxml.html import HtmlElement, document_fromstring

from index.dates import find_date, is_iso
from index.sources.pages._head import iter_head
from index.sources.pages._parsing import is_large
from index.sources.pages._statements import Statements, words_of

_META_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "citation_publication_date",
    "citation_date",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "article_date_original",
    "publication_date",
    "publish-date",
    "publish_date",
    "published_at",
    "pubdate",
    "pub_date",
    "og:pubdate",
    "date",
)
_WRITTEN_ISO = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:(?:T|\s+)(?P<time>\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)\s*"
    r"(?:(?P<utc>Z|UTC|GMT)|(?P<hours>[+-]\d\d):?(?P<minutes>\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])", re.ASCII)
_OLDEST_YEAR = 1500
_UPDATED = re.compile(
    r"updated|modified|aktualisiert|mis à jour|actualizad[oa]|atualizad[oa]|aggiornat[oa]|bijgewerkt|"
    r"обновлен|更新",
    re.IGNORECASE,
)
# Beyond this, to look through the page for a date that is only guessed costs more than it is worth.
_MAX_SEARCHED_CHARS = 1_000_000


def find_known(tree: HtmlElement, statements: Statements) -> str | None:
    """The date that the page says it was published on, ISO 8601."""
    for written in _iter_written(tree, statements):
        if (date := as_iso(written)) is not None:
            return date
    return None


def find_guessed(tree: HtmlElement, url: str) -> str | None:
    """A day on which the page was likely published. The tree stays as it is."""
    if len(tree.text_content()) > _MAX_SEARCHED_CHARS or is_large(tree):
        tree = document_fromstring("<html><body></body></html>")  # which leaves the address
    try:
        found = htmldate.find_date(
            tree, original_date=True, url=url, max_date=datetime.now(UTC).replace(tzinfo=None)
        )
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    # What is only a year, of a copyright for the most part, comes out as its first day.
    return found if found and not found.endswith("-01-01") and is_iso(found) else None


def as_iso(written: str) -> str | None:
    """A date as it stands in a page in ISO 8601; None if it is no date that an article can have."""
    written = written.strip()
    found = _read(written[:100])
    return found if found is not None and _is_plausible(found) else None


def _read(written: str) -> str | None:
    if match := _WRITTEN_ISO.match(written):
        return _joined(match)
    if is_iso(written):
        return written
    if match := _COMPACT.fullmatch(written):
        return "-".join(match.groups())
    if match := _SECONDS.fullmatch(written):
        return datetime.fromtimestamp(int(written[:10]), UTC).isoformat().replace("+00:00", "Z")
    try:
        return parsedate_to_datetime(written).isoformat().replace("+00:00", "Z")
    except (ValueError, TypeError, IndexError, OverflowError):
        day = find_date(written)
        return day[0] if day else None


def _joined(match: re.Match[str]) -> str:
    if not match["time"]:
        return match["day"]
    zone = "Z" if match["utc"] else f"{match['hours']}:{match['minutes'] or '00'}" if match["hours"] else ""
    return f"{match['day']}T{match['time'].replace(',', '.')}{zone}"


def _is_plausible(date: str) -> bool:
    """Whether it is a date, no program's zero, and not to come."""
    if not is_iso(date) or int(date[:4]) < _OLDEST_YEAR or date.startswith("1970-01-01"):
        return False
    return date[:10] <= (datetime.now(UTC) + timedelta(days=1)).date().isoformat()


def _iter_written(tree: HtmlElement, statements: Statements) -> Iterator[str]:
    """Dates of publication as they stand in the page, the surest first."""
    for thing in (statements.article, *statements.things):
        if thing is statements.article or not statements.article:
            for key in ("datePublished", "dateCreated", "uploadDate"):
                if written := words_of(thing.get(key)):
                    yield written
    yield from (written for name in _META_NAMES for written in statements.metas_of(name))
    yield from _iter_marked(tree)
    yield from _iter_times(tree)


def _iter_marked(tree: HtmlElement) -> Iterator[str]:
    for element in tree.xpath("//*[@itemprop]"):
        if "datepublished" in (element.get("itemprop") or "").lower():
            yield element.get("content") or element.get("datetime") or element.text_content()[:100]


def _iter_times(tree: HtmlElement) -> Iterator[str]:
    """Of ``time`` elements those that are marked as the date, then the one just around the heading."""
    for element in tree.iter("time"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
        if "pubdate" in element.attrib or re.search(r"\bpublished\b|entry-date", marks):
            yield element.get("datetime") or element.text_content()[:100]
    heading = next(tree.iter("h1"), None)
    for element in iter_head(heading) if heading is not None else ():
        if element.tag == "time" and not _UPDATED.search(_before(element)):
            yield element.get("datetime") or element.text_content()[:100]
            return


def _before(element: HtmlElement) -> str:
    """The words of a ``time`` and those just before it, which may say what it is of."""
    outside = element.getparent()
    around: str = outside.text_content()[:200] if outside is not None else ""
    own: str = element.text_content()[:100]
    return around.partition(own)[0] + own if own else around
