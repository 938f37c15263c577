"""What a zip container is, by the names of what is in it; nothing of it is unpacked.

The list of contents is walked by hand (PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16), so that an archive of
a million names costs no more than one of a hundred.
"""

import struct
from collections.abc import Iterator

from index.errors import ContentRefused, Message
from index.models import ContentKind

_MAX_NAMES = 2_000
# The end of the list, with the longest comment.
_TAIL = 22 + 65_535
_ADVICE = Message("unpack it and add what is in it.")


def kind_of_zip(data: bytes) -> ContentKind:
    """DOCX or EPUB.

    Raises:
        ContentRefused: it is another archive, or broken.
    """
    declared = _first_content(data)
    if declared.startswith(b"application/epub+zip"):
        return ContentKind.EPUB
    if declared.startswith(b"application/vnd.oasis.opendocument"):
        raise ContentRefused("this is an OpenDocument file (LibreOffice); save it as .docx or PDF.")
    names = list(_iter_names(data))
    if not names:
        raise ContentRefused("this archive (zip, .docx or .epub) is broken: it is not whole.")
    return _by_names(names)


def _by_names(names: list[bytes]) -> ContentKind:
    if b"META-INF/container.xml" in names:
        return ContentKind.EPUB
    if b"[Content_Types].xml" in names or b"_rels/.rels" in names:
        if any(name.startswith(b"word/") for name in names):
            return ContentKind.DOCX
        for folder, what in (
            (b"xl/", Message("an Excel table")),
            (b"ppt/", Message("a PowerPoint presentation")),
        ):
            if any(name.startswith(folder) for name in names):
                raise ContentRefused("this is {what}; save it as PDF, which can be read.", what=what)
    if b"AndroidManifest.xml" in names or b"META-INF/MANIFEST.MF" in names:
        raise ContentRefused("this is a program (Java or Android), which has no article in it.")
    if any(name.endswith(b".iwa") for name in names):
        raise ContentRefused("this is a file of Apple's Pages or its like; save it as PDF or .docx.")
    raise ContentRefused(
        "this is an archive (zip) of {files}; {advice}", files=_counted(names), advice=_ADVICE
    )


def _counted(names: list[bytes]) -> Message:
    if len(names) >= _MAX_NAMES:
        return Message("{count:,} files or more", count=_MAX_NAMES)
    return Message("one file") if len(names) == 1 else Message("{count:,} files", count=len(names))


def _first_content(data: bytes) -> bytes:
    """What the first file says if it is called ``mimetype`` and is stored as it is (EPUB OCF 3.3, 4.2.2)."""
    if len(data) < 38 or data[30:38] != b"mimetype" or data[8:10] != b"\0\0":
        return b""
    (extra,) = struct.unpack_from("<H", data, 28)
    return data[38 + extra : 38 + extra + 60]


def _iter_names(data: bytes) -> Iterator[bytes]:
    """Names of the list of contents, at most ``_MAX_NAMES``; none if the list is not where it should be."""
    end = data.rfind(b"PK\5\6", max(0, len(data) - _TAIL))
    if end < 0 or end + 22 > len(data):
        return
    size, start = struct.unpack_from("<II", data, end + 12)
    # What stands before the archive moves all of it, and its own numbers know nothing of that.
    at = start if data[start : start + 4] == b"PK\1\2" else end - size
    for _ in range(_MAX_NAMES):
        if at < 0 or at + 46 > end or data[at : at + 4] != b"PK\1\2":
            return
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        yield data[at + 46 : at + 46 + name]
        at += 46 + name + extra + comment
