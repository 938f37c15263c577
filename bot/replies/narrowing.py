"""What a filter lets through, in words; pure."""

from bot.language import gettext
from bot.markdown import escape
from index.models import ArticleFilter


def narrowing(where: ArticleFilter | None) -> str | None:
    """What it lets through: "from example.org · of 2025 or later"; None if that is everything."""
    parts = []
    if where and where.source:
        parts.append(gettext("from {site}", site=escape(where.source)))
    if where and where.since:
        parts.append(gettext("of {date} or later", date=escape(where.since)))
    if where and where.before:
        parts.append(gettext("from before {date}", date=escape(where.before)))
    return " · ".join(parts) or None


def narrowed(heading: str, where: ArticleFilter | None) -> str:
    """The heading, with what the filter lets through in small print."""
    told = narrowing(where)
    return f"{heading}\n-# {told}" if told else heading
