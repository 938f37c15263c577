import io
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import feedparser
import pytest

from index.errors import ContentRefused
from index.models import FeedEntry, FeedReading
from index.sources.feeds import read_feed
from index.sources.instants import read_instant

URL = "https://e.org/blog/feed/"
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
SENTENCE = "The river rose by two metres in the night and the lower town was under water by six. "
LONG = "".join(f"<p>{SENTENCE * 6}</p>" for _ in range(4))
SHORT = "The river rose in the night, and the lower town is under water."


def rss(items: str, channel: str = "") -> bytes:
    namespaces = " ".join(
        f'xmlns:{prefix}="{uri}"'
        for prefix, uri in {
            "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/",
            "sy": "http://purl.org/rss/1.0/modules/syndication/",
            "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
            "atom": "http://www.w3.org/2005/Atom",
            "media": "http://search.yahoo.com/mrss/",
            "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
        }.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {namespaces}><channel><title>Site</title><link>https://e.org</link>{channel}{items}</channel></rss>'.encode()


def item(title: str = "Flood", description: str = "", content: str = "", more: str = "", n: int = 1) -> str:
    return (
        "<item>"
        + (f"<title>{escape(title)}</title>" if title else "")
        + f"<link>https://e.org/{n}</link><guid isPermaLink='false'>id-{n}</guid>"
        + (f"<description>{escape(description)}</description>" if description else "")
        + (f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else "")
        + f"{more}</item>"
    )


def atom(entries: str, more: str = "") -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/">'
        f"<title>Site</title><id>urn:x</id>{more}{entries}</feed>"
    ).encode()


def entry(inside: str, n: int = 1) -> str:
    return f'<entry><id>tag:e.org,2025:{n}</id><title>Flood</title><link rel="alternate" href="https://e.org/{n}"/>{inside}</entry>'


def read(data: bytes, **options: int) -> FeedReading:
    return read_feed(data, URL, **options)  # type: ignore[arg-type]


def only(data: bytes) -> FeedEntry:
    (found,) = read(data).entries
    return found


# What software makes which form


def test_wordpress() -> None:
    """A feed of WordPress gives the whole text with its structure, without the line of its software below it."""
    content = (
        f"<h2>Water</h2>{LONG}<ul><li>one</li><li>two</li></ul>"
        '<p>The post <a href="https://e.org/1">Flood</a> appeared first on <a href="https://e.org">Site</a>.</p>'
    )
    more = "<dc:creator><![CDATA[Ann Lee]]></dc:creator><pubDate>Wed, 19 Feb 2025 08:30:00 +0100</pubDate>"
    reading = read(
        rss(
            item("Rain &#8211; again", "The river rose [&#8230;]", content, more),
            "<sy:updatePeriod>\n hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>",
        )
    )
    found = reading.entries[0]
    assert (reading.title, reading.home, reading.ttl_s, reading.listed) == ("Site", "https://e.org", 1800, 1)
    assert (found.key, found.url, found.author) == ("id-1", "https://e.org/1", "Ann Lee")
    assert (found.title, found.published_at, found.updated_at) == (
        "Rain – again",
        "2025-02-19T07:30:00Z",
        None,
    )
    assert found.is_whole
    assert found.text.startswith(f"Water\n\n{SENTENCE.strip()}")
    assert found.text.endswith("\n\n- one\n- two")


def test_wordpress_with_summaries() -> None:
    """A feed of excerpts is no articles, nor are those whose excerpts were short enough to be left whole."""
    excerpts = [
        "The river rose [&#8230;]",
        f"{SENTENCE}[…]",
        f"{SENTENCE}...",
        f"<p>{SENTENCE}</p>\n<p>Continue reading</p>",
        SENTENCE * 2,
    ]
    reading = read(rss("".join(item("T", excerpt, n=n) for n, excerpt in enumerate(excerpts))))
    assert [one.is_whole for one in reading.entries] == [False] * 5


def test_blogger() -> None:
    """Atom of Blogger: ids as tags, the link to the page and not to its comments, the whole HTML."""
    found = only(
        atom(
            "<entry><id>tag:blogger.com,1999:blog-1.post-2</id><published>2025-02-19T08:30:00.003-08:00</published>"
            f"<updated>2025-02-20T00:00:00.000Z</updated><title type='text'>Tom &amp; Ann &lt;3</title><content type='html'>{escape(LONG)}</content>"
            "<link rel='replies' type='application/atom+xml' href='https://e.org/c'/><link rel='edit' href='https://e.org/e'/>"
            "<link rel='alternate' type='text/html' href='https://e.org/p.html' title='x'/>"
            "<author><name>Ann</name><email>noreply@blogger.com</email></author></entry>"
        )
    )
    assert (found.key, found.url, found.author) == (
        "tag:blogger.com,1999:blog-1.post-2",
        "https://e.org/p.html",
        "Ann",
    )
    assert (found.title, found.published_at, found.updated_at) == (
        "Tom & Ann <3",
        "2025-02-19T16:30:00Z",
        "2025-02-20T00:00:00Z",
    )
    assert found.is_whole


@pytest.mark.parametrize(
    "ending",
    [
        '<p><a href="https://medium.com/x">Continue reading on Medium »</a></p>',
        '<p>\n  <a href="https://e.substack.com/p/x">\n   Read more\n  </a>\n</p>',
        "<p>This post is for paying subscribers only</p>",
        "<p>… and then the dam …</p>",
        "<p>The minister said [...]</p>",
        '<p>The minister said. <a href="x">Read more</a></p>',
        '<p><a href="x">Weiterlesen →</a></p>',
        '<p><a href="x">Lire la suite</a></p>',
        '<p><a href="x">続きを読む</a></p>',
        '<p><a href="x">Читать далее</a></p><p>Теги</p>',
        '<p><small>3 posts - 2 participants</small></p><p><a href="x">Read full topic</a></p>',
        '<p><a href="x">Read full topic</a></p><p><small>3 posts - 2 participants</small></p>',
    ],
)
def test_a_text_that_says_that_it_goes_on_is_not_whole(ending: str) -> None:
    """Medium, Substack, Discourse and newspapers end the part that is free with a link to the rest."""
    assert not only(rss(item(content=LONG + ending))).is_whole
    assert only(rss(item(content=LONG))).is_whole


@pytest.mark.parametrize(
    "ending",
    [
        "<p>He asked us to read more books, and so we did.</p>",
        "<p>More rain is expected.</p>",
        "<h3>Details</h3><p>The pump failed at six.</p>",
        "<p>“Is that all there is to it?”</p>",
        "<p>Continued growth is likely.</p>",
    ],
)
def test_words_of_an_article_are_no_such_sign(ending: str) -> None:
    """A last sentence that has such words in it does not make the article a teaser."""
    assert only(rss(item(content=LONG + ending))).is_whole


def test_hugo_and_atom_summaries() -> None:
    """A description that is only a paragraph, and a summary of Atom of any length, are no articles."""
    assert not only(rss(item(description=SENTENCE * 4))).is_whole
    assert not only(atom(entry(f"<summary type='html'>{escape(LONG)}</summary>"))).is_whole


def test_a_long_description_is_the_article() -> None:
    """A description of RSS that is long, has paragraphs and ends as a text does is the article."""
    assert only(rss(item(description=LONG))).is_whole
    assert not only(rss(item(description=LONG.removesuffix(". </p>")))).is_whole


def test_ghost_has_summary_and_content() -> None:
    """Where a feed has a description and the content, the content is the text."""
    found = only(rss(item(description=SHORT, content=LONG)))
    assert found.is_whole
    assert SHORT not in found.text


def test_a_content_that_is_only_a_picture_gives_way() -> None:
    """A content that says less than the description beside it is not taken."""
    found = only(rss(item(description=SHORT, content='<img src="x.png"> Photo')))
    assert (found.text, found.is_whole) == (SHORT, False)


def test_youtube() -> None:
    """A film's description is all the text there is."""
    found = only(
        atom(
            entry(
                f"<yt:videoId>abc</yt:videoId><published>2025-02-19T08:30:00+00:00</published><media:group><media:title>Flood</media:title><media:description>{SHORT}</media:description></media:group>"
            )
        )
    )
    assert (found.title, found.text, found.is_whole) == ("Flood", SHORT, True)


def test_mastodon() -> None:
    """A note has no title: its first words are one, and its text is whole."""
    found = only(rss(item("", f"<p>{SHORT}</p><p>{SENTENCE}</p>")))
    assert (found.title, found.is_whole) == (SHORT, True)
    found = only(rss(item("", f"<p>{SENTENCE * 2}</p>")))
    assert (found.title, found.is_whole) == (
        "The river rose by two metres in the night and the lower town was under water by…",
        True,
    )


def test_a_title_that_begins_the_text_is_none() -> None:
    """Bridges from elsewhere make a title of the first words: the note is whole all the same."""
    assert only(rss(item("The river rose in the…", SHORT))).is_whole


def test_podcast() -> None:
    """What is said below a recording without a page, or with the recording as its link, is all there is."""
    enclosure = '<enclosure url="https://e.org/1.mp3" type="audio/mpeg" length="1"/>'
    found = only(
        rss(
            f"<item><title>Flood</title>{enclosure}<itunes:summary>{SHORT}</itunes:summary><guid isPermaLink='false'>1</guid></item>"
        )
    )
    assert (found.text, found.url, found.is_whole) == (SHORT, None, True)
    assert only(rss(item(description=SHORT, more=enclosure))).is_whole
    assert only(
        rss(
            f"<item><title>Flood</title><link>https://e.org/1.mp3?x</link><description>{SHORT}</description></item>"
        )
    ).is_whole


def test_arxiv_and_rdf() -> None:
    """RSS 1.0: entries beside the channel, dc:date as the date; an abstract is no article."""
    data = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="https://e.org"><title>Papers</title><link>https://e.org/</link></channel>'
        f'<item rdf:about="https://e.org/abs/1"><title>On floods</title><link>https://e.org/abs/1</link><description>&lt;p&gt;{SENTENCE * 12}&lt;/p&gt;</description>'
        "<dc:creator>Ann Lee, Bob Ray</dc:creator><dc:date>2025-02-19</dc:date></item></rdf:RDF>"
    ).encode()
    reading = read(data)
    found = reading.entries[0]
    assert (reading.title, found.key, found.author) == ("Papers", "https://e.org/abs/1", "Ann Lee, Bob Ray")
    assert (found.published_at, found.updated_at, found.is_whole) == ("2025-02-19", None, False)


def test_a_feed_that_cuts_all_its_texts() -> None:
    """Where most texts come to one length and break off within a sentence, none of that length is whole."""
    texts = [f"{'Word ' * n}{SENTENCE * 9}"[:600] for n in range(6)]
    reading = read(
        rss("".join(item("T", content=text, n=n) for n, text in enumerate([*texts, SENTENCE * 5])))
    )
    assert [one.is_whole for one in reading.entries] == [False] * 6 + [True]


def test_a_short_content_is_looked_up() -> None:
    """A content of a sentence or two below a title may be all or nothing, so the page is read."""
    assert not only(rss(item(content=f"<p>{SHORT}</p>"))).is_whole
    assert not only(atom(entry('<content src="https://e.org/full.html" type="text/html"/>'))).is_whole


def test_words_without_spaces_count() -> None:
    """A Chinese article is not taken for a single word."""
    assert only(rss(item(content="<p>" + "昨夜河水上涨了两米，下城区被淹没了。" * 12 + "</p>"))).is_whole


def test_atom_03() -> None:
    """Atom 0.3 has other names for the dates, and its content may be escaped or not."""
    data = (
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Site</title><author><name>Ann</name></author>'
        '<entry><title mode="escaped" type="text/html">&lt;i>Flood&lt;/i></title><id>1</id><link rel="alternate" type="text/html" href="https://e.org/1"/>'
        f'<issued>2025-02-19T08:30:00Z</issued><modified>2025-02-20T08:30:00Z</modified><content type="text/html" mode="escaped">{escape(LONG)}</content></entry></feed>'
    ).encode()
    found = only(data)
    assert (found.title, found.author, found.is_whole) == ("Flood", "Ann", True)
    assert (found.published_at, found.updated_at) == ("2025-02-19T08:30:00Z", "2025-02-20T08:30:00Z")


# Fields


def test_nothing_is_made_up() -> None:
    """An entry of Atom that only says when it was changed has no date of publication."""
    found = only(atom(entry("<updated>2025-02-19T08:30:00Z</updated>")))
    assert (found.published_at, found.updated_at, found.author) == (None, "2025-02-19T08:30:00Z", None)


def test_authors() -> None:
    """Names without addresses, each once; whose feed of Atom it is wrote what names nobody else."""
    names = "<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator><dc:creator>Ann</dc:creator>"
    assert only(rss(item(more=names))).author == "Ann, Bob"
    assert only(rss(item(more="<author>ann@e.org (Ann Lee)</author>"))).author == "Ann Lee"
    assert only(rss(item(more="<author>ann@e.org</author>"))).author is None
    assert only(rss(item(), "<managingEditor>boss@e.org (Boss)</managingEditor>")).author is None
    assert only(atom(entry(""), "<author><name>Ann</name></author>")).author == "Ann"


def test_keys() -> None:
    """An entry is known by its id, else its link, else by title and date, and comes once."""
    assert (
        only(rss("<item><title>A</title><link>/a?utm_source=rss#x</link></item>")).key == "https://e.org/a#x"
    )
    first, second = read(
        rss(
            "<item><title>A</title></item><item><title>A</title><pubDate>Wed, 19 Feb 2025 08:30:00 GMT</pubDate></item>"
        )
    ).entries
    assert first.key.startswith("sha256:")
    assert first.key != second.key
    assert (
        len(only(rss(f"<item><title>A</title><guid isPermaLink='false'>{'x' * 5000}</guid></item>")).key)
        == 71
    )
    reading = read(rss(item(n=1) + item(n=1) + item(n=2)))
    assert ([one.key for one in reading.entries], reading.listed) == (["id-1", "id-2"], 2)


def test_links() -> None:
    """The article's own address: not that of a counter, not an id that is no permanent link."""
    assert (
        only(rss(item(more="<feedburner:origLink>https://f.org/a</feedburner:origLink>"))).url
        == "https://f.org/a"
    )
    assert only(rss("<item><title>A</title><guid>https://e.org/a</guid></item>")).url == "https://e.org/a"
    assert (
        only(rss("<item><title>A</title><guid isPermaLink='false'>https://e.org/a</guid></item>")).url is None
    )
    assert (
        only(rss("<item><title>A</title><link>/b</link><guid>https://e.org/a</guid></item>")).url
        == "https://e.org/b"
    )


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("", None),
        ("<ttl>60</ttl>", 3600),
        ("<ttl>0</ttl>", None),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>99999999999999999999</ttl>", 999_999_999 * 60),
        ("<sy:updatePeriod>daily</sy:updatePeriod>", 86_400),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 86_400),
        ("<sy:updatePeriod>often</sy:updatePeriod>", None),
    ],
)
def test_for_how_long_a_feed_asks_to_be_left(channel: str, expected: float | None) -> None:
    """``ttl`` and the syndication module are read, and nonsense is nothing."""
    assert read(rss("", channel)).ttl_s == expected


def test_titles_are_cut_and_no_entry_goes_without() -> None:
    """A title of a novel's length is cut; without title and text the address has to do."""
    assert len(only(rss(item("x" * 2_000))).title) == 500
    assert only(rss("<item><link>https://e.org/a</link></item>")).title == "https://e.org/a"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Wed, 19 Feb 2025 08:30:00 GMT", "2025-02-19T08:30:00Z"),
        ("Wed, 19 Feb 25 08:30 EST", "2025-02-19T13:30:00Z"),
        ("19 Feb 99 08:30:00 GMT", "1999-02-19T08:30:00Z"),
        ("Wed, 19 Feb 2025 08:30:00", "2025-02-19T08:30:00"),
        ("Wed, 19 Feb 2025 24:00:00 GMT", "2025-02-20T00:00:00Z"),
        ("Wed, 19 Feb 2025 08:30:60 UT", "2025-02-19T08:30:59Z"),
        ("Wed, 19 Feb 2025 08:30:00 +2500", "2025-02-19T08:30:00"),
        ("Wed Feb 19 08:30:00 CET 2025", "2025-02-19T07:30:00Z"),
        ("Feb 19, 2025 8:30 PM PST", "2025-02-20T04:30:00Z"),
        ("2025-02-19", "2025-02-19"),
        ("2025-02", "2025-02"),
        ("2025", "2025"),
        ("20250219T083000Z", "2025-02-19T08:30:00Z"),
        ("2025-02-19T08:30:00.123456789+0100", "2025-02-19T07:30:00Z"),
        ("2025-02-19 08:30:00 +0000 UTC", "2025-02-19T08:30:00Z"),
        ("2025-02-19T08:30:00+01:00[Europe/Berlin]", "2025-02-19T07:30:00Z"),
        ("2025/2/9 08:30", "2025-02-09T08:30:00"),
        ("1739952000", "2025-02-19T08:00:00Z"),
        ("1739952000000", "2025-02-19T08:00:00Z"),
        ("19 февраля 2025 г. 08:30", "2025-02-19T08:30:00"),
        ("2025년 2월 19일 08:30", "2025-02-19T08:30:00"),
        ("2026-01-08T00:00:00Z", "2026-01-08T00:00:00Z"),
        ("2026-01-12", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("1989-12-31", None),
        ("1970-01-01T00:00:00Z", None),
        ("2027", None),
        ("31 Feb 2025 08:30:00 GMT", None),
        ("03/04/2025", None),
        ("yesterday", None),
        ("0001-01-01T00:00:00Z", None),
        ("", None),
        ("9" * 5_000, None),
        (None, None),
    ],
)
def test_dates_in_every_form(written: str | None, expected: str | None) -> None:
    """A date is as precise as it was written, in UTC where its zone is known, and nothing is made up."""
    assert read_instant(written, NOW) == expected


def test_dates_that_only_feedparser_reads() -> None:
    """Greek names of months are left to feedparser; what it would make up from today's date is no date."""
    assert (
        only(rss(item(more="<pubDate>Τετ, 19 Φεβ 2025 08:30:00 +0200</pubDate>"))).published_at
        == "2025-02-19T06:30:00Z"
    )
    for made_up in ("2025-február-19T08:30+01:00", "2025 soon", "--02", "12"):
        assert only(rss(item(more=f"<pubDate>{made_up}</pubDate>"))).published_at is None


# Limits


def test_only_so_many_entries_are_read() -> None:
    """Of a feed of 20,000 entries the first 1,000 are given, and how many there are."""
    reading = read(rss("".join(item(f"T{n}", SHORT, n=n) for n in range(20_000))))
    assert (len(reading.entries), reading.listed) == (1000, 20_000)
    assert [reading.entries[0].title, reading.entries[-1].title] == ["T0", "T999"]
    assert reading.home == "https://e.org"


def test_of_a_feed_that_begins_with_its_oldest_the_last_are_read() -> None:
    """A limit keeps the newest entries, in the feed's own order."""
    data = rss(
        "".join(
            item(f"T{n}", more=f"<pubDate>{n + 1} Feb 2025 08:30:00 GMT</pubDate>", n=n) for n in range(20)
        )
    )
    assert [one.title for one in read(data, max_entries=3).entries] == ["T17", "T18", "T19"]


def test_tags_in_texts_are_no_entries() -> None:
    """A limit counts entries and not what their texts or comments show of such."""
    text = "<![CDATA[<pre>&lt;item&gt;</pre><item>x</item>]]>"
    data = rss(
        f"<!-- <item> --><item><title>A</title><description>{text}</description></item>"
        + item("B")
        + item("C", n=2)
    )
    reading = read(data, max_entries=2)
    assert ([one.title for one in reading.entries], reading.listed) == (["A", "B"], 3)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE r [<!ENTITY a "'
        + b"x" * 90
        + b'">]><rss><channel><title>'
        + b"&a;" * 10_000_000
        + b"</title></channel></rss>",
        b"<rss><channel>" + b"<a/>" * 100_000 + b"</channel></rss>",
        b"<rss><channel><item " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/></channel></rss>",
        b"<rss><channel><item><title>" + b"&a" * 2_000_000 + b"</title></item></channel></rss>",
    ],
)
def test_what_would_keep_a_parser_busy_is_refused(data: bytes) -> None:
    """Millions of entities, tags or attributes are refused before they are parsed."""
    with pytest.raises(ContentRefused):
        read(data)


@pytest.mark.parametrize(
    "part", ["<author>a</author>", "<link>x</link>", "<description>x</description>", "<div>"]
)
def test_an_entry_that_would_keep_a_parser_busy_is_passed_over(part: str) -> None:
    """Of a feed with an entry of 100,000 tags the other entries are read."""
    data = rss(item("A") + f"<item><title>x</title>{part * 100_000}</item>" + item("B", n=2))
    reading = read(data)
    assert ([one.title for one in reading.entries], reading.listed) == (["A", "B"], 3)


def test_html_nested_without_end_is_bounded() -> None:
    """A text within 100,000 elements takes no stack; what is that deep is left out."""
    assert [
        one.title for one in read(rss(item("A", content="<div>" * 100_000 + "x") + item("B", n=2))).entries
    ] == ["A", "B"]


# Nothing is reached


class _Counting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its own name
        pass


@contextmanager
def counting_server() -> Iterator[HTTPServer]:
    """A server on this machine that notes what it is asked for in ``asked``."""
    server = HTTPServer(("127.0.0.1", 0), _Counting)
    server.asked = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def test_a_path_or_an_address_is_never_opened(tmp_path: Path) -> None:
    """Bytes that are the name of a file or an address are a feed that is none; feedparser alone would open the file."""
    feed = tmp_path / "feed"
    feed.write_bytes(rss(item("secret")))
    assert feedparser.parse(str(feed).encode()).entries[0].title == "secret"
    assert feedparser.parse(io.BytesIO(str(feed).encode())).entries == []
    with counting_server() as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        for data in (
            str(feed).encode(),
            b"/etc/passwd",
            address.encode(),
            f"feed:{address}".encode(),
            feed.as_uri().encode(),
        ):
            with pytest.raises(ContentRefused, match=r"^this is no feed"):
                read(data)
    assert server.asked == []  # type: ignore[attr-defined]


def test_nothing_that_a_feed_names_is_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entities, DTDs, stylesheets, pictures and includes from outside are not asked for, not even by name."""
    secret = tmp_path / "secret"
    secret.write_text("very secret")
    looked_up: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: looked_up.append(given))
    with counting_server() as server:
        at = f"http://127.0.0.1:{server.server_port}"
        data = (
            f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{at}/a.xsl"?>'
            f'<!DOCTYPE rss PUBLIC "x" "{at}/b.dtd" [<!ENTITY f SYSTEM "{secret.as_uri()}"><!ENTITY h SYSTEM "{at}/c"><!ENTITY % p SYSTEM "{at}/d"> %p;]>'
            f'<rss xmlns:xi="http://www.w3.org/2001/XInclude"><channel><item><title>&f;&h;</title><xi:include href="{at}/e" parse="text"/>'
            f'<description>&lt;img src="{at}/f"&gt;&lt;link rel="stylesheet" href="{at}/g"&gt;&lt;iframe src="{at}/h"&gt;&lt;/iframe&gt;Text</description></item></channel></rss>'
        ).encode()
        broken = data.replace(b"</title>", b"</titel>")
        found = [entry for one in (data, broken) for entry in read(one).entries]
    assert "Text" in found[0].text
    assert not any("secret" in part for one in found for part in (one.title.replace("/secret", ""), one.text))
    assert (server.asked, looked_up) == ([], [])  # type: ignore[attr-defined]
