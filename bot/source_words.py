"""Sources in words, for the terminal and for Discord alike: how one is, when it is looked at. Pure."""

from datetime import UTC, datetime

from index.durations import write_duration
from index.models import Source, SourceKind


def health_of(source: Source) -> str:
    """How it is, in a word: "well", "failing", or "new" if it was not looked at yet."""
    if source.state.failures:
        return "failing"
    return "well" if source.state.checked_at else "new"


def articles_of(source: Source) -> str:
    """How many articles it has brought: "1 article", "1,200 articles"."""
    return counted(source.articles, "article")


def next_look(source: Source, now: datetime) -> str:
    """When it is looked at by itself, as the end of a sentence about it."""
    if source.paused_at:
        return "paused"
    due = source.state.next_check_at
    if due is None:
        what = "read again when it is refreshed" if source.kind.is_local else "looked at when it is refreshed"
        return what if source.state.checked_at else "not looked at yet"
    left_s = (due - now).total_seconds()
    return "due now" if left_s <= 0 else f"looked at again in {write_duration(left_s)}"


def ago(at: datetime | None, now: datetime) -> str:
    """How long it is since: "3 hours ago", "never"."""
    return "never" if at is None else f"{write_duration((now - at).total_seconds())} ago"


def written_instant(at: datetime) -> str:
    """An instant as people write it: "2 January 2026, 03:04 UTC"."""
    at = at.astimezone(UTC)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def counted(count: int, noun: str) -> str:
    """So many of them: "1 entry", "1,200 entries"."""
    if count != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{count:,} {noun}"


def listed_of(kind: SourceKind) -> str:
    """What a source of that kind lists, one of them."""
    return {
        SourceKind.FEED: "entry",
        SourceKind.SITEMAP: "page",
        SourceKind.FOLDER: "file",
        SourceKind.PAGE: "page",
        SourceKind.FILE: "file",
    }[kind]
