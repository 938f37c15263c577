"""Which kinds of content are read."""

import gzip

import pytest

from index.errors import (
    TypeRefused,
)
from index.ports import Fetcher
from tests.servers import Site

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("text/html", b"plain words in a page"),
        ("text/html", b"\xff\xfe" + "<html>wide".encode("utf-16-le")),
        ("text/html; charset=utf-16le", "<html>wide".encode("utf-16-le")),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>"),
        ("application/rss+xml", b"\xef\xbb\xbf <?xml version='1.0'?><rss/>"),
        ("application/xml", b"<!-- made by hand --><feed/>"),
        ("application/feed+json", b' {"version": "https://jsonfeed.org/version/1.1"}'),
        ("text/plain", b"RIFF is a word, and so is MZ"),
        ("text/markdown; charset=utf-8", b"# Bridge"),
        ("application/pdf", b"%PDF-1.7 ..."),
        ("application/octet-stream", b"%PDF-1.7 ..."),
        ("application/epub+zip", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip"),
        ("application/octet-stream", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml"),
        ("application/gzip", gzip.compress(b"<urlset/>", mtime=0)),
        ("application/x-gzip", b"<?xml version='1.0'?><urlset/>"),
        ("text/xml", gzip.compress(b"<urlset/>", mtime=0)),
        ("text/plain", b"An article about charset=utf-7"),
    ],
)
async def test_kind_that_is_read_passes(site: Site, fetcher: Fetcher, content_type: str, data: bytes) -> None:
    """Everything that a reader exists for is let in, by its type or by its first bytes."""
    fetched = await fetcher.fetch(site.add("/a", data, content_type=content_type))
    assert (fetched.body, fetched.content_type) == (data, content_type.partition(";")[0])


@pytest.mark.parametrize(
    ("content_type", "data", "sentence"),
    [
        ("image/png", b"<html>hidden", r"sent an image \(image/png\), which is not read"),
        ("image/svg+xml", b"<svg/>", "sent an image"),
        ("video/mp4", b"....ftyp", "sent a video"),
        ("audio/mpeg", b"ID3", "sent a sound"),
        ("application/x-msdownload", b"MZ", "a file of the type application/x-msdownload"),
        ("multipart/x-mixed-replace; boundary=x", b"--x", "a file of the type multipart/x-mixed-replace"),
        ("application/octet-stream", b"<html><p>x", "sent a file that is not read"),
        ("application/octet-stream", b"\x7fELF", "sent a file that is not read"),
        ("application/zip", b"PK\x03\x04" + bytes(26) + b"photo.jpg", "sent a file that is not read"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "is not what it says it is"),
        ("text/html", b"%PDF-1.7", "is not what it says it is"),
        ("text/html", b"GIF89a\x01\x00\x01\x00", "is not what it says it is"),
        ("text/plain", b"PK\x03\x04" + bytes(26) + b"word/document.xml", "is not what it says it is"),
        ("application/pdf", b"<html><p>Please log in", "is not what it says it is"),
        ("application/json", b"<html>", "is not what it says it is"),
        (
            "application/epub+zip",
            b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
            "is not what it says it is",
        ),
        ("text/html; charset=utf-7", b"<html>+ADw-script+AD4-", "an encoding that no browser reads"),
        ('text/html; charset="X-UTF_7"', b"<html>", "an encoding that no browser reads"),
        ("text/html; charset=ISO-2022-KR", b"<html>", "an encoding that no browser reads"),
        ("text/html", b"<html><meta charset=utf-7>", "an encoding that no browser reads"),
        ("text/xml", b"<?xml version='1.0' encoding='UTF-7'?><rss/>", "an encoding that no browser reads"),
        ("nonsense<b>", b"<html>", "a file of the type nonsenseb"),
    ],
)
async def test_kind_that_is_not_read_is_refused(
    site: Site, fetcher: Fetcher, content_type: str, data: bytes, sentence: str
) -> None:
    """What no reader exists for, or is not what it claims to be, is refused by name."""
    with pytest.raises(TypeRefused, match=f"127.0.0.1 .*{sentence}"):
        await fetcher.fetch(site.add("/a", data, content_type=content_type))


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("UTF-8", "utf-8"),
        ("windows-1252", "windows-1252"),
        ("does-not-exist", None),
        ("rot13", None),
        ("base64", None),
        ("", None),
    ],
)
async def test_charset_exists_or_is_none(
    site: Site, fetcher: Fetcher, charset: str, expected: str | None
) -> None:
    """A charset that nobody knows is left to be found out from the text."""
    fetched = await fetcher.fetch(site.add("/a", PAGE, content_type=f"text/html; charset={charset}"))
    assert fetched.charset == expected


async def test_page_that_leads_on_by_itself_is_only_a_page(site: Site, fetcher: Fetcher) -> None:
    """A page that asks a browser to go elsewhere is not followed."""
    page = f'<meta http-equiv="refresh" content="0;url={site.at("/b")}"><link rel="canonical" href="{site.at("/c")}">'
    fetched = await fetcher.fetch(site.add("/a", page, headers={"Refresh": f"0;url={site.at('/d')}"}))
    assert fetched.body == page.encode()
    assert site.paths == ["/a"]
