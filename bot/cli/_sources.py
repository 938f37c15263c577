"""The JSON form of a source; documented in docs/command-line.md, change neither without the other."""

from datetime import datetime

from bot.source_words import health_of
from index.models import Source


def source_form(source: Source) -> dict[str, object]:
    """The source as one JSON object; times are ISO 8601 in UTC."""
    state, options = source.state, source.options
    return {
        "id": source.id,
        "kind": str(source.kind),
        "title": source.title,
        "address": source.address,
        "articles": source.articles,
        "health": health_of(source),
        "problem": state.problem,
        "failures": state.failures,
        "checked_at": _iso(state.checked_at),
        "changed_at": _iso(state.changed_at),
        "next_check_at": _iso(None if source.paused_at else state.next_check_at),
        "paused_at": _iso(source.paused_at),
        "every_s": options.every_s,
        "max_articles": options.max_articles,
        "since": options.since,
        "added_at": _iso(source.added_at),
        "added_by": source.added_by.name,
        "added_from": source.added_by.place,
    }


def _iso(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
