"""What narrows a question or a list down: the options ``source``, ``after`` and ``before`` of commands."""

import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import discord
from discord import app_commands

from bot.language import deferred, gettext, ngettext
from bot.markdown import shorten
from bot.places import NoCommunity, find_place
from index.errors import QuestionRefused
from index.models import ArticleFilter
from index.periods import read_day

MAX_OPTION_CHARS = 100
Written = app_commands.Range[str, 1, MAX_OPTION_CHARS]
_MAX_CHOICES = 25
_NO_DAY = deferred(
    "“{written}” is not a time that I understand; write it as 2025, 2025-03 or 2025-03-19, or as "
    "“last week”, “3 days ago” or “March 2025”."
)


def read_filter(source: str | None, after: str | None, before: str | None) -> ArticleFilter | None:
    """What the options let through.

    Raises:
        QuestionRefused: a time that is none.
    """
    if not (source or after or before):
        return None
    return ArticleFilter(
        source=_host(source) if source else None,
        since=_day(after) if after else None,
        before=_day(before) if before else None,
    )


async def complete_sites(interaction: discord.Interaction[Any], typed: str) -> list[app_commands.Choice[str]]:
    """Sites that articles are from, with how many are."""
    try:
        place = await find_place(interaction)
    except NoCommunity:
        return []
    sites = await interaction.client.library.list_sites(place.collection, typed.strip(), _MAX_CHOICES)
    return [
        app_commands.Choice(
            name=shorten(
                ngettext("{site} ({count} article)", "{site} ({count} articles)", count, site=site),
                MAX_OPTION_CHARS,
            ),
            value=site,
        )
        for site, count in sites
        if len(site) <= MAX_OPTION_CHARS
    ]


def _host(source: str) -> str:
    """The site of what somebody wrote, be it an address."""
    source = source.strip().lower()
    host = urlsplit(source).netloc if "://" in source else re.sub(r"/.*", "", source)
    return host.removeprefix("www.")


def _day(written: str) -> str:
    day = read_day(written, datetime.now(UTC).date())
    if day is None:
        raise QuestionRefused(gettext(_NO_DAY, written=shorten(written, 40)))
    return day
