"""The body of an answer: decoded piece by piece, and no further than the limit.

``gzip`` and ``deflate`` are decoded (RFC 9110, section 8.4.1), one of them, once. Others are neither asked
for nor taken: a coding on top of a coding would come through undecoded, and Brotli and Zstandard need
packages that nothing else here needs. What is held at a time is the limit and one piece, whatever a body
unpacks to.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator, Iterator

from aiohttp import ClientResponse

from index.errors import TooLarge, TypeRefused

ACCEPTED = "gzip, deflate"
_PIECE_BYTES = 65_536
# Bodies of more gzip members than this are made to cost time.
_MAX_MEMBERS = 1_000
# How many pieces are unpacked before others get their turn: one megabyte, some milliseconds.
_PIECES_AT_ONCE = 16
_GZIP, _ZLIB, _RAW = 31, 15, -15  # window sizes, with which zlib is told the form
_GZIP_MARK = 0x1F


class _Unpacker:
    """Undoes one content coding."""

    def __init__(self, coding: str, host: str) -> None:
        self._coding = coding
        self._host = host
        self._inflate: zlib._Decompress | None = None
        self._members = 0

    @property
    def is_done(self) -> bool:
        """Whether the coded data have come to their end."""
        return self._coding == "identity" or (self._inflate is not None and self._inflate.eof)

    def unpack(self, data: bytes) -> Iterator[bytes]:
        """What comes out, in pieces.

        Raises:
            TypeRefused: it is not coded as it should be.
        """
        if self._coding == "identity":
            yield data
            return
        try:
            yield from self._unpack(data)
        except zlib.error:
            raise _damaged(self._host) from None

    def _unpack(self, data: bytes) -> Iterator[bytes]:
        while data:
            if self._inflate is None or self._inflate.eof:
                # Another gzip member may follow (RFC 1952, section 2.2); other padding is let go of.
                if self._inflate is not None and (self._coding != "gzip" or data[0] != _GZIP_MARK):
                    return
                self._inflate = self._begin(data)
            if piece := self._inflate.decompress(data, _PIECE_BYTES):
                yield piece
            data = self._inflate.unconsumed_tail
            # What did not fit into a piece stays inside when all was put in.
            while (
                not data and not self._inflate.eof and (piece := self._inflate.decompress(b"", _PIECE_BYTES))
            ):
                yield piece
            data = self._inflate.unused_data if self._inflate.eof else data

    def _begin(self, data: bytes) -> "zlib._Decompress":
        self._members += 1
        if self._members > _MAX_MEMBERS:
            raise zlib.error
        if self._coding == "gzip":
            return zlib.decompressobj(_GZIP)
        # Servers send both forms under one name; the first byte tells them apart (RFC 1950, section 2.2).
        return zlib.decompressobj(_ZLIB if data[0] & 0x0F == 8 else _RAW)


def coding_of(response: ClientResponse, host: str) -> str:
    """The one content coding of an answer.

    Raises:
        TypeRefused: it is none that was asked for, or there are several.
    """
    named = ",".join(response.headers.getall("Content-Encoding", []))
    codings = [coding.strip().lower() for coding in named.split(",") if coding.strip()] or ["identity"]
    coding = {"x-gzip": "gzip"}.get(codings[0], codings[0])
    if len(codings) > 1 or coding not in {"identity", "gzip", "deflate"}:
        raise TypeRefused(
            "{host} sent a page packed in a way that is not read ({codings}).",
            host=host,
            codings=", ".join(codings)[:60],
        )
    return coding


async def iter_body(response: ClientResponse, host: str, max_bytes: int) -> AsyncIterator[bytes]:
    """The decoded body in pieces; at most ``max_bytes`` are read of what is coded.

    Raises:
        TypeRefused: its coding is none that is read, or it is damaged.
        TooLarge: it is too long even as it is coded.
    """
    coding = coding_of(response, host)
    unpacker = _Unpacker(coding, host)
    read = pieces = 0
    async for data in response.content.iter_chunked(_PIECE_BYTES):
        read += len(data)
        if read > max_bytes + 1_024:
            raise too_large(host, max_bytes)
        for piece in unpacker.unpack(data):
            yield piece
            pieces += 1
            if pieces % _PIECES_AT_ONCE == 0:
                await asyncio.sleep(0)
    if read and not unpacker.is_done:
        raise _damaged(host)


def too_large(host: str, max_bytes: int) -> TooLarge:
    """The error for a body over its limit."""
    return TooLarge(
        "{host} sent more than {megabytes:g} MB, which is more than is read.",
        host=host,
        megabytes=max_bytes / 1_000_000,
    )


def _damaged(host: str) -> TypeRefused:
    return TypeRefused("{host} sent a page that is damaged: it cannot be unpacked.", host=host)
