"""What some bytes are: by their first bytes, before what the server says, before the name they have.

A name and a content type are often wrong, first bytes hardly ever: a PDF that is called ``notes.txt``
is read as a PDF. Only what is plain text by its bytes is told further by type and name, since Markdown
has no sign of its own. At most a few thousand bytes are looked at, and nothing is unpacked but the
beginning of a gzip; so this is quick on anything, and may be done where nothing may wait.
"""

import re
import zlib

from index.errors import ContentRefused, Message
from index.models import ContentKind
from index.sources.kinds._markup import LOOKED_AT, find_root, is_json_feed, lead_of
from index.sources.kinds._names import name_kind, refuse_named
from index.sources.kinds._signatures import seeming
from index.sources.kinds._zips import kind_of_zip

__all__ = ["READ", "recognise"]

READ = Message("web pages, PDF, Word (.docx), EPUB, Markdown and plain text")
_FEEDS = frozenset({"rss", "rdf", "feed"})
_SITEMAPS = frozenset({"urlset", "sitemapindex"})
# A part of a page, where neither type nor name say otherwise.
_BLOCK = re.compile(r"\s*<(?:div|p|h1|table|article|main|section)\b", re.IGNORECASE)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def recognise(data: bytes, content_type: str, name: str) -> ContentKind:
    """What the bytes are; ``content_type`` is without parameters, "" if nobody said.

    Raises:
        ContentRefused: it is nothing that is read; the sentence says what it seems to be instead.
    """
    if not data.strip():
        raise ContentRefused("the file is empty.")
    content_type = content_type.lower()
    if kind := _by_bytes(data, content_type, name):
        return kind
    if b"\0" in data[:LOOKED_AT] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentRefused(
            "this is a binary file of a kind that is not known; what is read is {read}.", read=READ
        )
    return _of_text(data, content_type, name)


def _by_bytes(data: bytes, content_type: str, name: str) -> ContentKind | None:
    """What first bytes alone tell."""
    if _is_pdf(data, content_type, name):
        return ContentKind.PDF
    if data.startswith(b"PK\x03\x04"):
        return kind_of_zip(data)
    if data.startswith(b"\x1f\x8b"):
        return _of_gzip(data, name)
    if what := seeming(data):
        raise ContentRefused("this is {what}; what is read is {read}.", what=what, read=READ)
    return None


def _is_pdf(data: bytes, content_type: str, name: str) -> bool:
    """A PDF may have up to 1,024 bytes of something else before it (ISO 32000-1, annex H.3, note 13)."""
    place = data.find(b"%PDF-", 0, 1_024)
    called = content_type == "application/pdf" or name.lower().endswith(".pdf")
    return place >= 0 and (called or not data[:place].strip(b"\xef\xbb\xbf\0 \t\r\n"))


def _of_gzip(data: bytes, name: str) -> ContentKind:
    """Sitemaps come gzipped (sitemaps.org, "Sitemap file location"); nothing else that is read does."""
    try:
        begins = zlib.decompressobj(wbits=31).decompress(data[:LOOKED_AT], LOOKED_AT)
    except zlib.error:
        begins = b""
    if find_root(lead_of(begins)) in _SITEMAPS:
        return ContentKind.SITEMAP
    refuse_named("", name.lower().removesuffix(".gz"), READ)
    raise ContentRefused("this is a compressed file (gzip); unpack it and add what is in it.")


def _of_text(data: bytes, content_type: str, name: str) -> ContentKind:
    lead = lead_of(data)
    if kind := _of_markup(lead, content_type):
        return kind
    named = name_kind(content_type, name)
    if named in (ContentKind.MARKDOWN, ContentKind.TEXT):
        return named
    if content_type in _HTML_TYPES or named is ContentKind.HTML:
        return ContentKind.HTML
    refuse_named(content_type, name, READ)
    return ContentKind.HTML if not content_type and _BLOCK.match(lead) else ContentKind.TEXT


def _of_markup(lead: str, content_type: str) -> ContentKind | None:
    root = find_root(lead)
    if root in _FEEDS or is_json_feed(lead, content_type):
        return ContentKind.FEED
    if root in _SITEMAPS:
        return ContentKind.SITEMAP
    if root == "html":
        return ContentKind.HTML
    if root is not None:
        _refuse_xml(root)
    return None


def _refuse_xml(root: str) -> None:
    if root == "svg":
        raise ContentRefused("this is a drawing (SVG); what is read is {read}.", read=READ)
    if root == "opml":
        raise ContentRefused("this is a list of feeds (OPML); use `pullquote source import` for it.")
    raise ContentRefused(
        "this is XML of a kind that is not read: it begins with <{root}>, as no feed or sitemap does.",
        root=root[:40],
    )
