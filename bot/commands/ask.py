"""`/ask`: a question, with what narrows it."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import discord
from discord import app_commands
from discord.ext import commands

from bot.asking import Wish, ask_by_interaction
from bot.client import Pullquote
from bot.language import deferred, gettext
from bot.markdown import shorten
from bot.places import everywhere
from index.errors import QuestionRefused
from index.models import ArticleFilter
from index.periods import read_day
from index.question import MAX_CHARS

_MAX_OPTION_CHARS = 100
_NO_DAY = deferred(
    "“{written}” is not a time that I understand; write it as 2025, 2025-03 or 2025-03-19, or as "
    "“last week”, “3 days ago” or “March 2025”."
)


class Ask(commands.Cog):
    """The answer is for all to read, or for the asker alone."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @everywhere
    @app_commands.command()
    @app_commands.describe(
        question="What you want to know, in a sentence or a few words",
        private="Show the answer only to you, or to everybody here",
        source="Quote only articles from this site",
        after="Quote only articles from then or later: 2025, 2025-03-19, last week",
        before="Quote only articles from before: 2025, 2025-03-19, last week",
    )
    async def ask(  # noqa: PLR0913, PLR0917 - these are the options of the command
        self,
        interaction: discord.Interaction[Pullquote],
        question: app_commands.Range[str, 1, MAX_CHARS],
        private: bool | None = None,
        source: app_commands.Range[str, 1, _MAX_OPTION_CHARS] | None = None,
        after: app_commands.Range[str, 1, _MAX_OPTION_CHARS] | None = None,
        before: app_commands.Range[str, 1, _MAX_OPTION_CHARS] | None = None,
    ) -> None:
        """Answer a question with quotes from the stored articles."""
        channel = interaction.channel
        within = channel if isinstance(channel, discord.Thread | discord.DMChannel) else None
        where = _filter(source, after, before)
        await ask_by_interaction(interaction, Wish(question, where=where, is_private=private, within=within))


def _filter(source: str | None, after: str | None, before: str | None) -> ArticleFilter | None:
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


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Ask(client))
