"""Bytes of a page to text: which encoding they are in, in the order in which browsers believe it.

A byte order mark, then the server's word, then the page's own (``meta``), then what the bytes look like
(WHATWG Encoding Standard, section 6; HTML Standard, "Determining the character encoding"). Text that is
valid UTF-8 beyond ASCII is taken as such whatever is claimed: in another encoding that does not happen by
chance, while wrong claims happen daily. Only encodings that browsers know are believed.
"""

import codecs
import re

from charset_normalizer import from_bytes

from index.sources.encodings import find_encoding

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Where a page has to say it, and some more.
_SAID_WITHIN_BYTES = 4_096
_SAID = re.compile(
    rb"""<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
# What western European text has beyond ASCII. Detection takes it for eastern European too easily.
_WESTERN = re.compile("[äöüßéèêàáâãçñíìîóòôõúùûåæøœïëÄÖÜÉÈÀÁÂÇÑÍÓÔÚÅÆØŒ“”„‘’–—…«»°§©®€£·•¿¡ªº\xa0]")
_WESTERN_SHARE = 0.95
_DETECTED_FROM_BYTES = 50_000
# What neither XML nor a store can hold, but for tab, line feed and return.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ASCII_RUN = re.compile(rb"[\x00-\x7f]{200,}")


def decode(data: bytes, charset: str | None) -> str:
    """The text, without control characters; what cannot be decoded becomes U+FFFD."""
    return _CONTROLS.sub("", _decode(data, charset).replace("\r\n", "\n"))


def _decode(data: bytes, charset: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    said = _SAID.search(data, 0, _SAID_WITHIN_BYTES)
    server, own = find_encoding(charset), find_encoding(said[1].decode("ascii")) if said else None
    if server is not None and server.startswith("utf-16"):
        return data.decode(server, "replace")
    # A page whose ASCII could be read to find "utf-16" in it is not in UTF-16.
    own = "utf-8" if own is not None and own.startswith("utf-16") else own
    encodings = [encoding for encoding in (server, own) if encoding is not None]
    if not data.isascii():
        encodings.insert(0, "utf-8")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(_least_wrong(data, encodings), "replace")


def _least_wrong(data: bytes, encodings: list[str]) -> str:
    """An encoding for bytes that are in none of these: a claimed one with few faults, else a detected one."""
    for encoding in encodings:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") * 1_000 <= len(text):
            return encoding
    # Markup tells nothing; where letters are, it is not ASCII for long.
    sample = _ASCII_RUN.sub(b" ", data)[:_DETECTED_FROM_BYTES]
    beyond = re.sub(r"[\x00-\x7f]", "", sample.decode("cp1252", "replace"))
    if len(_WESTERN.findall(beyond)) >= _WESTERN_SHARE * len(beyond):
        return "cp1252"
    found = from_bytes(sample).best()
    return find_encoding(found.encoding if found else None) or (encodings or ["cp1252"])[-1]
