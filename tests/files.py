"""Files of every kind that is read, made by hand: whole, broken and hostile."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

Placed = tuple[float, float, float, str]
"""A line of a page: its place from the left and from below, the size of its letters, its words."""


@dataclass
class Pdf:
    """A PDF that is written object by object; the first is the catalogue."""

    objects: list[bytes] = field(default_factory=list)
    trailer: bytes = b""

    def add(self, body: bytes) -> int:
        """Add an object, and return its number."""
        self.objects.append(body)
        return len(self.objects)

    def stream(self, data: bytes, more: bytes = b"") -> int:
        """Add a stream."""
        return self.add(b"<< /Length %d %s >>\nstream\n" % (len(data), more) + data + b"\nendstream")

    def written(self) -> bytes:
        """The file."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = []
        for number, body in enumerate(self.objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(places) + 1,
            self.trailer,
            start,
        )
        return bytes(out)


def _literal(text: str) -> bytes:
    """Words as a string of a PDF, in the encoding of its standard fonts."""
    encoded = text.encode("cp1252")
    for sign in (b"\\", b"(", b")"):
        encoded = encoded.replace(sign, b"\\" + sign)
    return b"(" + encoded + b")"


def _metadata_string(text: str) -> bytes:
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def pdf(pages: Sequence[Sequence[Placed]], **told: str) -> bytes:
    """A PDF of these lines; ``told`` are the entries of its information dictionary."""
    contents = [
        b"\n".join(
            b"BT /F1 %g Tf %g %g Td %s Tj ET" % (size, x, y, _literal(text)) for x, y, size, text in page
        )
        for page in pages
    ]
    return pdf_of(contents, told=told)


def pdf_of(
    contents: Sequence[bytes],
    resources: bytes = b"",
    extra: Sequence[bytes] = (),
    told: dict[str, str] | None = None,
) -> bytes:
    """A PDF of pages with these contents; ``extra`` objects are numbered from 4 on."""
    made = Pdf()
    made.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    made.add(b"")
    made.add(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for body in extra:
        made.add(body)
    kids = []
    for content in contents:
        stream = made.stream(content)
        kids.append(
            made.add(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> %s >> >>" % (stream, resources)
            )
        )
    references = b" ".join(b"%d 0 R" % kid for kid in kids)
    made.objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (references, len(kids))
    if told:
        entries = b" ".join(
            b"/%s %s" % (name.encode(), _metadata_string(text)) for name, text in told.items()
        )
        made.trailer = b"/Info %d 0 R" % made.add(b"<< %s >>" % entries)
    return made.written()


def paragraph(text: str, *, x: float = 72, y: float = 760, size: float = 11, chars: int = 80) -> list[Placed]:
    """Words broken into lines below each other, as a page has them."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > chars:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [(x, y - 1.2 * size * number, size, line) for number, line in enumerate(lines)]


def scanned_pdf(pages: int = 2) -> bytes:
    """Pages with a picture each and no text."""
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8 "
    )
    picture += b"/Length 4 >>\nstream\n\x00\xff\xff\x00\nendstream"
    draw = b"q 595 0 0 842 0 0 cm /Im Do Q"
    return pdf_of([draw] * pages, b"/XObject << /Im 4 0 R >>", [picture])


def locked_pdf() -> bytes:
    """A PDF that no empty password opens (standard security handler, revision 2)."""
    made = pdf([paragraph("Secret words that nobody reads without the password.")])
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >> /ID [<00> <00>]" % (
        b"11" * 32,
        b"22" * 32,
    )
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


def bomb_pdf(megabytes: int) -> bytes:
    """A page whose content is as many megabytes of blanks, packed with Flate twice."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()
    made = Pdf()
    made.add(b"<< /Type /Catalog /Pages 2 0 R >>")
    made.add(b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>")
    made.stream(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")
    made.add(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>")
    return made.written()


def zipped(files: dict[str, bytes | str], compression: int = ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data, ZIP_STORED if name == "mimetype" else None)
    return packed.getvalue()


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/></w:style>'
    for style, name in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"), ("Quote", "Quote"))
)
_NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def word(style: str, text: str) -> str:
    """A paragraph of a Word file: of a style, or with "-" or "1" a point of a list."""
    number = {"-": "1", "1": "2"}.get(style)
    about = f'<w:pStyle w:val="{style}"/>' if style and not number else ""
    if number:
        about = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    return f'<w:p><w:pPr>{about}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx_files(body: str, core: str = "") -> dict[str, bytes | str]:
    """The files of a Word file."""
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{_STYLES}</w:styles>',
        "word/numbering.xml": f'<w:numbering xmlns:w="{_WORD}">{_NUMBERING}</w:numbering>',
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="s" Target="styles.xml" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>'
            '<Relationship Id="n" Target="numbering.xml" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/></Relationships>'
        ),
        "docProps/core.xml": (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        ),
    }


def docx(*paragraphs: tuple[str, str], core: str = "") -> bytes:
    """A Word file of these paragraphs, as (style, text)."""
    return zipped(docx_files("".join(word(*each) for each in paragraphs), core))


CONTAINER = (
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)


def epub_files(
    chapters: dict[str, str], told: str = "<dc:title>The Sea</dc:title>"
) -> dict[str, bytes | str]:
    """The files of a book; the chapters are in their order, by the names of their files."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{told}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    files: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package,
    }
    return files | {f"OPS/{name}": text for name, text in chapters.items()}


def epub(*bodies: str, told: str = "<dc:title>The Sea</dc:title>") -> bytes:
    """A book of these chapters, each the inside of its body."""
    return zipped(epub_files({f"c{n}.xhtml": chapter(body) for n, body in enumerate(bodies)}, told))


def chapter(body: str, before: str = '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>') -> str:
    """A chapter of a book."""
    return (
        f'{before}<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><style>p {{}}</style></head>'
        f"<body>{body}</body></html>"
    )
