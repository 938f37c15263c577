"""Options of ``ask`` and ``search`` that say which articles count."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rich_click as click

from index.dates import is_iso
from index.models import ArticleFilter

Command = Callable[..., Any]


def filter_options(command: Command) -> Command:
    """Give the command options for a filter, and the filter they make, or None, as ``where``."""

    @wraps(command)
    def with_filter(
        *args: object,
        source: str | None,
        author: str | None,
        since: str | None,
        before: str | None,
        articles: tuple[int, ...],
        **kwargs: object,
    ) -> object:
        where = ArticleFilter(articles or None, source, author, since, before)
        return command(*args, where=None if where == ArticleFilter() else where, **kwargs)

    options = (
        click.option("--source", metavar="HOST", help="Only articles from this site, such as example.org."),
        click.option("--author", metavar="NAME", help="Only articles by this author."),
        click.option(
            "--since", metavar="DATE", callback=read_date, help="Only articles of this date or later."
        ),
        click.option(
            "--before", metavar="DATE", callback=read_date, help="Only articles from before this date."
        ),
        click.option(
            "--article", "articles", type=int, multiple=True, help="Only this article; may come again."
        ),
    )
    with_options: Command = with_filter
    for option in reversed(options):
        with_options = option(with_options)
    return with_options


def read_date(_context: click.Context, _option: click.Parameter, written: str | None) -> str | None:
    """What an option for a date was given, checked."""
    if written is not None and not is_iso(written):
        raise click.BadParameter(f"{written!r} is not a date in the form 2025, 2025-02 or 2025-02-19.")
    return written
