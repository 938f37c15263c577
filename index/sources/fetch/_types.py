"""What kinds of content are read, by what the server says and by the first bytes.

The server's word decides and the first bytes must not speak against it. Where it says nothing, or only "some
bytes", the first bytes must say by themselves what it is: for "some bytes" a PDF, DOCX, EPUB or packed
sitemap, without any word a page or feed as well.

Source of the marks: the WHATWG's MIME Sniffing standard; of the charsets that are refused: its Encoding
standard, which has no UTF-7 and replaces ISO-2022-KR, ISO-2022-CN and HZ, since they let markup hide.
"""

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.errors import Message, TypeRefused

# How much of a body is enough to know what it is.
HEAD_BYTES = 2_048

_HTML = {"text/html", "application/xhtml+xml"}
_XML = {
    "application/atom+xml",
    "application/rdf+xml",
    "application/rss+xml",
    "application/x-rss+xml",
    "application/xml",
    "text/atom+xml",
    "text/rss+xml",
    "text/xml",
}
_JSON = {"application/feed+json", "application/json"}
_TEXT = {"text/markdown", "text/plain", "text/x-markdown"}
_PDF = {"application/pdf", "application/x-pdf"}
_DOCX = {"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
_EPUB = {"application/epub+zip"}
_GZIP = {"application/gzip", "application/x-gzip", "application/gzip-compressed"}
_SOME_BYTES = {
    "application/octet-stream",
    "application/zip",
    "application/x-zip-compressed",
    "binary/octet-stream",
}
_TEXTUAL = _HTML | _XML | _JSON | _TEXT

_READ = Message("Web pages, feeds, sitemaps, text, Markdown, PDF, DOCX and EPUB are read.")
# First bytes of what is none of these, whatever the server calls it; most others have zero bytes.
_FOREIGN = (b"\x89PNG", b"\xff\xd8\xff", b"\x7fELF")
_DOCX_ENTRIES = (b"[Content_Types].xml", b"_rels/.rels", b"customXml/", b"docProps/", b"word/")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|meta|script|h1|p|div)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:\?xml|rss|feed|rdf|urlset|sitemapindex|!doctype)", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:urlset|sitemapindex)\b", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_CHARSET = re.compile(r"""charset\s{0,9}=\s{0,9}["']?([^\s"';,]{1,60})""", re.IGNORECASE)
_CHARSET_INSIDE = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_HIDING = frozenset(
    """
    utf7 unicode11utf7 csunicode11utf7 utf7imap iso2022kr csiso2022kr iso2022cn iso2022cnext hzgb2312 hz
    """.split()
)


@dataclass(frozen=True, slots=True)
class Declared:
    """What the server says that it sends: a type in lower case, "" for none; a charset that exists."""

    content_type: str
    charset: str | None


def declared(headers: Sequence[str], host: str) -> Declared:
    """What the header Content-Type says, if that is read at all; of several the last (WHATWG Fetch).

    Raises:
        TypeRefused: it is of another kind, or its charset is one that hides what it says.
    """
    header = headers[-1] if headers else ""
    content_type = header.split(";", 1)[0].strip().lower()
    if content_type and content_type not in _TEXTUAL | _PDF | _DOCX | _EPUB | _GZIP | _SOME_BYTES:
        raise TypeRefused(
            "{host} sent {what}, which is not read. {read}",
            host=host,
            what=_in_words(content_type),
            read=_READ,
        )
    named = _CHARSET.search(header)
    charset = named[1].lower() if named else None
    if charset and _is_hiding(charset):
        raise _hidden(host)
    return Declared(content_type, charset if charset and _is_known(charset) else None)


def is_file(kind: Declared, head: bytes, host: str) -> bool:
    """Whether the body is a file, a sitemap or packed, and so may be longer than a page.

    Raises:
        TypeRefused: its first bytes are not what the server says, or not what is read.
    """
    if not head:
        raise TypeRefused("{host} answered with an empty page; try again later.", host=host)
    found = _recognise(head)
    if not kind.content_type and not _is_agreed("", found):
        raise TypeRefused(
            "{host} does not say what it sent, and it is nothing that is read. {read}", host=host, read=_READ
        )
    if kind.content_type in _SOME_BYTES and not _is_agreed(kind.content_type, found):
        raise TypeRefused("{host} sent a file that is not read. {read}", host=host, read=_READ)
    if not _is_agreed(kind.content_type, found):
        raise TypeRefused(
            "What {host} sent is not what it says it is ({type}).", host=host, type=kind.content_type
        )
    if found is None and b"\x00" in head and not _is_wide(kind, head):
        raise TypeRefused(
            "What {host} sent is not what it says it is ({type}).", host=host, type=kind.content_type
        )
    if found in {"page", "markup", None}:
        _refuse_hidden(head, host)
    return found in {"pdf", "docx", "epub", "gzip"} or bool(found == "markup" and _SITEMAP.search(head))


def may_be_file(kind: Declared) -> bool:
    """Whether the server's word leaves room for a file or a sitemap."""
    return kind.content_type not in _HTML | _JSON | _TEXT


def _recognise(head: bytes) -> str | None:
    """What the first bytes say; None where they say nothing, as those of plain text."""
    marks = ((b"PK\x03\x04", _recognise_zip(head)), (b"\x1f\x8b", "gzip"), *((m, "other") for m in _FOREIGN))
    if found := next((kind for mark, kind in marks if head.startswith(mark)), None):
        return found
    text = _without_comments(head[2:].replace(b"\x00", b"") if head.startswith(_MARKS[1:]) else head)
    if text.startswith(b"%PDF-"):
        return "pdf"
    if _PAGE.match(text):
        return "page"
    if _MARKUP.match(text):
        return "markup"
    return "json" if text[:1] == b"{" else None


def _recognise_zip(head: bytes) -> str:
    """Which of the formats in a ZIP file, by its first entries (EPUB OCF 3.3, section 4.3; ECMA-376-2)."""
    if b"mimetypeapplication/epub+zip" in head[:100]:
        return "epub"
    return "docx" if any(mark in head for mark in _DOCX_ENTRIES) else "other"


def _without_comments(head: bytes) -> bytes:
    """What comes after a mark of UTF-8, blanks, and comments."""
    text = head.removeprefix(_MARKS[0]).lstrip()
    while text.startswith(b"<!--") and (end := text.find(b"-->")) >= 0:
        text = text[end + 3 :].lstrip()
    return text


def _is_agreed(content_type: str, found: str | None) -> bool:
    """Whether the first bytes do not speak against the server's word."""
    text = {"page", "markup", "json", None}
    for types, allowed in (
        (_HTML | _TEXT, text),
        (_XML, text | {"gzip"}),  # a packed sitemap is called both
        (_JSON, {"json"}),
        (_PDF, {"pdf"}),
        (_DOCX, {"docx"}),
        (_EPUB, {"epub"}),
        (_GZIP, {"gzip", "markup"}),  # the coding may have been undone on the way
        (_SOME_BYTES, {"pdf", "docx", "epub", "gzip"}),
    ):
        if content_type in types:
            return found in allowed
    return found is not None and found != "gzip"


def _refuse_hidden(head: bytes, host: str) -> None:
    named = _CHARSET_INSIDE.search(head)
    if named and _is_hiding(named[1].decode("ascii")):
        raise _hidden(host)


def _hidden(host: str) -> TypeRefused:
    return TypeRefused(
        "{host} sent text in an encoding that no browser reads; ask the site for UTF-8.", host=host
    )


def _is_hiding(charset: str) -> bool:
    return re.sub(r"[^a-z0-9]|^x-", "", charset.lower()) in _HIDING


def _is_known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
        "".encode(charset)  # raises for codecs that are none of text
    except (LookupError, ValueError):
        return False
    return True


def _is_wide(kind: Declared, head: bytes) -> bool:
    """Whether text may have zero bytes: in UTF-16 and UTF-32 only."""
    return head.startswith(_MARKS[1:]) or (kind.charset or "").replace("_", "-").startswith(
        ("utf-16", "utf-32", "utf16", "utf32")
    )


def _in_words(content_type: str) -> Message:
    shown = re.sub(r"[^a-z0-9.+/-]", "", content_type)[:60] or "something"
    for begin, words in (
        ("image/", Message("an image")),
        ("video/", Message("a video")),
        ("audio/", Message("a sound")),
        ("font/", Message("a font")),
    ):
        if content_type.startswith(begin):
            return Message("{words} ({shown})", words=words, shown=shown)
    return Message("a file of the type {shown}", shown=shown)
