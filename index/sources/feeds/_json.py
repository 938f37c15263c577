"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1), also where it is cut off or has a fault."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from index.errors import ContentRefused
from index.sources.feeds._drafts import Draft, FeedDraft, Form, Words
from index.sources.instants import read_instant

_ITEMS = re.compile(r'"items"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/")
_decoder = json.JSONDecoder(strict=False)
_Fields = dict[str, object]


def is_json(text: str) -> bool:
    """Whether the text is JSON rather than XML."""
    return text.lstrip("\ufeff \t\n")[:1] in ("{", "[")


def read_json(text: str, max_entries: int) -> FeedDraft:
    """The feed as far as it can be read.

    Raises:
        ContentRefused: it is other JSON, or nothing of it can be read.
    """
    text = text.lstrip("\ufeff \t\n")
    try:
        fields, items = _whole(text)
    except (ValueError, RecursionError):
        fields, items = _recovered(text, max_entries)
    if not _is_feed(fields, items):
        raise ContentRefused("this is JSON, but no JSON Feed: it lists no items.")
    now = datetime.now(UTC)
    drafts = [_draft(item, now) for item in items[:max_entries]]
    return FeedDraft(
        title=Words(_text(fields, "title"), Form.PLAIN),
        entries=tuple(drafts),
        listed=len(items),
        home=_text(fields, "home_page_url") or None,
        authors=_authors(fields),
    )


def _is_feed(fields: _Fields, items: list[_Fields]) -> bool:
    return bool(_VERSION.match(_text(fields, "version"))) or any(
        field in item for item in items for field in ("content_html", "content_text", "url", "title")
    )


def _whole(text: str) -> tuple[_Fields, list[_Fields]]:
    value = _decoder.decode(text)
    if not isinstance(value, dict):
        raise ContentRefused("this is JSON, but no JSON Feed: it is a list and should be an object, {…}.")
    return value, _objects(value.get("items"))


def _recovered(text: str, max_entries: int) -> tuple[_Fields, list[_Fields]]:
    """What can be read before the fault: the fields before the items, and the items one by one."""
    start = _ITEMS.search(text)
    if start is None:
        raise ContentRefused("the feed is broken: this is no JSON that could be read.")
    try:
        fields = _decoder.decode(text[: start.start()].rstrip().rstrip(",") + "}")
    except (ValueError, RecursionError):
        fields = {}
    items = [item for item, _ in zip(_iter_items(text, start.end()), range(max_entries), strict=False)]
    return (fields if isinstance(fields, dict) else {}), items


def _iter_items(text: str, position: int) -> Iterator[_Fields]:
    while True:
        between = _BETWEEN.match(text, position)
        try:
            item, position = _decoder.raw_decode(text, between.end() if between else position)
        except (ValueError, RecursionError):
            return
        if isinstance(item, dict):
            yield item


def _draft(item: _Fields, now: datetime) -> Draft:
    html, plain = _text(item, "content_html"), _text(item, "content_text")
    # The spec has titles plain; software that forgets it escapes them as HTML.
    title = _text(item, "title")
    return Draft(
        id=_text(item, "id") or None,
        link=_text(item, "url") or _url(item, "id") or _text(item, "external_url") or None,
        title=Words(title, Form.HTML if re.search(r"&#?\w+;", title) else Form.PLAIN),
        content=Words(html, Form.HTML) if html.strip() else Words(plain, Form.PLAIN),
        summary=Words(_text(item, "summary"), Form.PLAIN),
        authors=_authors(item),
        published_at=read_instant(_text(item, "date_published"), now),
        updated_at=read_instant(_text(item, "date_modified"), now),
        is_recording=any(
            _text(attachment, "mime_type").startswith(("audio/", "video/"))
            for attachment in _objects(item.get("attachments"))
        ),
    )


def _authors(fields: _Fields) -> tuple[str, ...]:
    """Names of the authors, of 1.1 or 1.0."""
    people = _objects(fields.get("authors")) or _objects([fields.get("author")])
    return tuple(name for person in people if (name := _text(person, "name")))


def _objects(value: object) -> list[_Fields]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _url(item: _Fields, name: str) -> str:
    value = _text(item, name)
    return value if value.startswith(("http://", "https://")) else ""


def _text(fields: _Fields, name: str) -> str:
    """A field as text without half characters; ids are sometimes numbers."""
    value = fields.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return (
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else ""
    )
