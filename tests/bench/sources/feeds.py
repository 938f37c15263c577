"""What comes out of malformed feeds, and how long large ones take: ``python -m tests.bench.sources.feeds``.

Beside ours stands feedparser alone on the same bytes: of how many feeds every title and text is right once
HTML is taken for the text it shows, which is done to its entries as to ours. Links and dates are compared by the tests only.
"""

import io
import time
from collections.abc import Iterator
from pathlib import Path

import feedparser

from index.errors import ContentRefused
from index.sources.feeds import read_feed
from index.sources.feeds._drafts import Form, Words
from index.sources.feeds._words import to_line, to_text
from index.sources.sitemaps import read_sitemap
from tests.bench.sources.malformed import KINDS, URL, Kind

_PARAGRAPH = f"<p>{'The quick brown fox jumps over the lazy dog. ' * 20}</p>"


def measure(folder: Path) -> None:
    """Print both tables; the feeds are made here, so that the folder of data does not matter."""
    print(f"{len(KINDS)} kinds of malformed feeds\n")
    print("| feed | entries | titles right | texts right | feedparser alone |")
    print("|---|---|---|---|---|")
    ours = alone = 0
    for kind in KINDS:
        row, is_right = _row(kind)
        is_right_alone = not kind.refusal and _alone(kind) == kind.entries
        ours += is_right
        alone += is_right_alone
        compared = "-" if kind.refusal else "right as well" if is_right_alone else "something lost or wrong"
        print(f"| {kind.name} | {row} | {compared} |")
    feeds = sum(not kind.refusal for kind in KINDS)
    print(
        f"\nRight: {ours} of {len(KINDS)}; of the {feeds} with a feed to be found, feedparser alone {alone}.\n"
    )
    print("| large | size, MB | given | listed | seconds |")
    print("|---|---|---|---|---|")
    for name, data in _large():
        started = time.perf_counter()
        if name.startswith("sitemap"):
            given = len(read_sitemap(data, URL).pages)
            listed = data.count(b"<loc>")
        else:
            reading = read_feed(data, URL)
            given, listed = len(reading.entries), reading.listed
        print(
            f"| {name} | {len(data) / 1e6:.1f} | {given:,} | {listed:,} | {time.perf_counter() - started:.2f} |"
        )


def _row(kind: Kind) -> tuple[str, bool]:
    """Three cells of the table, and whether all is as it should be."""
    try:
        entries = read_feed(kind.data, URL, kind.charset).entries
    except ContentRefused as refusal:
        return f"refused: {refusal} | - | -", bool(kind.refusal)
    pairs = list(zip(entries, kind.entries, strict=False))
    titles = sum(entry.title == title for entry, (title, _) in pairs)
    texts = sum(entry.text == text for entry, (_, text) in pairs)
    wanted = len(kind.entries)
    row = f"{len(entries)} of {wanted} | {titles} of {wanted} | {texts} of {wanted}"
    return row, not kind.refusal and len(entries) == titles == texts == wanted


def _alone(kind: Kind) -> tuple[tuple[str, str], ...] | None:
    """Titles and texts by feedparser alone; None if it finds no feed."""
    headers = {
        "content-type": f"application/xml; charset={kind.charset}" if kind.charset else "application/xml"
    }
    try:
        parsed = feedparser.parse(io.BytesIO(kind.data), response_headers=headers | {"content-location": URL})
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
    found = []
    for entry in parsed.entries:
        contents = [one.value for one in dict.get(entry, "content", [])]
        source = max([*contents, dict.get(entry, "summary", "")], key=len)
        found.append(
            (to_line(Words(dict.get(entry, "title", ""), Form.HTML)), to_text(Words(source, Form.HTML)))
        )
    return tuple(found)


def _large() -> Iterator[tuple[str, bytes]]:
    yield "feed of 100 entries of 5 kB", _feed(100, 5)
    yield "feed of 1,000 entries of 5 kB", _feed(1_000, 5)
    yield "the same, not well-formed", _feed(1_000, 5).replace(b"</rss>", b"<oops></rss>")
    yield "feed of 20,000 entries of 1 kB", _feed(20_000, 1)
    yield "feed of 20,000 entries, not well-formed", _feed(20_000, 1).replace(b"</rss>", b"<oops></rss>")
    yield "sitemap of 50,000 pages", _sitemap(50_000)
    yield "sitemap of 500,000 pages", _sitemap(500_000)


def _feed(entries: int, paragraphs: int) -> bytes:
    items = "".join(
        f"<item><title>Entry {n}</title><link>https://e.org/{n}</link><guid>https://e.org/{n}</guid>"
        f"<pubDate>Wed, 19 Feb 2025 08:{n % 60:02}:00 GMT</pubDate><description>Some text &amp;amp; more</description>"
        f"<content:encoded><![CDATA[{_PARAGRAPH * paragraphs}]]></content:encoded></item>"
        for n in range(entries)
    )
    namespace = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {namespace}><channel><title>x</title>{items}</channel></rss>'.encode()


def _sitemap(pages: int) -> bytes:
    urls = "".join(
        f"<url><loc>https://e.org/{n}</loc><lastmod>2025-02-{n % 28 + 1:02}</lastmod></url>"
        for n in range(pages)
    )
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
