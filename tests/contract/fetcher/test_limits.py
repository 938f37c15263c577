"""How much is read, for how long, and servers that lie."""

import asyncio
import gzip
import tracemalloc
import zlib
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from index.errors import (
    FetchError,
    HostUnreachable,
    ServerRefused,
    TooLarge,
    TypeRefused,
)
from index.ports import Fetcher
from tests.servers import Site, fetching, raw_server, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."
ZEROS_MB = 40


async def test_too_long_a_page_is_refused_by_its_length(site: Site) -> None:
    """A page that says it is too long is not read at all; limits differ for pages and files."""
    async with fetching(site, max_page_bytes=1_000, max_file_bytes=3_000) as fetcher:
        with pytest.raises(TooLarge, match=r"127\.0\.0\.1 sent more than 0\.001 MB"):
            await fetcher.fetch(site.add("/long", PAGE + "x" * 1_000))
        await fetcher.fetch(site.add("/file", b"%PDF-1.7 " + b"x" * 2_900, content_type="application/pdf"))
        with pytest.raises(TooLarge):
            await fetcher.fetch(
                site.add("/file", b"%PDF-1.7 " + b"x" * 3_000, content_type="application/pdf")
            )
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.add("/feed", "<rss>" + "x" * 2_500, content_type="text/xml"))
        await fetcher.fetch(site.add("/map", "<urlset>" + "x" * 2_500, content_type="text/xml"))
        with pytest.raises(TooLarge, match=r"more than 0\.0001 MB"):
            await fetcher.fetch(site.add("/short", PAGE + "x" * 100), max_bytes=100)
        await fetcher.fetch(site.at("/long"), max_bytes=5_000)


async def test_endless_page_is_stopped(site: Site) -> None:
    """A page without an end is let go of at the limit."""
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>more" * 10_000)
            sent += 70_000

    async with fetching(site, max_page_bytes=1_000_000) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.handle("/a", answer))
    assert sent < 20_000_000


def _zeros(compressor: "zlib._Compress") -> bytes:
    return (
        compressor.compress(b"<html>")
        + b"".join(compressor.compress(bytes(1_000_000)) for _ in range(ZEROS_MB))
        + compressor.flush()
    )


@pytest.mark.parametrize(("coding", "window"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_bomb_is_stopped_at_the_limit(site: Site, coding: str, window: int) -> None:
    """What unpacks to far more than the limit is never unpacked as a whole."""
    bomb = _zeros(zlib.compressobj(9, zlib.DEFLATED, window))
    url = site.add("/a", bomb, headers={"Content-Encoding": coding})
    async with fetching(site, max_page_bytes=1_000_000) as fetcher:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                await fetcher.fetch(url)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert len(bomb) < 100_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
        ("x-gzip", gzip.compress(PAGE.encode(), mtime=0)),
        ("GZIP", gzip.compress(PAGE[:20].encode(), mtime=0) + gzip.compress(PAGE[20:].encode(), mtime=0)),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0) + bytes(100)),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode(), wbits=-15)),
        ("identity", PAGE.encode()),
        ("", PAGE.encode()),
    ],
)
async def test_packed_page_is_unpacked(site: Site, fetcher: Fetcher, coding: str, data: bytes) -> None:
    """Pages are read in each packing that was asked for, as servers really send it."""
    fetched = await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))
    assert fetched.body.decode() == PAGE


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 1_000_000])
async def test_long_packed_page_comes_whole(site: Site, fetcher: Fetcher, size: int) -> None:
    """Not a byte is lost where pieces end."""
    page = PAGE.encode() + bytes(i * i % 251 + 1 for i in range(size))
    for coding, data in (("gzip", gzip.compress(page, mtime=0)), ("deflate", zlib.compress(page, 1))):
        fetched = await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))
        assert fetched.body == page


@pytest.mark.parametrize(
    ("coding", "data", "sentence"),
    [
        (
            "gzip, gzip",
            gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0),
            "packed in a way that is not read",
        ),
        ("br", b"\x0b\x02\x80<p>x\x03", "packed in a way that is not read"),
        ("zstd", b"\x28\xb5\x2f\xfd", "packed in a way that is not read"),
        ("deflate,identity", zlib.compress(PAGE.encode()), "packed in a way that is not read"),
        ("gzip", PAGE.encode(), "is damaged"),
        ("deflate", PAGE.encode(), "is damaged"),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-9], "is damaged"),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-4] + b"abcd", "is damaged"),
        ("gzip", gzip.compress(b"", mtime=0) * 5_000, "is damaged"),
    ],
)
async def test_badly_packed_page_is_refused(
    site: Site, fetcher: Fetcher, coding: str, data: bytes, sentence: str
) -> None:
    """What cannot be unpacked, or is packed twice, is refused in a sentence."""
    with pytest.raises(TypeRefused, match=f"127.0.0.1 sent a page (that )?{sentence}"):
        await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))


Raw = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


def _says(data: bytes, then: float | None = None) -> Raw:
    async def say(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if then is not None:
            await asyncio.sleep(then)

    return say


async def _drips(head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"<p>")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _heads(head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: more\r\n" * 1_000)
        await writer.drain()


async def _hints(head: bytes, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "expected", "sentence"),
    [
        (_says(b""), HostUnreachable, "broke off"),
        (_says(b"SSH-2.0-OpenSSH_9.6\r\n"), ServerRefused, "something that is no web page"),
        (_says(b"\x00\xff\x00\xff\r\n\r\n"), ServerRefused, "something that is no web page"),
        (_says(OK + b"Content-Length: 100\r\n\r\n<p>x"), HostUnreachable, "broke off"),
        (_says(OK + b"Content-Length: 4\r\n\r\n<p>xHTTP/1.1 200 OK\r\n\r\n"), None, ""),
        (_says(OK + b"Content-Length: 4\r\n\r\n<p>x and more"), FetchError, "127.0.0.1 "),
        (_says(OK + b"Content-Length: x\r\n\r\n<p>x"), ServerRefused, "no web page"),
        (_says(OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n<p>xx"), ServerRefused, "no web page"),
        (_says(OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<p>x\r\nzz\r\n"), FetchError, "127.0.0.1 "),
        (_says(OK + b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n<p>x"), ServerRefused, "too many headers"),
        (_says(OK + b"X: y\r\n" * 10_000 + b"\r\n<p>x"), ServerRefused, "too many headers"),
        (_heads, ServerRefused, "too many headers"),
        (_hints, HostUnreachable, "is too slow: the page was not there after 0.5 seconds"),
        (_says(b"HTTP/1.1 200 OK\r\n", 5), HostUnreachable, "is too slow: nothing came for 0.2 seconds"),
        (
            _says(OK + b"Content-Length: 100\r\n\r\n<p>x", 5),
            HostUnreachable,
            "is too slow: nothing came for 0.2",
        ),
        (_says(OK + b"Content-Length: 100000000\r\n\r\n<p>x", 5), TooLarge, "sent more than 5 MB"),
        (_drips, HostUnreachable, "is too slow: the page was not there after 0.5 seconds"),
        (_says(b"HTTP/1.1 200 OK\r\n\r\n<p>x"), None, ""),
        (_says(b"HTTP/1.1 200 OK\r\n\r\nx"), TypeRefused, "does not say what it sent"),
        (_says(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), TypeRefused, "an empty page"),
    ],
)
async def test_lying_server_costs_a_sentence(
    answer: Raw, expected: type[FetchError] | None, sentence: str
) -> None:
    """Whatever a server does instead of answering, it ends in time and is told in a sentence."""
    async with raw_server(answer) as site, fetching(site, read_timeout_s=0.2, timeout_s=0.5) as fetcher:
        if expected is None:
            assert (await fetcher.fetch(site.at("/a"))).body == b"<p>x"
            return
        with pytest.raises(expected, match=sentence) as refused:
            await fetcher.fetch(site.at("/a"))
    assert str(refused.value).startswith(("127.0.0.1 ", "What 127.0.0.1 "))
    assert len(str(refused.value)) < 200


async def test_packed_page_with_endless_padding_is_refused() -> None:
    """What unpacks to little may still not be longer than the limit as it comes, and no length is believed."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
        await response.prepare(request)
        await response.write(gzip.compress(b"<html><p>Tides rise twice a day.</html>", mtime=0))
        for _ in range(4):
            await response.write(bytes(65_536))
        return response

    async with serving() as site, fetching(site, max_page_bytes=100_000) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.handle("/", answer))
