import gzip

import pytest

from index.errors import ContentRefused
from index.models import SitemapPage
from index.sources.sitemaps import read_sitemap

URL = "https://e.org/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(entries: str, namespaces: str = NS) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {namespaces}>{entries}</urlset>'.encode()


def entry(path: str, lastmod: str = "") -> str:
    return f"<url><loc>https://e.org/{path}</loc>{f'<lastmod>{lastmod}</lastmod>' if lastmod else ''}</url>"


def found(data: bytes, url: str = URL, max_entries: int = 1000) -> list[tuple[str, str | None]]:
    """Path and date of the pages that were read."""
    pages = read_sitemap(data, url, max_entries).pages
    return [(page.url.removeprefix("https://e.org/"), page.modified_at) for page in pages]


def test_pages_come_newest_first() -> None:
    """The limit keeps the newest pages; what has no date comes last, as listed."""
    data = urlset(
        entry("a")
        + entry("b", "2024-01-01")
        + entry("c", "2025-02-19T10:00:00+01:00")
        + entry("d")
        + entry("e", "2025-02-19T09:30:00Z")
    )
    expected = [
        ("e", "2025-02-19T09:30:00Z"),
        ("c", "2025-02-19T09:00:00Z"),
        ("b", "2024-01-01"),
        ("a", None),
        ("d", None),
    ]
    assert found(data) == expected
    assert found(data, max_entries=2) == expected[:2]


def test_without_dates_the_order_stays() -> None:
    """A sitemap without dates is read as it is listed, each page once."""
    assert found(urlset(entry("b") + entry("a") + entry("b#part"))) == [("b", None), ("a", None)]


@pytest.mark.parametrize(
    "lastmod", ["yesterday", "2025-13-45", "0000-00-00", "9999-12-31", "1970-01-01", "<b/>", "-"]
)
def test_a_date_that_cannot_be_is_none(lastmod: str) -> None:
    """A page with a wrong date is listed without one."""
    assert found(urlset(entry("a", lastmod))) == [("a", None)]


def test_an_index_lists_sitemaps() -> None:
    """Further sitemaps are told from pages."""
    data = f"<sitemapindex {NS}><sitemap><loc>https://e.org/1.xml.gz</loc><lastmod>2025-02</lastmod></sitemap></sitemapindex>"
    reading = read_sitemap(data.encode(), URL)
    assert (reading.pages, reading.sitemaps) == ((), (SitemapPage("https://e.org/1.xml.gz", "2025-02"),))


def test_news_and_pictures() -> None:
    """Of a news sitemap the date is taken; addresses of pictures are no pages."""
    data = urlset(
        "<url><loc>https://e.org/n</loc><image:image><image:loc>https://e.org/p.png</image:loc></image:image>"
        "<news:news><news:publication_date>2025-02-19T08:30:00Z</news:publication_date></news:news></url>",
        f'{NS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"',
    )
    assert found(data) == [("n", "2025-02-19T08:30:00Z")]


@pytest.mark.parametrize(
    "data",
    [
        urlset(entry("a"), ""),
        urlset(entry("a"), 'xmlns="http://www.google.com/schemas/sitemap/0.84"'),
        urlset(entry("a")).replace(b"urlset", b"s:urlset").replace(b"<url>", b"<s:url>"),
        b"\xef\xbb\xbf" + urlset(entry("a")),
        b"\n\n " + urlset(entry("a")),
        urlset(entry("a")).decode().encode("utf-16"),
        gzip.compress(urlset(entry("a")), mtime=0),
        gzip.compress(gzip.compress(urlset(entry("a")), mtime=0), mtime=0),
        urlset(entry("a"))[:-20],
        urlset("<url><loc> https://e.org/a\n</loc></url>"),
        urlset("<url><loc><![CDATA[https://e.org/a]]></loc></url>"),
        urlset("<url><loc>/a</loc></url>"),
        b'<?xml-stylesheet href="http://127.0.0.1/x.xsl"?><!DOCTYPE urlset SYSTEM "http://127.0.0.1/x.dtd">'
        + urlset(entry("a"))[39:],
        b"https://e.org/a",
        b"\xef\xbb\xbfhttps://e.org/a\r\n\r\n",
    ],
)
def test_forms_of_sitemaps(data: bytes) -> None:
    """Wrong namespaces, encodings, compression, faults and plain text all give the page."""
    assert found(data) == [("a", None)]


@pytest.mark.parametrize(
    "loc",
    [
        "https://evil.org/a",
        "ftp://e.org/a",
        "javascript:alert(1)",
        "",
        "http://[::1",
        "https://e.org/" + "a" * 2_048,
        "file:///etc/passwd",
    ],
)
def test_only_web_pages_of_its_own_host(loc: str) -> None:
    """As the protocol has it, a sitemap speaks for its own host only."""
    assert found(urlset(f"<url><loc>{loc}</loc></url>" + entry("a"))) == [("a", None)]
    assert found(f"{loc}\nhttps://e.org/a".encode()) == [("a", None)]


def test_www_is_the_same_host() -> None:
    """A site with and without "www." is one."""
    assert found(urlset(entry("a")), "https://www.e.org/sitemap.xml") == [("a", None)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" ", "the sitemap is empty"),
        (b"<html><body>x</body></html>", "this is a web page and not a sitemap"),
        (b"<!DOCTYPE html><html lang=en><p>x", "this is a web page and not a sitemap"),
        (b"<rss><channel/></rss>", "this is a feed and not a sitemap"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'/>", "this is a feed and not a sitemap"),
        (b"<a/>", "this is not a sitemap"),
        (b"Just some words", "this is not a sitemap"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000, mtime=0), "it is over 52 MB unpacked"),
        (b"\x1f\x8bgarbage", "the compressed file is damaged"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><urlset>" + b"&a;" * 600_000, "it is broken in more places"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """One sentence says what it is instead, or what is too much about it."""
    with pytest.raises(ContentRefused, match=f"^{reason}"):
        read_sitemap(data, URL)


def test_no_more_than_the_protocol_allows_is_read() -> None:
    """Of a list of more than 50,000 pages the first 50,000 count."""
    data = urlset("".join(entry(str(n)) for n in range(50_010)) + entry("last", "2025-02-19"))
    pages = found(data, max_entries=100_000)
    assert (len(pages), pages[-1]) == (50_000, ("49999", None))
