"""Sources in JSON Lines, one a line, in and out.

A line is ``{"kind", "address", "title"?, "every_s"?, "max_articles"?, "since"?}``. Other fields are passed
over, so that what ``pullquote source list --json`` prints can be read as well.
"""

import json
import math
from collections.abc import Iterator
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from index.dates import is_iso
from index.errors import LineRefused, PullquoteError
from index.models import NewSource, Source, SourceKind, SourceOptions
from index.sources.jsonl import iter_lines


def iter_sources(path: Path) -> Iterator[NewSource | PullquoteError]:
    """The sources of a file; a line that is none is a ``LineRefused`` in its place."""
    return iter_lines(path, read_source)


def dump_source(source: Source) -> str:
    """The line, without its end, from which ``iter_sources`` makes the same source."""
    options = source.options
    fields = {
        "kind": str(source.kind),
        "address": source.address,
        "title": source.title,
        "every_s": options.every_s,
        "max_articles": options.max_articles,
        "since": options.since,
    }
    return json.dumps(
        {name: value for name, value in fields.items() if value is not None}, ensure_ascii=False
    )


def read_source(fields: dict[str, object], number: int) -> NewSource:
    """The source of a line.

    Raises:
        LineRefused: it is none.
    """
    kind = _kind(fields, number)
    address = _text(fields, "address", number)
    if not address:
        raise LineRefused(number, '"address" is missing')
    _check_address(kind, address, number)
    options = SourceOptions(
        every_s=_positive(fields, "every_s", number),
        max_articles=_count(fields, "max_articles", number),
        since=_date(fields, "since", number),
    )
    return NewSource(kind, address, _text(fields, "title", number) or address, options)


def _kind(fields: dict[str, object], number: int) -> SourceKind:
    written = fields.get("kind")
    if not isinstance(written, str) or written not in set(SourceKind):
        raise LineRefused(number, f'"kind" must be one of {", ".join(SourceKind)}')
    return SourceKind(written)


def _check_address(kind: SourceKind, address: str, number: int) -> None:
    if kind.is_local:
        if not PurePath(address).is_absolute():
            raise LineRefused(number, f'"address" of a {kind} must be its whole path')
        return
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise LineRefused(number, '"address" must be a web address that begins with https:// or http://')


def _text(fields: dict[str, object], name: str, number: int) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineRefused(number, f'"{name}" must be text')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise LineRefused(number, f'"{name}" holds half a character (a lone surrogate)') from None
    return value.strip()


def _positive(fields: dict[str, object], name: str, number: int) -> float | None:
    value = fields.get(name)
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not isinstance(value, int | float) or not math.isfinite(value) or value <= 0:
        raise LineRefused(number, f'"{name}" must be a number of seconds above 0')
    return float(value)


def _count(fields: dict[str, object], name: str, number: int) -> int | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise LineRefused(number, f'"{name}" must be a whole number above 0')
    return value


def _date(fields: dict[str, object], name: str, number: int) -> str | None:
    value = _text(fields, name, number)
    if value and not is_iso(value):
        raise LineRefused(number, f'"{name}" must be a date in the form 2025, 2025-02 or 2025-02-19')
    return value or None
