"""Options that say what is asked of a source: how often, how much, how old."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rich_click as click

from bot.cli._filters import read_date
from index.durations import read_duration, write_duration
from index.models import SourceOptions
from index.sources.schedule import MAX_EVERY_S, MIN_EVERY_S

Command = Callable[..., Any]
# More than any source lists, and a number that every database can hold.
_MAX_ARTICLES = 1_000_000_000


def source_options(command: Command) -> Command:
    """Give the command these options, and what they make as ``asked``."""

    @wraps(command)
    def with_options(
        *args: object, every: float | None, max_articles: int | None, since: str | None, **kwargs: object
    ) -> object:
        return command(*args, asked=SourceOptions(every, max_articles, since), **kwargs)

    options = (
        click.option(
            "--every",
            metavar="TIME",
            callback=_duration,
            help="Look again so often, such as 30m, 6h or 1d.  [default: learned from the source]",
        ),
        click.option(
            "--max-articles",
            type=click.IntRange(1, _MAX_ARTICLES),
            metavar="NUMBER",
            help="Only so many of what it lists, the newest.  [default: 100 of a feed or sitemap]",
        ),
        click.option(
            "--since",
            metavar="DATE",
            callback=read_date,
            help="Nothing older than this, where it has a date.",
        ),
    )
    with_all: Command = with_options
    for option in reversed(options):
        with_all = option(with_all)
    return with_all


def _duration(_context: click.Context, _option: click.Parameter, written: str | None) -> float | None:
    if written is None:
        return None
    try:
        seconds = read_duration(written)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    if not MIN_EVERY_S <= seconds <= MAX_EVERY_S:
        raise click.BadParameter(
            f"{written!r} must be between {write_duration(MIN_EVERY_S)} and {write_duration(MAX_EVERY_S)}."
        )
    return seconds
