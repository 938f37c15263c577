import json
from typing import Any

import pytest

from index.errors import ContentRefused, PageRefused
from index.models import (
    Announced,
    Content,
    ContentKind,
    FeedEntry,
    FeedReading,
    NewArticle,
    PageReading,
    Reading,
    SitemapPage,
    SitemapReading,
)
from index.sources.readers._forms import Malformed, from_form, parse, refusal, to_form
from index.sources.readers._frames import LENGTH_BYTES, frame

PAGE = PageReading(
    NewArticle(
        "T",
        "one two",
        "https://e.org",
        None,
        "2024",
        left_out=("x",),
        is_date_guessed=True,
        page_starts=(0, 4),
    ),
    (Announced("https://e.org/feed", "F"),),
)
ENTRY = FeedEntry("k", "T", None, "A", "2024-05-03", None, "text", True)
FEED = FeedReading("F", (ENTRY, ENTRY), 9, "https://e.org", 3600.0)
SITEMAP = SitemapReading((SitemapPage("https://e.org/a", "2024"),), (SitemapPage("https://e.org/b"),))


def content(kind: ContentKind, max_entries: int = 10) -> Content:
    return Content(kind, b"", "x", None, max_entries)


def sent(reading: Reading) -> dict[str, Any]:
    return parse(frame(to_form(reading))[LENGTH_BYTES:])


@pytest.mark.parametrize(
    ("reading", "kind"),
    [(PAGE, ContentKind.PDF), (FEED, ContentKind.FEED), (SITEMAP, ContentKind.SITEMAP)],
)
def test_readings_come_through_as_they_were(reading: Reading, kind: ContentKind) -> None:
    """Whatever a reader found, every field of it arrives."""
    assert reading == from_form(sent(reading), content(kind))


def test_half_a_character_cannot_stop_an_answer() -> None:
    """A text that UTF-8 cannot hold arrives with a sign in its place, at the same offsets."""
    reading = PageReading(NewArticle("T", "a\ud800b"))
    arrived = from_form(sent(reading), content(ContentKind.TEXT))
    assert isinstance(arrived, PageReading)
    assert arrived.article.text == "a?b"


def changed(**fields: object) -> dict[str, Any]:
    """The page with other values in its article."""
    form = json.loads(json.dumps(to_form(PAGE)))
    form["article"] |= fields
    return dict(form)


@pytest.mark.parametrize(
    "form",
    [
        None,
        [],
        {},
        {"article": {}},
        changed(extra=1),
        changed(title=None),
        changed(title=1),
        changed(title="\ud800"),
        changed(is_date_guessed=1),
        changed(left_out="abc"),
        changed(left_out=[1]),
        changed(page_starts=[4, 0]),
        changed(page_starts=[0, 8]),
        changed(page_starts=[True]),
        changed(page_starts=[0.0]),
        changed(origin="/etc/passwd"),
        changed(external_id="1"),
        {**to_form(PAGE), "more": 1},
        to_form(SITEMAP),
    ],
)
def test_what_is_no_reading_is_not_taken(form: object) -> None:
    """A process that was taken over cannot make us take what has another form."""
    with pytest.raises(Malformed):
        from_form(form, content(ContentKind.PDF))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1 << 60, "1", True])
def test_numbers_are_numbers(value: object) -> None:
    """No time is endless or none at all."""
    with pytest.raises(Malformed):
        from_form(to_form(FEED) | {"ttl_s": value}, content(ContentKind.FEED))


def test_no_more_is_taken_than_was_asked_for() -> None:
    """A feed or sitemap gives as many entries as it was asked for at most."""
    for reading, kind in ((FEED, ContentKind.FEED), (SITEMAP, ContentKind.SITEMAP)):
        with pytest.raises(Malformed):
            from_form(sent(reading), content(kind, max_entries=1))


@pytest.mark.parametrize(
    "body", [b"", b"x", b"[]", b"\xff", b"[" * 100_000, b'{"a": ' + b"1" * 10_000 + b"}"]
)
def test_what_is_no_object_is_no_answer(body: bytes) -> None:
    """Bytes of any kind lead to one error."""
    with pytest.raises(Malformed):
        parse(body)


def test_refusals_keep_their_kind() -> None:
    """A page without an article is told from a broken file; anything else is a broken file."""
    assert type(refusal({"refused": "no.", "error": "PageRefused", "feeds": []})) is PageRefused
    assert type(refusal({"refused": "no.", "error": "SystemExit"})) is ContentRefused
