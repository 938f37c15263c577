from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from index.errors import ContentRefused, LineRefused
from index.models import Actor, NewSource, Source, SourceKind, SourceOptions
from index.sources.lines import dump_source, iter_sources
from index.sources.opml import read_opml, write_opml

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# All that XML and a store can hold.
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\t\n\r&<>\"' "),
    min_size=1,
    max_size=60,
).filter(str.strip)


def source(
    address: str = "https://e.org/feed",
    title: str = "News",
    kind: SourceKind = SourceKind.FEED,
    options: SourceOptions = SourceOptions(),  # noqa: B008 - frozen
    *,
    paused: bool = False,
) -> Source:
    return Source(
        1, "c", kind, address, title, options, NOW, Actor("ann", "terminal"), NOW if paused else None
    )


def opml(body: str) -> bytes:
    return f'<opml version="2.0"><head><title>x</title></head><body>{body}</body></opml>'.encode()


@settings(deadline=None, max_examples=200)
@given(st.dictionaries(st.text("abc/?=&;#é%+", max_size=20), TEXTS, min_size=1, max_size=5), TEXTS)
def test_what_is_written_is_read_back_exactly(feeds: dict[str, str], title: str) -> None:
    """A list that was exported is imported with the same addresses and titles, whatever signs are in them."""
    sources = [source(f"https://e.org/{path}", name) for path, name in feeds.items()]
    written = write_opml(sources, title, NOW)
    assert read_opml(written.encode()) == [(one.address, one.title) for one in sources]
    assert etree.fromstring(written.encode()).findtext("head/title") == title.replace("\r\n", "\n").replace(
        "\r", "\n"
    )


def test_the_form_of_the_list() -> None:
    """The list is OPML 2.0 that names feeds only; what XML cannot hold is left out."""
    sources = [source(title='A "b" & <c>\x00\x1b\ud800'), source("https://e.org/page", kind=SourceKind.PAGE)]
    assert write_opml(sources, "Feeds of <us>", NOW) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<opml version="2.0">\n'
        "  <head>\n"
        "    <title>Feeds of &lt;us&gt;</title>\n"
        "    <dateCreated>Fri, 02 Jan 2026 03:04:05 GMT</dateCreated>\n"
        "  </head>\n"
        "  <body>\n"
        """    <outline type="rss" text='A "b" &amp; &lt;c&gt;' title='A "b" &amp; &lt;c&gt;' xmlUrl="https://e.org/feed"/>\n"""
        "  </body>\n"
        "</opml>\n"
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<outline text="T" xmlUrl="https://e.org/f"/>', [("https://e.org/f", "T")]),
        ('<outline text="T" title="U" xmlUrl="https://e.org/f"/>', [("https://e.org/f", "U")]),
        (
            '<outline text="Folder"><outline><outline xmlUrl="http://e.org/f"/></outline></outline>',
            [("http://e.org/f", "http://e.org/f")],
        ),
        (
            '<outline htmlUrl="https://e.org" xmlurl="https://e.org/f"/>',
            [("https://e.org/f", "https://e.org")],
        ),
        ('<outline text="a" xmlUrl="feed://e.org/f"/>', [("https://e.org/f", "a")]),
        ('<outline text="a" xmlUrl="feed:http://e.org/f"/>', [("http://e.org/f", "a")]),
        ('<outline text="a" xmlUrl="https://e.org/?a=1&b=2"/>', [("https://e.org/?a=1&b=2", "a")]),
        (
            '<outline text="a" xmlUrl="https://e.org/f"/><outline text="b" xmlUrl="https://e.org/f"/>',
            [("https://e.org/f", "a")],
        ),
        (
            '<outline text="a &nbsp; b" xmlUrl="https://e.org/f"/><outline',
            [("https://e.org/f", "a \u00a0 b")],
        ),
        (
            '<outline text="f" xmlUrl="file:///etc/passwd"/><outline text="a" xmlUrl="https://e.org/f"/>',
            [("https://e.org/f", "a")],
        ),
    ],
)
def test_lists_of_other_programs(body: str, expected: list[tuple[str, str]]) -> None:
    """Feeds in folders, without titles, with a name in another case or with faults in the XML are found."""
    assert read_opml(opml(body)) == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "this is something else and no list of feeds"),
        (b"\x00\xff\xfe garbage", "this is something else and no list of feeds"),
        (b"<html><body>hi</body></html>", "this is a web page and no list of feeds"),
        (b"<rss><channel/></rss>", "this is a feed and no list of feeds"),
        (opml('<outline text="a"/>'), "the list names no feed"),
        (opml('<outline xmlUrl="javascript:alert(1)"/>'), "the list names no feed"),
        (opml('<outline xmlUrl="https://e.org/f"/>' * 10_001), "the list has over 10,000 outlines"),
        (b"<opml>" + b" " * 10_000_000, "it is over 10 MB"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """One sentence says what the file is instead, or what is too much about it."""
    with pytest.raises(ContentRefused, match=f"^{reason}"):
        read_opml(data)


def test_entities_of_a_list_reach_nothing(tmp_path: Path) -> None:
    """No file of the machine comes into a title, and no entity is multiplied."""
    secret = tmp_path / "secret"
    secret.write_text("very secret")
    declared = f'<!DOCTYPE opml [<!ENTITY x SYSTEM "{secret.as_uri()}"><!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    found = read_opml(declared.encode() + opml('<outline text="&x;|&b;|&a;" xmlUrl="https://e.org/f"/>'))
    assert found == [("https://e.org/f", "&x;|&b;|aa")]


def test_sources_as_lines_are_read_back(tmp_path: Path) -> None:
    """All kinds of sources, with what was asked of them, are the same after export and import."""
    sources = [
        source(
            title="Ä \U0001f993",
            options=SourceOptions(every_s=900.5, max_articles=20, since="2025-02-19"),
            paused=True,
        ),
        source("https://e.org/page", "", SourceKind.PAGE),
        source("/home/ann/notes", "Notes", SourceKind.FOLDER),
    ]
    path = tmp_path / "sources.jsonl"
    path.write_text("".join(dump_source(one) + "\n" for one in sources), encoding="utf-8")
    assert list(iter_sources(path)) == [
        (NewSource(one.kind, one.address, one.title, one.options), one.paused_at is not None)
        for one in sources
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "this is not JSON"),
        ("[]", "this is not a JSON object"),
        ("{}", '"kind" must be one of "page", "feed"'),
        ('{"kind": "feed"}', '"address" is missing'),
        ('{"kind": "feed", "address": "e.org"}', '"address" of a feed must begin with https'),
        ('{"kind": "feed", "address": 3}', '"address" must be text'),
        ('{"kind": "file", "address": "/a", "title": "\\ud800"}', '"title" holds a sign'),
        ('{"kind": "file", "address": "/a", "every_s": "1h"}', '"every_s" must be a number'),
        ('{"kind": "file", "address": "/a", "every_s": NaN}', '"every_s" must be a number'),
        ('{"kind": "file", "address": "/a", "every_s": 1e400}', '"every_s" must be a number'),
        ('{"kind": "file", "address": "/a", "max_articles": 2.5}', '"max_articles" must be a whole number'),
        ('{"kind": "file", "address": "/a", "max_articles": 0}', '"max_articles" must be a number'),
        ('{"kind": "file", "address": "/a", "since": "last week"}', '"since" must be a date'),
        ('{"kind": "file", "address": "/a", "paused": "yes"}', '"paused" must be true or false'),
    ],
)
def test_a_bad_line_is_named_and_costs_no_other(tmp_path: Path, line: str, reason: str) -> None:
    """The number of the line and what is wrong with it are told, and the next line is read."""
    path = tmp_path / "sources.jsonl"
    path.write_text(f'{line}\n{{"kind": "page", "address": "https://e.org/"}}\n', encoding="utf-8")
    bad, good = iter_sources(path)
    assert isinstance(bad, LineRefused)
    assert (bad.number, bad.reason[: len(reason)]) == (1, reason)
    assert good == (NewSource(SourceKind.PAGE, "https://e.org/", ""), False)
