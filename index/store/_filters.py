"""Which articles a filter lets through, as a condition of SQL on ``articles a``."""

import json

from index.dates import sortable
from index.models import ArticleFilter
from index.text import fold_author, fold_title

# The most selective first. SQLite looks for that by its index; the "+" keeps it from taking another's.
# The last two have none.
_CONDITIONS = {
    "ids": "{}a.id IN (SELECT value FROM json_each({value}))",
    "source": "{}a.source = {value}",
    "since": "{}a.published_utc >= {value}",
    "before": "{}a.published_utc < {value}",
    "author": "instr(' ' || a.folded_author, {value})",
    "title": "instr(a.folded_title, {value})",
}


def condition(where: ArticleFilter | None) -> tuple[str, dict[str, object]]:
    """What must hold, and the values that it names; all filters that must hold are in it."""
    given = [
        (name, value) for each in where or () for name, value in _values(each).items() if value is not None
    ]
    given.sort(key=lambda each: list(_CONDITIONS).index(each[0]))
    parts = [
        _CONDITIONS[name].format("+" if place else "", value=f":filter{place}")
        for place, (name, _) in enumerate(given)
    ]
    return " AND ".join(parts) or "TRUE", {f"filter{place}": value for place, (_, value) in enumerate(given)}


def fold_source(source: str) -> str:
    """A host as it is compared."""
    return source.casefold().removeprefix("www.")


def _values(where: ArticleFilter) -> dict[str, str | None]:
    """What the conditions compare with; None for those that do not matter."""
    return {
        "ids": None if where.article_ids is None else json.dumps(where.article_ids),
        "source": where.source and fold_source(where.source),
        "since": where.since and sortable(where.since),
        "before": where.before and sortable(where.before),
        "author": where.author and f" {fold_author(where.author)}",
        "title": where.title and fold_title(where.title),
    }
