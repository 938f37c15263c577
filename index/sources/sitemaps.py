"""Sitemaps: which pages a site has, and when they changed (sitemaps.org/protocol.html).

Read are lists of pages, indexes of lists, both also in gzip, and plain text with an address a line; of
Google's news extension the date. As the protocol has it, a sitemap speaks only for its own host: what it
says of others is passed over.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from index.addresses import host_of
from index.dates import sortable
from index.errors import ContentRefused
from index.models import SitemapPage, SitemapReading
from index.sources.instants import read_instant
from index.sources.xml_text import decode_xml, parse_xml, unpack

# The protocol's own limit.
_MAX_URL_CHARS = 2_048
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
    root = parse_xml(unpacked)
    kind = etree.QName(root).localname if root is not None else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise ContentRefused(_what_else(kind))
    pages = _newest(_iter_entries(root, "url", url), max_entries)
    sitemaps = _newest(_iter_entries(root, "sitemap", url), max_entries)
    return SitemapReading(pages, sitemaps)


def _what_else(kind: str) -> str:
    if kind in _FEEDS:
        return "this is a feed and not a sitemap; add it as a feed."
    if kind.lower() == "html":
        return "this is a web page and not a sitemap; add it as a page, or look for the site's sitemap.xml."
    return "this is not a sitemap; it should be a list of pages in XML, or an address a line."


def _newest(entries: Iterator[SitemapPage], max_entries: int) -> tuple[SitemapPage, ...]:
    """Each address once, the newest first if any has a date."""
    by_url: dict[str, SitemapPage] = {}
    for entry in entries:
        by_url.setdefault(entry.url, entry)
    dated = sorted(by_url.values(), key=lambda entry: sortable(entry.modified_at) or "", reverse=True)
    return tuple(dated[:max_entries])


def _iter_lines(text: str, url: str) -> Iterator[SitemapPage]:
    """Of a sitemap in plain text; a line that is no address makes it another text.

    Raises:
        ContentRefused: it is none.
    """
    found = False
    for line in text.split("\n"):
        if address := _own_address(line, url, is_relative_known=False):
            found = True
            yield SitemapPage(address)
        elif line.strip() and not found and "://" not in line:
            raise ContentRefused(_what_else(""))


def _iter_entries(root: etree._Element, name: str, url: str) -> Iterator[SitemapPage]:
    """Entries of that name, whatever their namespace: many sitemaps have a wrong one."""
    now = datetime.now(UTC)
    for entry in root.iter(f"{{*}}{name}"):
        fields: dict[str, str] = {}
        for child in entry.iter("{*}loc", "{*}lastmod", "{*}publication_date"):
            field = etree.QName(child).localname
            # Pictures and films of a page have addresses too.
            if field == "publication_date" or child.getparent() is entry:
                fields.setdefault(field, child.text or "")
        if address := _own_address(fields.get("loc", ""), url):
            dates = (read_instant(fields.get(field), now) for field in ("lastmod", "publication_date"))
            yield SitemapPage(address, next((date for date in dates if date), None))


def _own_address(written: str, url: str, *, is_relative_known: bool = True) -> str | None:
    """The address without its fragment, if it is a web page's on the host of the sitemap."""
    written = written.strip()
    if not written or len(written) > _MAX_URL_CHARS or (not is_relative_known and "://" not in written):
        return None
    try:
        address = urldefrag(urljoin(url, written)).url
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = host_of(url)
    return address if host is None or host_of(address) == host else None
