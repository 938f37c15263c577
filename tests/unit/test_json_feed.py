import json

import pytest

from index.models import FeedEntry, FeedReading
from index.sources.feeds import read_feed

URL = "https://e.org/feed.json"
PARAGRAPH = "<p>The river rose by two metres in the night and the lower town was under water by six.</p>"


def read(*items: object, max_entries: int = 1000, more: dict[str, object] | None = None) -> FeedReading:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Site", "items": list(items)} | (
        more or {}
    )
    return read_feed(json.dumps(feed).encode(), URL, max_entries=max_entries)


def only(item: dict[str, object], more: dict[str, object] | None = None) -> FeedEntry:
    (found,) = read(item, more=more).entries
    return found


def test_version_11() -> None:
    """All that JSON Feed 1.1 says of an entry is taken."""
    reading = read(
        {
            "id": "https://e.org/1",
            "url": "https://e.org/1",
            "title": "Flood",
            "content_html": f"<h2>Water</h2>{PARAGRAPH * 5}<ul><li>one</li></ul>",
            "summary": "Water",
            "date_published": "2025-02-19T08:30:00+01:00",
            "date_modified": "2025-02-20T08:30:00Z",
            "authors": [{"name": "Ann"}, {"name": "Bob", "url": "https://e.org/bob"}],
        },
        more={"home_page_url": "https://e.org/"},
    )
    found = reading.entries[0]
    assert (reading.title, reading.home, reading.listed, reading.ttl_s) == ("Site", "https://e.org/", 1, None)
    assert (found.key, found.url, found.title, found.author) == (
        "https://e.org/1",
        "https://e.org/1",
        "Flood",
        "Ann, Bob",
    )
    assert (found.published_at, found.updated_at) == ("2025-02-19T07:30:00Z", "2025-02-20T08:30:00Z")
    assert found.text.startswith("Water\n\nThe river")
    assert found.text.endswith("\n\n- one")
    assert found.is_whole


def test_version_1() -> None:
    """The one author of version 1, and that of the feed for an entry without one."""
    version: dict[str, object] = {"version": "https://jsonfeed.org/version/1"}
    of_bob = version | {"author": {"name": "Bob"}}
    assert only({"id": "1", "title": "T", "author": {"name": "Ann"}}, version).author == "Ann"
    assert only({"id": "1", "title": "T"}, of_bob).author == "Bob"
    assert only({"id": "1", "title": "T", "author": {"url": "x"}}, of_bob).author == "Bob"


@pytest.mark.parametrize(
    ("item", "text", "is_whole"),
    [
        ({"content_html": PARAGRAPH * 5, "url": "/1", "title": "T"}, None, True),
        ({"content_text": "A note.\n\nIn two parts.", "url": "/1"}, "A note.\n\nIn two parts.", True),
        ({"content_text": "A note.", "url": "/1", "title": "T"}, "A note.", False),
        ({"summary": "It rained. " * 300, "url": "/1", "title": "T"}, None, False),
        ({"summary": "It rained.", "title": "T"}, "It rained.", True),
        ({"content_html": PARAGRAPH * 5 + "<p>Read more</p>", "url": "/1", "title": "T"}, None, False),
        ({"content_text": "<b>as it is</b> &amp; so", "url": "/1"}, "<b>as it is</b> &amp; so", True),
        ({"url": "/1", "title": "T"}, "", False),
        (
            {
                "url": "/1",
                "title": "T",
                "summary": "Said.",
                "attachments": [{"url": "/1.mp3", "mime_type": "audio/mpeg"}],
            },
            "Said.",
            True,
        ),
    ],
)
def test_text_and_whether_it_is_whole(item: dict[str, object], text: str | None, is_whole: bool) -> None:
    """Content is the article, a summary is not unless there is no page; plain text stays as it is."""
    found = only({"id": "1"} | item)
    assert text is None or found.text == text
    assert found.is_whole is is_whole


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ({"id": "1", "url": "/a"}, "https://e.org/a"),
        ({"id": "https://e.org/1"}, "https://e.org/1"),
        ({"id": "1", "external_url": "https://f.org/x"}, "https://f.org/x"),
        ({"id": "1", "url": "https://e.org/a", "external_url": "https://f.org/x"}, "https://e.org/a"),
        ({"id": "1", "url": "javascript:alert(1)"}, None),
        ({"id": "1", "title": "T"}, None),
    ],
)
def test_addresses(item: dict[str, object], url: str | None) -> None:
    """The page of the entry itself, else an id that is an address, else what it links to."""
    assert only({"content_text": "x"} | item).url == url


def test_the_limit() -> None:
    """Only so many items are given, with how many there are; an item without anything in it is none."""
    reading = read(*({"id": str(n), "title": f"T{n}"} for n in range(50)), max_entries=3)
    assert ([one.title for one in reading.entries], reading.listed) == (["T0", "T1", "T2"], 50)
    assert read({}, {"id": "1"}).entries == ()
