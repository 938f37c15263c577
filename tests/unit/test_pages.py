import codecs
import json

import pytest

from index.errors import ContentRefused
from index.models import Announced, NewArticle, PageReading
from index.sources.pages import read_page

URL = "https://news.example.com/2024/a-bridge"
SENTENCES = (
    "The council voted on Tuesday to rebuild the old bridge over the river, after a debate of nine hours.",
    "Its arches were built by masons from the valley, and their names can still be read on the keystone.",
    "Engineers had found cracks in two of the piers, and said that lorries could not be let over any more.",
    "The work is to begin in spring and to take two years, during which a ferry will carry people across.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)


def page(head: str = "", body: str = BODY, title: str = "A bridge is rebuilt | The Example") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><nav><a href=/>Home</a></nav><article><h1>A bridge is rebuilt</h1>{body}</article></body></html>"
    ).encode()


def ld(**stated: object) -> str:
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", **stated}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


def read(
    head: str = "", body: str = BODY, url: str = URL, title: str = "A bridge is rebuilt | The Example"
) -> NewArticle:
    return read_page(page(head, body, title), url).article


def test_an_article_is_read_with_its_structure() -> None:
    """Headings, lists with their numbers, tables, quotations and code of an article keep their form."""
    structured = BODY + (
        "<h2>What comes next</h2><ol><li>Close the old bridge to all traffic.</li><li>Open the ferry.</li></ol>"
        "<blockquote><p>We have waited for this for thirty years, said the mayor.</p></blockquote>"
        "<ul><li>Two piers are cracked.</li><li>One arch has sunk.</li></ul>"
        "<table><tr><th>Year</th><th>Cost</th></tr><tr><td>2024</td><td>12 million</td></tr></table>"
        "<pre><code>if cracked:\n    close(bridge)</code></pre>" + f"<p>{SENTENCES[1]}</p>"
    )
    text = read(body=structured).text
    assert SENTENCES[0] + "\n\n" + SENTENCES[1] in text
    for block in (
        "\n\nWhat comes next\n\n1. Close the old bridge to all traffic.\n2. Open the ferry.\n\n",
        "\n\nWe have waited for this for thirty years, said the mayor.\n\n",
        "\n\n- Two piers are cracked.\n- One arch has sunk.\n\n",
        "\n\nYear | Cost\n\n2024 | 12 million\n\n",
        "\n\nif cracked:\n    close(bridge)\n\n",
    ):
        assert block in text


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (codecs.BOM_UTF8 + "Zürich, naïve café".encode(), "iso-8859-1"),
        (codecs.BOM_UTF16_LE + "Zürich, naïve café".encode("utf-16-le"), None),
        ("Zürich, naïve café".encode("cp1252"), "windows-1252"),
        ("Zürich, naïve café".encode("cp1252"), "ISO-8859-1"),
        ("Zürich, naïve café".encode(), "iso-8859-1"),
        ("<meta charset=windows-1252>Zürich, naïve café".encode("cp1252"), None),
        ("<meta charset=utf-7>Zürich, naïve café".encode(), "utf-7"),
        ("<meta charset=utf-8>Zürich, naïve café".encode("cp1252"), "rot13"),
        (("<meta charset=x-no-such>" + "Zürich, naïve café und schöne Grüße. " * 20).encode("cp1252"), None),
    ],
)
def test_the_encoding_is_the_one_a_browser_takes(data: bytes, charset: str | None) -> None:
    """Words come out right whether mark, server, page or nobody names the encoding, or names a wrong one."""
    html = "<html><head><title>A town</title></head><body><article>"
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE)
    mark = next((mark for mark in marks if data.startswith(mark)), b"")
    encoding = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "ascii"
    before, after = (words.encode(encoding) for words in (f"{html}<p>", f"</p>{BODY}"))
    whole = mark + before + data.removeprefix(mark) + after
    assert "Zürich, naïve café" in read_page(whole, URL, charset).article.text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("shift_jis", "古い橋が再建されることになりました。市議会は火曜日に決定しました。"),
        ("gb2312", "市议会星期二投票决定重建这座旧桥，辩论持续了九个小时。"),
        ("koi8-r", "Городской совет во вторник решил восстановить старый мост через реку."),
        ("windows-1251", "Городской совет во вторник решил восстановить старый мост через реку."),
        ("euc-kr", "시의회는 화요일에 오래된 다리를 다시 짓기로 결정했다."),
    ],
)
def test_old_encodings_are_read_by_their_names(encoding: str, words: str) -> None:
    """A page in an encoding of the old web is read in it, named by the page as sites name it."""
    html = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={encoding}"></head><body>'
    html += f"<article><h1>{words[:8]}</h1>" + f"<p>{words * 4}</p>" * 3
    assert words in read_page(html.encode(encoding), URL).article.text


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("", "A bridge is rebuilt | The Example"),
        ("", "A bridge is rebuilt - News Example"),
        (
            '<meta property="og:site_name" content="The Daily Planet">',
            "A bridge is rebuilt — The Daily Planet",
        ),
        ("", "example.com: A bridge is rebuilt"),
        (ld(headline="A bridge is re&#98;uilt"), "Something else | The Example"),
    ],
)
def test_a_title_is_without_the_name_of_the_site(head: str, title: str) -> None:
    """The title is the article's own, with no name of a site before or after it."""
    without_heading = page(head, title=title).replace(b"<h1>A bridge is rebuilt</h1>", b"")
    assert read_page(without_heading, "https://www.example.com/a").article.title == "A bridge is rebuilt"


def test_a_title_with_a_dash_of_its_own_stays_whole() -> None:
    """What follows a dash is cut off only if it is the name of the site."""
    title = "Masons and ferrymen - a history of the bridge"
    assert (
        read_page(page(title=title).replace(b"A bridge is rebuilt", title.encode()), URL).article.title
        == title
    )


@pytest.mark.parametrize(
    ("head", "body", "author"),
    [
        (ld(author={"@type": "Person", "name": "Ann Mason"}), "", "Ann Mason"),
        (ld(author=[{"name": "Ann Mason"}, {"name": "Bo Ferry"}]), "", "Ann Mason, Bo Ferry"),
        (ld(author="By Ann Mason and Bo Ferry"), "", "Ann Mason, Bo Ferry"),
        (ld(author="Reuters Staff"), "", "Reuters Staff"),
        (ld(author="Ann Mason, Senior Reporter"), "", "Ann Mason"),
        ('<meta name=author content="ANN MASON">', "", "Ann Mason"),
        ('<meta property="article:author" content="https://facebook.com/ann">', "", None),
        ('<meta name=author content=admin><meta name="parsely-author" content="Ann Mason">', "", "Ann Mason"),
        ("", "<p>Von Ann Mason</p>", "Ann Mason"),
        ("", "<div><a rel=author href=/ann>Ann Mason</a></div>", "Ann Mason"),
        ("", "<ul><li>Posted by <p>Ann Mason</p></li><li>12 shares</li></ul>", "Ann Mason"),
        ("", "<h3>by Ann Mason<br><span>Monday, 3 March 2025</span></h3>", "Ann Mason"),
        ("", "<div><div>By ANN MASON</div><div>Harbour Press</div></div>", "Ann Mason"),
        ('<meta name=author content="Текст Анна Каменщик">', "", "Анна Каменщик"),
        ('<meta name=author content="Ann Mason November">', "", "Ann Mason"),
    ],
)
def test_authors_are_names_and_nothing_else(head: str, body: str, author: str | None) -> None:
    """Of what stands where authors should, names remain: no "by", no role, no address."""
    assert read(head, body + BODY).author == author


@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        (ld(datePublished="2024-03-05T10:30:00+0100"), "", "2024-03-05T10:30:00+01:00"),
        (ld(datePublished="2024-03-05"), "", "2024-03-05"),
        (ld(datePublished="2024-03"), "", "2024-03"),
        ('<meta property="article:published_time" content="2024-03-05 10:30">', "", "2024-03-05T10:30"),
        ('<meta name=date content="Tue, 05 Mar 2024 10:30:00 GMT">', "", "2024-03-05T10:30:00Z"),
        ("", "<span itemprop=datePublished>5 March 2024</span>", "2024-03-05"),
        ("", "<p>Published <time datetime=2024-03-05T10:30Z>a while ago</time></p>", "2024-03-05T10:30Z"),
        (
            "",
            "<p>Updated <time datetime=2024-04-01>1 April</time>, <b>first <time datetime=2024-03-05></time></b></p>",
            "2024-03-05",
        ),
        (ld(datePublished="1970-01-01T00:00:00Z") + "<meta name=date content=2024-03-05>", "", "2024-03-05"),
    ],
)
def test_a_date_in_its_own_place_is_known(head: str, body: str, date: str) -> None:
    """A date that the page gives as its own is kept as precise as it is given, and is not called guessed."""
    article = read(head, body + BODY, url="https://news.example.com/a")
    assert (date, False) == (article.published_at, article.is_date_guessed)


@pytest.mark.parametrize(
    ("body", "url"),
    [
        ("", "https://news.example.com/2024/03/05/bridge"),
        ("<p class=meta>March 5, 2024</p>", "https://news.example.com/a"),
    ],
)
def test_a_date_put_together_from_signs_is_guessed(body: str, url: str) -> None:
    """A date out of an address or a line of text is marked as guessed."""
    article = read(body=body + BODY, url=url)
    assert (article.published_at, article.is_date_guessed) == ("2024-03-05", True)


def test_a_page_without_a_date_has_none() -> None:
    """The year of a copyright is no date of an article."""
    article = read(body=BODY + "<p>Copyright 2019 The Example</p>", url="https://news.example.com/a")
    assert (article.published_at, article.is_date_guessed) == (None, False)


@pytest.mark.parametrize(
    ("named", "canonical"),
    [
        ("/bridge", "https://news.example.com/bridge"),
        ("https://www.example.com/bridge", "https://www.example.com/bridge"),
        ("https://www.example.com/bridge#top", "https://www.example.com/bridge"),
        ("https://victim.org/bridge", URL),
        ("https://news.example.com.evil.org/bridge", URL),
        ("https://example.com@evil.org/bridge", URL),
        ("https://ann:secret@news.example.com/bridge", URL),
        ("https://news.example.com:8443/bridge", URL),
        ("https://www.example.com/", URL),
        ("javascript:alert(1)", URL),
        ("file:///etc/passwd", URL),
        ("http://[::1", URL),
        ("", URL),
    ],
)
def test_a_page_may_be_known_by_an_address_of_its_own_site_only(named: str, canonical: str) -> None:
    """No page can take the place of another site's article, or of its site's first page."""
    assert read(f'<link rel=canonical href="{named}">').url == canonical
    assert read(f'<meta property="og:url" content="{named}">').url == canonical


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://evil.co.uk/a", "https://victim.co.uk/a"),
        ("https://evil.github.io/a", "https://victim.github.io/a"),
        ("http://10.0.0.1/a", "http://20.0.0.1/a"),
    ],
)
def test_neighbours_under_a_shared_ending_are_other_sites(url: str, named: str) -> None:
    """Sites that share an ending anybody can register under are not the same site."""
    assert read(f'<link rel=canonical href="{named}">', url=url).url == url


def test_feeds_are_announced_with_whole_addresses_comments_last() -> None:
    """The feeds a page names come resolved, once each, its comments' after the articles'."""
    head = (
        '<base href="https://news.example.com/en/">'
        '<link rel=alternate type="application/rss+xml" title="Comments on all" href="/comments/feed">'
        '<link rel=alternate type="application/rss+xml" title="News" href="feed.xml">'
        '<link rel=alternate type="application/rss+xml" title="News again" href="feed.xml">'
        '<link rel=alternate type="application/feed+json" href="https://example.com/feed.json">'
        '<link rel=alternate type="text/html" hreflang=de href="/de">'
        '<link rel=alternate type="application/atom+xml" href="ftp://example.com/atom">'
    )
    expected = (
        Announced("https://news.example.com/en/feed.xml", "News"),
        Announced("https://example.com/feed.json", ""),
        Announced("https://news.example.com/comments/feed", "Comments on all"),
    )
    assert expected == read_page(page(head), URL).feeds


def _read_or_refuse(data: bytes) -> PageReading | None:
    try:
        return read_page(data, URL)
    except ContentRefused:
        return None


@pytest.mark.parametrize(
    "data",
    [
        page(body="<div>" * 200_000 + BODY),
        page(body="<p>" + "word " * 1_000_000),
        page(body="<a href=/x>a link of some words</a> " * 100_000),
        page(body="<table><tr><td>" * 5_000 + BODY),
        page(body="<blockquote>" * 30_000 + BODY),
        page(body="<ul><li>" * 10_000 + BODY),
        page(body="<b>" * 50_000 + BODY),
        page(body="<br>" * 50_000 + BODY),
        page(body="<p>" + "<br>x" * 25_000),
        page(body="x<p>" * 25_000),
        page(head='<meta property="og:title" content="' + "a - " * 100_000 + '">'),
        page(head="<script type='application/ld+json'>" + "[" * 100_000 + "</script>"),
        page(head="<script type='application/ld+json'>" + '{"@graph":[' * 900 + "]}" * 900 + "</script>"),
        page(title="- " * 100_000),
        b"\x00" * 1_000_000 + page(),
        b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(
            f"<!ENTITY {new} '{f'&{old};' * 10}'>".encode()
            for old, new in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + b"]><html><body><p>&i;</p>"
        + BODY.encode(),
        b"<!DOCTYPE x [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><html><body><p>&f;</p>" + BODY.encode(),
        bytes(range(256)) * 4_000,
    ],
    ids=str.split(
        "deep long links tables quotations lists bold breaks words-in-breaks words meta json-deep json-nested title nuls "
        "entity-bomb entity-file noise"
    ),
)
def test_a_hostile_page_is_read_or_refused(data: bytes) -> None:
    """No page, however deep, long or broken, ends the program; what it yields is small and whole."""
    reading = _read_or_refuse(data)
    if reading is not None:
        article = reading.article
        assert article.title
        assert len(article.title) <= 500
        assert len(article.text) <= 2 * len(data)
        assert "root:" not in article.text
        assert not set(article.text + article.title) & {"\x00", "\ufffe"}


@pytest.mark.parametrize("data", [b"", b" \n ", b"\x00\x00"])
def test_an_empty_page_is_refused(data: bytes) -> None:
    """Nothing is no article, and is said to be nothing."""
    with pytest.raises(ContentRefused, match="empty"):
        read_page(data, URL)


def test_a_page_of_too_many_parts_is_refused() -> None:
    """What is made of more parts than any article is refused before it costs time."""
    with pytest.raises(ContentRefused, match="60,000 parts"):
        read_page(page(body="<b>x</b>" * 60_001), URL)


def test_a_title_without_blanks_is_without_the_name_of_the_site() -> None:
    """Where words are not written apart, the heading still tells which part of the title is the article's."""
    title = "東京湾の新しい橋が開通"
    there = page(title=f"{title} | 港新聞").replace(b"A bridge is rebuilt", title.encode())
    assert read_page(there, URL).article.title == title
