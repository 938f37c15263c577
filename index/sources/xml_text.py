"""XML from outside as text that can harm nobody: unpacked, decoded, without a document type.

What a feed, a sitemap or an OPML file needs of XML is little, and what XML can do is much. So the document
type goes before any parser sees it, and with it all that it could declare, name or multiply: external
entities, parameter entities, entities of entities, default attributes. Plain entities of a few characters are
kept aside as what they stand for. Processing instructions (stylesheets) are never followed by the parsers.
"""

import html
import re
import zlib
from collections.abc import Iterator

from lxml import etree

from index.errors import ContentRefused
from index.sources.encodings import find_encoding

# What a sitemap may have, unpacked (sitemaps.org/protocol.html); no feed that is one has as much.
MAX_BYTES = 52_428_800
_GZIP = b"\x1f\x8b"
# Of gzip within gzip.
_MAX_LAYERS = 2
_MARKS = (
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\xff\xfe", "utf-16-le"),
)
# The first "<" and the sign after it, in encodings without a mark (XML 1.0, appendix F).
_FIRST_SIGNS = ((b"\x00<\x00", "utf-16-be"), (b"<\x00", "utf-16-le"))
_SAID = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_SAID_WITHIN_BYTES = 1_024
# Encodings in which every byte is ASCII, so that being valid UTF-8 tells nothing of them.
_SEVEN_BIT = frozenset(["iso2022_jp"])
# Bytes that are no UTF-8 within a text that is: as Windows-1252, which they mostly are.
_STRAY = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
# All that XML 1.0 forbids in a text (section 2.2); NEL and the other C1 signs are allowed and kept.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_DOCTYPE_PARTS = re.compile(r"""<!--.*?-->|"[^"]*"|'[^']*'|[\[\]>]""", re.DOTALL)
_ROOT = re.compile(r"<[A-Za-z_]")
_ENTITY = re.compile(r"""<!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"<%]{0,100})"|'([^'<%]{0,100})')\s*>""")
_PLAIN = re.compile(r"[^&]*|&#x?[0-9A-Fa-f]{1,6};")
_MAX_ENTITIES = 300
_MAX_EXPANDED_CHARS = 1_000_000
# Attributes cost a parser in Python more than their number: no tag has as many.
_LONG_TAG = re.compile(r"<[A-Za-z_][^<>]{5000,}")
_MAX_ATTRIBUTES = 500
# An "&" or "<" that may need mending: not XML's own entities, nor numbers of signs that no doubt exist
# (from 32 up to the surrogates), which in some languages are all of a text.
_REFERENCE = re.compile(
    r"""
    & (?! (?: amp | lt | gt | quot | apos
            | \#(?: 9 | 10 | 13 | 3[2-9] | [4-9]\d | [1-9]\d{2,3} | [1-4]\d{4} )
            | \#x(?: [9AaDd] | [2-9A-Fa-f][\dA-Fa-f]
                  | [1-9A-Fa-f][\dA-Fa-f]{2} | [1-9A-Ca-c][\dA-Fa-f]{3} ) ) ; )
      (?: (\#x[\dA-Fa-f]{1,8} | \#\d{1,8} | [\w.-]{1,40}) ; )?
    | <!-- | <\? | < (?! [A-Za-z_/!?] )
    """,
    re.VERBOSE,
)
# More than the longest feed has faults; mending takes a second for these.
_MAX_MENDED = 500_000
_OPENING = re.compile(r"<!\[CDATA\[|<!--|<\?")
_CDATA = "<![CDATA["
_CLOSING = {_CDATA: "]]>", "<!--": "-->", "<?": "?>"}


def unpack(data: bytes, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes, undone from gzip if they are in it; of a cut archive what there is.

    Raises:
        ContentRefused: there are more bytes than may be.
    """
    for _ in range(_MAX_LAYERS):
        if not data.startswith(_GZIP):
            break
        unpacking = zlib.decompressobj(wbits=31)
        try:
            data = unpacking.decompress(data, max_bytes + 1)
        except zlib.error:
            raise ContentRefused(
                "the compressed file is damaged; ask its site, or try again later."
            ) from None
    if len(data) > max_bytes:
        raise ContentRefused(
            "it is over {megabytes} MB unpacked, more than is read.", megabytes=max_bytes // 1_000_000
        )
    return data


def decode_xml(data: bytes, charset: str | None = None) -> str:
    """Bytes of XML as text without signs that XML forbids; ``charset`` is what the server said.

    A byte order mark is believed first (RFC 7303, section 3), then the bytes: what is valid UTF-8 beyond
    ASCII is that, whatever is claimed. Then comes what the XML says of itself, and after it the server,
    whose word is mostly a setting that nobody looked at.
    """
    return ILLEGAL.sub("", _decode(data, charset)).replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, charset: str | None) -> str:
    for sign, encoding in _MARKS + _FIRST_SIGNS:
        if data.startswith(sign):
            mark = sign if (sign, encoding) in _MARKS else b""
            return data.removeprefix(mark).decode(encoding, "replace")
    said = _SAID.search(data, 0, _SAID_WITHIN_BYTES)
    found = (find_encoding(said[1].decode()) if said else None, find_encoding(charset))
    # What could be read as ASCII up to here is not in UTF-16.
    claims = [claim for claim in found if claim is not None and not claim.startswith("utf-16")]
    for encoding in claims if _SEVEN_BIT & set(claims) else ["utf-8", *claims]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    text = data.decode("utf-8", "surrogateescape")
    strays = sum(1 for sign in text if "\udc80" <= sign <= "\udcff")
    if strays > sum(1 for sign in text if sign > "\x7f") / 2 and not {"utf-8"} & set(claims):
        return data.decode((claims or ["cp1252"])[0], "replace")
    return text.translate(_STRAY)


def take_out_doctype(text: str) -> tuple[str, dict[str, str]]:
    """The XML without its document type, and the plain entities that it declared."""
    root = _ROOT.search(text)
    found = _DOCTYPE.search(text, 0, root.start() if root else len(text))
    if found is None:
        return text, {}
    end, depth = len(text), 0
    for part in _DOCTYPE_PARTS.finditer(text, found.end()):
        depth += {"[": 1, "]": -1}.get(part[0], 0)
        if part[0] == ">" and depth <= 0:
            end = part.end()
            break
    else:  # it never ends
        end = max(text.find(">", found.end()), found.end())
    declared = text[found.start() : end]
    entities: dict[str, str] = {}
    for entity in _ENTITY.finditer(declared):
        value = entity[2] if entity[2] is not None else entity[3]
        if _PLAIN.fullmatch(value) and len(entities) < _MAX_ENTITIES:
            entities.setdefault(entity[1], html.unescape(value))
    text = text[: found.start()] + text[end:]
    expanded = sum(text.count(f"&{name};") * len(value) for name, value in entities.items())
    return text, entities if expanded <= _MAX_EXPANDED_CHARS else {}


def iter_markup(text: str) -> Iterator[tuple[int, int]]:
    """Where there is markup and text, from and to, and not CDATA, comments or instructions."""
    position = 0
    for start, end in _iter_others(text):
        yield position, start
        position = end
    yield position, len(text)


def _iter_others(text: str) -> Iterator[tuple[int, int]]:
    """CDATA sections, comments and instructions, from and to.

    A section that is not closed reaches to the end, so that its text is kept. A comment that is not closed
    hides nothing: it is most likely the mark alone that went wrong.
    """
    position = 0
    unclosed: set[str] = set()
    while opening := _OPENING.search(text, position):
        position = opening.end()
        if opening[0] in unclosed:
            continue
        closing = _CLOSING[opening[0]]
        end = text.find(closing, position)
        if end < 0 and opening[0] != _CDATA:
            unclosed.add(opening[0])
            continue
        if end >= 0 and opening[0] == _CDATA and _CDATA in text[position:end]:
            end = _outer_end(text, position, end)
        position = end + len(closing) if end >= 0 else len(text)
        yield opening.start(), position


def _outer_end(text: str, start: int, end: int) -> int:
    """Where a CDATA section with others within it ends, which XML does not know of and programs write."""
    for _ in range(text.count(_CDATA, start, end)):
        further = text.find("]]>", end + 3)
        if further < 0 or _CDATA in text[end:further]:
            break
        end = further
    return end


def mend(text: str, entities: dict[str, str]) -> str:
    """XML with what is most often wrong with it put right, none of which can be in XML that is right.

    Entities of HTML and those given become what they stand for, a lone "&" or "<" stands for itself,
    references to forbidden characters go, and a CDATA section that was cut off is closed.

    Raises:
        ContentRefused: there is more to mend than any text has.
    """
    mended_so_far = 0

    def put_right(reference: re.Match[str]) -> str:
        nonlocal mended_so_far
        mended_so_far += 1
        if mended_so_far > _MAX_MENDED:
            raise ContentRefused("it is broken in more places than can be mended.")
        if reference[0].startswith("<"):  # what would begin a comment is not closed
            is_cut_off = reference.end() == len(reference.string)
            return "&lt;" if reference[0] == "<" and not is_cut_off else ""
        name = reference[1]
        if name is None:
            return "&amp;"
        return _escaped(ILLEGAL.sub("", entities.get(name) or _unescaped(reference[0])))

    if any(tag[0].count("=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise ContentRefused(
            "it holds a tag with over {most} attributes, which no text needs.", most=_MAX_ATTRIBUTES
        )
    parts: list[str] = []
    position = 0
    for start, end in iter_markup(text):
        parts.append(_flat(text[position:start]))
        parts.append(_REFERENCE.sub(put_right, text[start:end]).replace("]]>", "]]&gt;"))
        position = end
    mended = "".join(parts)
    return mended + "]]>" if mended.rfind("<![CDATA[") > mended.rfind("]]>") else mended


def _flat(section: str) -> str:
    """A CDATA section without those within it; all else as it is."""
    if not section.startswith(_CDATA) or "]]>" not in (inner := section[len(_CDATA) : -len("]]>")]):
        return section
    return _CDATA + inner.replace(_CDATA, "").replace("]]>", "") + "]]>"


def _unescaped(reference: str) -> str:
    """What a reference stands for in HTML; one that HTML does not know stands for itself."""
    found = html.unescape(reference)
    return "" if found == "\ufffd" else found


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace, or a prefix for which there is none."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def parse_xml(text: str) -> etree._Element | None:
    """The root of decoded XML, mended and recovered as far as it can be; None if there is none.

    Raises:
        ContentRefused: there is more to mend than any text has.
    """
    text, entities = take_out_doctype(text)
    root = _ROOT.search(text)
    if root is None:
        return None
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        return etree.fromstring(mend(text[root.start() :], entities).encode(), parser)
    except etree.XMLSyntaxError:
        return None
