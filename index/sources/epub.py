"""An EPUB book as an article: its chapters in their order, as plain text.

``META-INF/container.xml`` names the package, whose spine lists the chapters (EPUB 3.3, sections 4 and 5).
Nothing but what it lists is read. Document types are cut off before anything is parsed, so that there are
no entities but those of HTML.
"""

import html
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, XHTMLParser, document_fromstring

from index.dates import find_date, is_iso
from index.errors import ContentRefused, Message
from index.models import MAX_TEXT_CHARS, NewArticle
from index.sources.archives import Archive, parse_xml
from index.sources.decoding import bare_name, decode_text
from index.sources.metadata import sensible_title
from index.sources.pages import plain_text
from index.sources.pasted import date_from_name, title_from_name

_SPACES = {
    "container": "urn:oasis:names:tc:opendocument:xmlns:container",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "enc": "http://www.w3.org/2001/04/xmlenc#",
}
_PAGES = frozenset({"application/xhtml+xml", "text/html", "text/x-oeb1-document"})
_PROTECTED = Message("this book is protected (DRM): only the shop's own programs can read it.")
_BROKEN = Message("this EPUB is broken: it does not say which chapters it has.")
_DOCUMENT_TYPE = re.compile(r"<!DOCTYPE(?:[^\[>]*\[.*?\]\s*>|[^>]*>)", re.IGNORECASE | re.DOTALL)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NAMESPACE = re.compile(r"""\sxmlns\s*=\s*(?:"[^"]*"|'[^']*')""")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,30};")


def read_epub(data: bytes, name: str) -> NewArticle:
    """The article in an EPUB; ``name`` is the title of last resort.

    Raises:
        ContentRefused: it is broken, protected, without text, or has more in it than a book.
    """
    archive = Archive(data)
    path, package = _find_package(archive)
    chapters = list(_iter_chapters(path, package))
    _refuse_protected(archive, chapters)
    text = "\n\n".join(part for part in _iter_texts(archive, chapters) if part)
    if not text:
        raise ContentRefused("there is no text in this EPUB.")
    return NewArticle(
        title=sensible_title(_told(package, "title")) or title_from_name(bare_name(name)),
        text=text,
        author=", ".join(_authors(package)) or None,
        published_at=_published(package) or date_from_name(bare_name(name)),
    )


def _find_package(archive: Archive) -> tuple[str, etree._Element]:
    """The path and the root of the package document."""
    container = archive.find("META-INF/container.xml")
    if container is None:
        raise ContentRefused(_BROKEN)
    rootfile = parse_xml(container).find(".//container:rootfile", _SPACES)
    path = (rootfile.get("full-path") if rootfile is not None else None) or ""
    package = archive.find(path)
    if package is None:
        raise ContentRefused(_BROKEN)
    return path, parse_xml(package)


def _iter_chapters(path: str, package: etree._Element) -> Iterator[str]:
    """Paths of the chapters within the archive, in reading order, without what is beside it."""
    manifest = {item.get("id"): item for item in package.iterfind(".//opf:manifest/opf:item", _SPACES)}
    for reference in package.iterfind(".//opf:spine/opf:itemref", _SPACES):
        item = manifest.get(reference.get("idref"))
        if item is None or reference.get("linear") == "no" or item.get("media-type") not in _PAGES:
            continue
        if "nav" not in (item.get("properties") or "").split():
            href = unquote((item.get("href") or "").partition("#")[0])
            yield posixpath.normpath(posixpath.join(posixpath.dirname(path), href))


def _refuse_protected(archive: Archive, chapters: list[str]) -> None:
    """Refuse a book whose chapters are encrypted; fonts often are, which does not matter."""
    encryption = archive.find("META-INF/encryption.xml")
    if encryption is None:
        return
    references = parse_xml(encryption).iterfind(".//enc:CipherReference", _SPACES)
    if {unquote(reference.get("URI") or "") for reference in references} & set(chapters):
        raise ContentRefused(_PROTECTED)


def _iter_texts(archive: Archive, chapters: list[str]) -> Iterator[str]:
    chars = 0
    for path in dict.fromkeys(chapters):
        data = archive.find(path)
        if not data or not data.strip():
            continue
        text = plain_text(_tree(decode_text(data)))
        chars += len(text)
        if chars > MAX_TEXT_CHARS:
            raise ContentRefused("there are over {most:,} characters in this EPUB.", most=MAX_TEXT_CHARS)
        yield text


def _tree(source: str) -> HtmlElement:
    """The chapter as XHTML, which it has to be; as HTML, which forgives, if it is not."""
    source = _DECLARATION.sub("", _NAMESPACE.sub("", _DOCUMENT_TYPE.sub("", source)))
    source = _ENTITY.sub(lambda match: html.unescape(match.group()), source)
    encoded = source.strip().encode(errors="replace")
    strict = XHTMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    for parser in (strict, HTMLParser(encoding="utf-8", no_network=True)):
        try:
            tree: HtmlElement = document_fromstring(encoded, parser=parser, ensure_head_body=False)
        except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
            continue
        return tree
    raise ContentRefused("this EPUB is broken: a chapter in it cannot be read.")


def _told(package: etree._Element, name: str) -> str:
    found = package.find(f".//dc:{name}", _SPACES)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _authors(package: etree._Element) -> list[str]:
    """Those who are named without a role, or as authors (MARC relator "aut")."""
    role = f"{{{_SPACES['opf']}}}role"
    found = [
        " ".join("".join(creator.itertext()).split())
        for creator in package.iterfind(".//dc:creator", _SPACES)
        if creator.get(role) in (None, "aut")
    ]
    return [author for author in dict.fromkeys(found) if author and author.casefold() != "unknown"][:5]


def _published(package: etree._Element) -> str | None:
    """The day it came out, which a book says itself; not when the file was made or changed."""
    event = f"{{{_SPACES['opf']}}}event"
    for found in package.iterfind(".//dc:date", _SPACES):
        if found.get(event) in (None, "publication", "original-publication"):
            written = "".join(found.itertext()).strip()
            # Programs write the year 101 for a date that they do not know.
            if is_iso(written) and written >= "1000":
                return written
            if dated := find_date(written):
                return dated[0]
    return None
