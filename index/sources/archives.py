"""Zip containers from outside, read with an eye on how much comes out of them.

What an archive says of its sizes is not believed: bytes are counted as they come out of it, and reading
ends when they are too many, wherever they come from. Names are only ever looked up, never used as paths.
XML in it is parsed without document types, so that there are no entities to expand and nothing to fetch.
"""

import io
import struct
import zlib
from zipfile import BadZipFile, ZipFile

from lxml import etree

from index.errors import ContentRefused, Message

MAX_UNPACKED_BYTES = 100_000_000
MAX_FILES = 10_000
_PIECE_BYTES = 1_000_000
_BROKEN = Message("this file is broken, or not whole: what is packed in it cannot be read.")


class Archive:
    """A zip container of which at most ``max_bytes`` are unpacked in all."""

    def __init__(self, data: bytes, max_bytes: int = MAX_UNPACKED_BYTES) -> None:
        """Read the list of contents.

        Raises:
            ContentRefused: it is broken, or has too many files in it.
        """
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, OSError, ValueError, struct.error, NotImplementedError) as error:
            raise ContentRefused(_BROKEN) from error
        self.names = frozenset(self._zip.namelist())
        self._left = self._max = max_bytes
        if len(self.names) > MAX_FILES:
            raise ContentRefused(
                "there are over {most:,} files packed in this one, more than are read.", most=MAX_FILES
            )

    def read(self, name: str) -> bytes:
        """What is in one of its files.

        Raises:
            ContentRefused: there is no such file, it is broken or protected, or too much has been unpacked.
        """
        if name not in self.names:
            raise ContentRefused(_BROKEN)
        if self._zip.getinfo(name).flag_bits & 1:
            raise ContentRefused("this file is protected with a password; save it without one.")
        unpacked = bytearray()
        try:
            with self._zip.open(name) as member:
                while piece := member.read(_PIECE_BYTES):
                    unpacked += piece
                    self._count(len(piece))
        except (BadZipFile, OSError, ValueError, EOFError, RuntimeError, struct.error, zlib.error) as error:
            raise ContentRefused(_BROKEN) from error
        return bytes(unpacked)

    def find(self, name: str) -> bytes | None:
        """The same, but None if there is no such file."""
        return self.read(name) if name in self.names else None

    def _count(self, unpacked: int) -> None:
        self._left -= unpacked
        if self._left < 0:
            raise ContentRefused(
                "more than {megabytes} MB are packed in this file, far more than is read.",
                megabytes=self._max // 1_000_000,
            )


def parse_xml(data: bytes) -> etree._Element:
    """The root of a part that is XML.

    Raises:
        ContentRefused: it is broken, or declares a document type, which no office file or book needs there.
    """
    if has_document_type(data):
        raise ContentRefused("this file declares entities of its own, which is not read for safety.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ContentRefused(_BROKEN) from error


def has_document_type(data: bytes) -> bool:
    """Whether there may be declarations of entities, in whatever encoding."""
    return any("<!DOCTYPE".encode(encoding) in data for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
