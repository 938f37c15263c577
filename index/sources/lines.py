"""Sources as JSON Lines, plain or gzipped, in and out: all kinds, with what was asked of them.

A source is ``{"kind", "address", "title"?, "every_s"?, "max_articles"?, "since"?, "paused"?}``; ``kind`` is
"page", "feed", "sitemap", "file" or "folder". What is null or absent is left to us, other fields are passed
over. A line is judged on its own, so that none that is broken costs another.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from index.dates import is_iso
from index.errors import LineRefused, PullquoteError
from index.models import NewSource, Source, SourceKind, SourceOptions
from index.sources.jsonl import iter_lines
from index.text import is_whole

_KINDS = ", ".join(f'"{kind}"' for kind in SourceKind)
_MAX_ADDRESS_CHARS = 4_096
_MAX_TITLE_CHARS = 500
_MAX_NUMBER = 10**12


def iter_sources(path: Path) -> Iterator[tuple[NewSource, bool] | PullquoteError]:
    """The sources of a file, each with whether it is paused; a line that is none is a ``LineRefused``."""
    return iter_lines(path, read_source)


def dump_source(source: Source) -> str:
    """The line, without its end, from which ``iter_sources`` makes the same source."""
    options = source.options
    fields = {
        "kind": str(source.kind),
        "address": source.address,
        "title": source.title or None,
        "every_s": options.every_s,
        "max_articles": options.max_articles,
        "since": options.since,
        "paused": True if source.paused_at is not None else None,
    }
    return json.dumps({k: v for k, v in fields.items() if v is not None}, ensure_ascii=False)


def read_source(fields: dict[str, object], number: int) -> tuple[NewSource, bool]:
    """The source of a line, and whether it is paused.

    Raises:
        LineRefused: it is none.
    """
    written = _text(fields, "kind", number)
    if written not in set(SourceKind):
        raise LineRefused(number, f'"kind" must be one of {_KINDS}')
    kind, address = SourceKind(written), _text(fields, "address", number)
    if not address.strip():
        raise LineRefused(number, '"address" is missing')
    if len(address) > _MAX_ADDRESS_CHARS:
        raise LineRefused(number, f'"address" is over {_MAX_ADDRESS_CHARS:,} characters long')
    has_url = kind in (SourceKind.PAGE, SourceKind.FEED, SourceKind.SITEMAP)
    if has_url and not address.lower().startswith(("http://", "https://")):
        raise LineRefused(number, f'"address" of a {kind} must begin with https:// or http://')
    paused = fields.get("paused")
    if paused is not None and not isinstance(paused, bool):
        raise LineRefused(number, '"paused" must be true or false')
    title = _text(fields, "title", number)
    if len(title) > _MAX_TITLE_CHARS:
        raise LineRefused(number, f'"title" is over {_MAX_TITLE_CHARS} characters long')
    return NewSource(kind, address, title, _options(fields, number)), paused is True


def _options(fields: dict[str, object], number: int) -> SourceOptions:
    every_s, max_articles = _number(fields, "every_s", number), _number(fields, "max_articles", number)
    if max_articles is not None and max_articles != int(max_articles):
        raise LineRefused(number, '"max_articles" must be a whole number')
    since = _text(fields, "since", number) or None
    if since is not None and not is_iso(since):
        raise LineRefused(number, '"since" must be a date in the form 2025-02-19')
    return SourceOptions(
        every_s=every_s, max_articles=None if max_articles is None else int(max_articles), since=since
    )


def _number(fields: dict[str, object], name: str, number: int) -> float | None:
    value = fields.get(name)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < _MAX_NUMBER:
        return value
    raise LineRefused(number, f'"{name}" must be a number above 0')


def _text(fields: dict[str, object], name: str, number: int) -> str:
    """A field as text, "" if it is absent or null."""
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineRefused(number, f'"{name}" must be text')
    if not is_whole(value) or "\0" in value:
        raise LineRefused(number, f'"{name}" holds a sign that is no character')
    return value
