"""Sitemaps: which pages a site has, and when they changed (sitemaps.org/protocol.html).

Read are lists of pages, indexes of lists, both also in gzip, and plain text with an address a line; of
Google's news extension the date. As the protocol has it, a sitemap speaks only for its own host: what it
says of others is passed over.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from index.addresses import host_of
from index.dates import sortable
from index.errors import ContentRefused, Message
from index.models import SitemapPage, SitemapReading
from index.sources.instants import read_instant
from index.sources.xml_text import decode_xml, local_name, parse_xml, unpack

# The protocol's own limits; what is listed beyond them is passed over.
_MAX_URL_CHARS = 2_048
_MAX_LISTED = 50_000
_ENTRY = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?(?:url|sitemap)(?=[\s>])")
_LINE = re.compile(r"[^\n]+")
_FEEDS = frozenset(["rss", "feed", "RDF"])


def read_sitemap(data: bytes, url: str, max_entries: int = 1_000) -> SitemapReading:
    """The pages, or the further sitemaps, that a sitemap lists: ``max_entries`` of each, the newest first.

    ``url`` is where it was fetched from. What has no date comes last, in the order in which it is listed.

    Raises:
        ContentRefused: it is no sitemap, or too large.
    """
    unpacked = unpack(data)
    if not unpacked.strip():
        raise ContentRefused("the sitemap is empty.")
    text = decode_xml(unpacked)
    if not text.lstrip("\ufeff \n\t").startswith("<"):
        return SitemapReading(pages=_newest(_iter_lines(text, url), max_entries))
    root = parse_xml(_cut(text))
    kind = local_name(root) if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise ContentRefused(_what_else(kind))
    pages = _newest(_iter_entries(root, "url", url), max_entries)
    sitemaps = _newest(_iter_entries(root, "sitemap", url), max_entries)
    return SitemapReading(pages, sitemaps)


def _cut(text: str) -> str:
    """The sitemap up to as many entries as there may be; the parser closes what is open then."""
    further = next(islice(_ENTRY.finditer(text), _MAX_LISTED, None), None)
    return text[: further.start()] if further else text


def _what_else(kind: str) -> Message:
    if kind in _FEEDS:
        return Message("this is a feed and not a sitemap; add it as a feed.")
    if kind.lower() == "html":
        return Message(
            "this is a web page and not a sitemap; add it as a page, or look for the site's sitemap.xml."
        )
    return Message("this is not a sitemap; it should be a list of pages in XML, or an address a line.")


def _newest(entries: Iterator[SitemapPage], max_entries: int) -> tuple[SitemapPage, ...]:
    """Each address once, the newest first if any has a date."""
    by_url: dict[str, SitemapPage] = {}
    for entry in islice(entries, _MAX_LISTED):
        by_url.setdefault(entry.url, entry)
    dated = sorted(by_url.values(), key=lambda entry: sortable(entry.modified_at) or "", reverse=True)
    return tuple(dated[:max_entries])


def _iter_lines(text: str, url: str) -> Iterator[SitemapPage]:
    """The pages of a sitemap in plain text.

    Raises:
        ContentRefused: no line is an address.
    """
    has_addresses = False
    for line in (match[0] for match in _LINE.finditer(text)):
        has_addresses = has_addresses or "://" in line
        if "://" in line and (address := _own_address(line, url)):
            yield SitemapPage(address)
    if not has_addresses:
        raise ContentRefused(_what_else(""))


def _iter_entries(root: etree._Element, name: str, url: str) -> Iterator[SitemapPage]:
    """Entries of that name, whatever their namespace: many sitemaps have a wrong one."""
    now = datetime.now(UTC)
    for entry in root.iter(etree.Element):
        if local_name(entry) != name:
            continue
        fields: dict[str, str] = {}
        for child in entry.iter(etree.Element):
            field = local_name(child)
            # Pictures and films of a page have addresses too.
            if field == "publication_date" or child.getparent() is entry:
                fields.setdefault(field, child.text or "")
        if address := _own_address(fields.get("loc", ""), url):
            dates = (read_instant(fields.get(field), now) for field in ("lastmod", "publication_date"))
            yield SitemapPage(address, next((date for date in dates if date), None))


def _own_address(written: str, url: str) -> str | None:
    """The address without its fragment, if it is a web page's on the host of the sitemap."""
    written = written.strip()
    if not written or len(written) > _MAX_URL_CHARS:
        return None
    try:
        address = (written if "://" in written else urljoin(url, written)).partition("#")[0]
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = host_of(url)
    return address if host is None or host_of(address) == host else None
