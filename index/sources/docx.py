"""A Word file (.docx) as an article: mammoth makes HTML of it, and that becomes plain text.

Mammoth is not given the file but a copy of the XML in it, unpacked within limits and without pictures,
so that it has nothing to unpack and nothing to follow. The title is the paragraph that is styled so,
else what the file says of itself, else its first heading. The date is that of the file, and so a guess.
"""

import io
from zipfile import ZIP_STORED, ZipFile

import mammoth
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.errors import ContentRefused
from index.models import NewArticle
from index.sources.archives import Archive, has_document_type, parse_xml
from index.sources.decoding import bare_name
from index.sources.metadata import sensible_author, sensible_day, sensible_title
from index.sources.pages import plain_text
from index.sources.pasted import date_from_name, title_from_name
from index.text import fold_title

_CORE = "docProps/core.xml"
_SPACES = {"dc": "http://purl.org/dc/elements/1.1/", "dcterms": "http://purl.org/dc/terms/"}
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
"""


def read_docx(data: bytes, name: str) -> NewArticle:
    """The article in a Word file; ``name`` is the title of last resort.

    Raises:
        ContentRefused: it is broken, protected, or has more in it than an article.
    """
    archive = Archive(data)
    told = _told(archive)
    tree = _tree(_repacked(archive))
    styled = tree.find(".//h1[@class='title']")
    heading = styled if styled is not None else tree.find(".//h1")
    first = " ".join(plain_text(heading).split()) if heading is not None else ""
    title = (first if styled is not None else "") or sensible_title(told.get("dc:title", "")) or first
    if heading is not None and fold_title(first) == fold_title(title):
        heading.drop_tree()
    dated, created = date_from_name(bare_name(name)), sensible_day(told.get("dcterms:created", ""))
    return NewArticle(
        title=title or title_from_name(bare_name(name)),
        text=plain_text(tree),
        author=sensible_author(told.get("dc:creator", "")),
        published_at=dated or created,
        is_date_guessed=not dated and created is not None,
    )


def _told(archive: Archive) -> dict[str, str]:
    """What the file says of itself (ECMA-376, part 2, clause 11), by its names there."""
    try:
        core = archive.find(_CORE)
        root = parse_xml(core) if core else None
    except ContentRefused:  # the text may be well all the same
        root = None
    if root is None:
        return {}
    names = ("dc:title", "dc:creator", "dcterms:created")
    return {name: (root.findtext(name, namespaces=_SPACES) or "").strip() for name in names}


def _repacked(archive: Archive) -> io.BytesIO:
    """The XML of the file in an archive of our own."""
    copy = io.BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as packed:
        for name in sorted(archive.names):
            if name.endswith((".xml", ".rels")) and not name.startswith(("docProps/", "customXml/")):
                part = archive.read(name)
                if has_document_type(part):
                    raise ContentRefused(
                        "this file declares entities of its own, which is not read for safety."
                    )
                packed.writestr(name, part)
    copy.seek(0)
    return copy


def _tree(packed: io.BytesIO) -> HtmlElement:
    try:
        converted = mammoth.convert_to_html(
            packed, style_map=_STYLES, convert_image=lambda _image: [], external_file_access=False
        )
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # mammoth raises what its parts raise: KeyError, ExpatError, IndexError
        raise ContentRefused("this Word file is broken: its text cannot be found.") from error
    if not converted.value.strip():
        raise ContentRefused("there is no text in this Word file.")
    try:
        tree: HtmlElement = document_fromstring(converted.value, parser=HTMLParser(huge_tree=True))
    except etree.ParserError as error:
        raise ContentRefused("there is no text in this Word file.") from error
    for link in tree.xpath(
        "//a[starts-with(@href, '#footnote-ref-') or starts-with(@href, '#endnote-ref-')]"
    ):
        link.drop_tree()  # an arrow back to where the note belongs
    return tree
