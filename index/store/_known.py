"""What is known of an article beside its text, and how it changes by what comes in."""

from collections.abc import Container

from index.addresses import canonical, host_of
from index.dates import sortable
from index.models import NewArticle, PreparedArticle
from index.store._matching import Row
from index.text import fold_author, fold_title

_FIELDS = ("title", "url", "author", "published_at", "external_id")


def says_the_same(row: Row, prepared: PreparedArticle) -> bool:
    """Whether both title and text are the same."""
    return (row["sha256"], row["title"]) == (prepared.sha256, prepared.article.title)


def is_at_home(row: Row, article: NewArticle) -> bool:
    """Whether the arrival names no address but the article's."""
    return not article.url or not row["url"] or canonical(article.url) == canonical(row["url"])


def fields(article: NewArticle) -> dict[str, object]:
    """All fields as they came."""
    return {name: getattr(article, name) for name in _FIELDS}


def changes(row: Row, article: NewArticle, fields: dict[str, object]) -> dict[str, object]:
    """The fields that get another value; whether a date is guessed goes with the date."""
    changes = {name: value for name, value in fields.items() if value != row[name]}
    if "published_at" in changes:
        changes["is_date_guessed"] = int(article.is_date_guessed)
    elif row["is_date_guessed"] and fields.get("published_at") and not article.is_date_guessed:
        changes["is_date_guessed"] = 0
    return changes


def derived(article: NewArticle, fields: Container[str]) -> dict[str, object]:
    """The columns that follow from some of its fields: what it is found and filtered by."""
    columns = {
        "title": ("folded_title", fold_title(article.title)),
        "url": ("source", host_of(article.url)),
        "author": ("folded_author", fold_author(article.author)),
        "published_at": ("published_utc", sortable(article.published_at)),
    }
    return dict(column for field, column in columns.items() if field in fields)
