"""Adding what a moderator was asked about, once they say so, and telling what came of it."""

import re
from contextlib import aclosing
from typing import Any

import discord

from bot.checks import actor_of
from bot.errors import sentence_for
from bot.language import gettext
from bot.places import collection_of
from bot.replies.adding import told_view
from bot.replies.outcomes import outcome_view, progress_view
from bot.sources._asked import Asked, link_of, require_asked
from bot.sources._finding_out import find_known, look_at_link
from bot.sources._progress import Progress
from bot.tally import Tally
from index.errors import ArticleNotFound, PageRefused, PullquoteError
from index.gathering import Plan
from index.models import Announced, Article, Source, SourceKind


class QuestionOutdated(PullquoteError):
    """What a button would do is not known any more, or was done."""


async def start_adding(interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
    """Do what the moderator says to the question whether to add something.

    Raises:
        NotAllowed: it is not they who were asked.
        QuestionOutdated: it was answered already.
    """
    await require_asked(interaction, match)
    if match["act"] == "cancel":
        interaction.client.plans.take(match["token"])
        await interaction.response.edit_message(view=told_view(gettext("Cancelled; nothing was added.")))
        return
    plan = interaction.client.plans.find(match["token"])
    if not interaction.client.plans.take(match["token"]):
        raise QuestionOutdated(gettext("That is being added already."))
    tally = Tally()
    title = plan.new.title if plan else gettext("Adding")
    await interaction.response.edit_message(view=progress_view(title, tally))
    progress = Progress(interaction)
    try:
        plan = plan or await _find_anew(interaction, match)
        source = await _add(interaction, plan, tally, progress)
        view = outcome_view(plan.new.title, tally, source, await _find_article(interaction, source, tally))
    except Exception as error:  # noqa: BLE001 - whatever it is, it takes the place of the progress
        view = told_view(sentence_for(error, command="source add", server=interaction.guild_id))
    await progress.end(view)


async def start_feed(interaction: discord.Interaction[Any], match: re.Match[str], number: int) -> None:
    """Ask about a feed that the page announces, instead of the page.

    Raises:
        NotAllowed: it is not they who were asked.
        QuestionOutdated: the page does not announce it any more.
    """
    await require_asked(interaction, match)
    await interaction.response.defer()
    page = link_of(interaction.message)
    announced = await _list_announced(interaction, match)
    if page is None or number >= len(announced):
        raise QuestionOutdated(gettext("I do not know that feed any more; use /source add with its link."))
    asked = Asked(SourceKind.FEED, Asked.from_id(match).options)
    await look_at_link(interaction, announced[number].url, asked, led_by=page)


async def _find_anew(interaction: discord.Interaction[Any], match: re.Match[str]) -> Plan:
    """What the question was about, after a restart or a long while."""
    link = link_of(interaction.message)
    if link is None:
        raise QuestionOutdated(
            gettext("That was too long ago, or I was restarted since; use /source add again.")
        )
    asked = Asked.from_id(match)
    plan: Plan = await interaction.client.library.sources.find_out(link, asked.kind, asked.options)
    return plan


async def _list_announced(interaction: discord.Interaction[Any], match: re.Match[str]) -> list[Announced]:
    plan = interaction.client.plans.find(match["token"])
    try:
        plan = plan or await _find_anew(interaction, match)
    except PageRefused as refusal:
        return [Announced(url, "") for url in refusal.feeds]
    return list(plan.announced)


async def _add(
    interaction: discord.Interaction[Any], plan: Plan, tally: Tally, progress: Progress
) -> Source | None:
    """Store it; the source as it is then, if it was kept."""
    sources = interaction.client.library.sources
    seen, number = 0, None
    async with aclosing(sources.add(collection_of(interaction), plan, actor_of(interaction))) as steps:
        async for source, step in steps:
            number = source.id
            tally.take(source, step)
            seen += 1
            await progress.show(lambda: progress_view(plan.new.title, tally))
    if not tally.failures:
        tally.skip(len(plan.to_read) - seen)
    return await find_known(interaction, plan, number)


async def _find_article(
    interaction: discord.Interaction[Any], source: Source | None, tally: Tally
) -> Article | None:
    """The article that a page or file became."""
    if source is None or tally.last is None or sum(tally.counts.values()) != 1:
        return None
    try:
        article: Article = await interaction.client.library.get_article_by_id(
            source.collection, tally.last.article_id
        )
    except ArticleNotFound:  # removed at this moment
        return None
    return article
