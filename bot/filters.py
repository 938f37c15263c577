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
from index.addresses import host_of
from index.errors import QuestionRefused
from index.models import ArticleFilter
from index.periods import read_day
from index.text import fold_title

MAX_OPTION_CHARS = 100
Written = app_commands.Range[str, 1, MAX_OPTION_CHARS]
# What the options of a list are for; translated with the commands.
OPTIONS = {
    "source": "Only articles from this site",
    "after": "Only articles from then or later: 2025, 2025-03-19, last week",
    "before": "Only articles from before: 2025, 2025-03-19, last week",
}
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
    """Sites that articles are from, with how many are; those of sources whose title has the text as well."""
    try:
        place = await find_place(interaction)
    except NoCommunity:
        return []
    library, collection = interaction.client.library, place.collection
    named = {
        site: ngettext("{site} ({count} article)", "{site} ({count} articles)", count, site=site)
        for site, count in await library.list_sites(collection, _host(typed), 2 * _MAX_CHOICES)
    }
    for source in await library.sources.list_sources(collection) if typed.strip() else ():
        host = host_of(source.address)
        if host and fold_title(typed) in fold_title(source.title):
            named.setdefault(host, f"{host} · {source.title}")
    fitting = [(site, name) for site, name in named.items() if len(site) <= MAX_OPTION_CHARS]
    return [
        app_commands.Choice(name=shorten(name, MAX_OPTION_CHARS), value=site)
        for site, name in fitting[:_MAX_CHOICES]
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
