"""Sources in words, for the terminal and for Discord alike: how one is, when it is looked at. Pure."""

from datetime import datetime

from bot.language import format_ago, format_ahead, format_instant, gettext, ngettext
from index.models import Source, SourceKind


def health_of(source: Source) -> str:
    """How it is, in a word: "well", "failing", or "new" if it was not looked at yet."""
    if source.state.failures:
        return gettext("failing")
    return gettext("well") if source.state.checked_at else gettext("new")


def articles_of(source: Source) -> str:
    """How many articles it has brought: "1 article", "1,200 articles"."""
    return ngettext("{count} article", "{count} articles", source.articles)


def next_look(source: Source, now: datetime) -> str:
    """When it is looked at by itself, as the end of a sentence about it."""
    if source.paused_at:
        return gettext("paused")
    due = source.state.next_check_at
    if due is None and not source.state.checked_at:
        return gettext("not looked at yet")
    if due is None:
        if source.kind.is_local:
            return gettext("read again when it is refreshed")
        return gettext("looked at when it is refreshed")
    left_s = (due - now).total_seconds()
    if left_s <= 0:
        return gettext("due now")
    return gettext("looked at again {in_how_long}", in_how_long=format_ahead(left_s))


def ago(at: datetime | None, now: datetime) -> str:
    """How long it is since: "3 hours ago", "never"."""
    return gettext("never") if at is None else format_ago((now - at).total_seconds())


def written_instant(at: datetime) -> str:
    """An instant as people write it: "2 January 2026, 03:04 UTC"."""
    return format_instant(at)


def counted(count: int, noun: str) -> str:
    """So many of them, in the English of the terminal: "1 entry", "1,200 entries"."""
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
