"""What a link, a file or a text is, shown to the moderator before anything is stored."""

import secrets
from typing import Any

import discord
import structlog

from bot.checks import require_moderator
from bot.errors import sentence_for
from bot.language import gettext
from bot.places import collection_of
from bot.replies.adding import no_plan_view, plan_view
from bot.sources._asked import Asked
from bot.sources._pasted import Pasted
from index.errors import PageRefused, PullquoteError
from index.gathering import Plan, read_link
from index.models import Announced, Source

_log = structlog.stdlib.get_logger(__name__)


class FileRefused(PullquoteError):
    """An attachment that is not read at all."""


async def look_at_link(
    interaction: discord.Interaction[Any], link: str, asked: Asked, led_by: str | None = None
) -> None:
    """Show what is there, and ask whether to add it. ``led_by`` is the page that announces the link.

    Raises:
        TargetRefused, FetchError, ContentRefused: it cannot be added, for the reason given.
    """
    link = read_link(link)
    try:
        plan = await interaction.client.library.sources.find_out(
            link, asked.kind, asked.options, led_by=led_by
        )
    except PageRefused as refusal:
        if not refusal.feeds:
            raise
        feeds = [Announced(url, "") for url in refusal.feeds]
        token = secrets.token_hex(4)  # of no plan: the page is looked at again if one is wanted
        view = no_plan_view(
            sentence_for(refusal), feeds, link, lambda act: asked.custom_id(act, interaction.user.id, token)
        )
        await interaction.edit_original_response(view=view)
        return
    await _ask(interaction, plan, asked, link)


async def look_at_file(
    interaction: discord.Interaction[Any], attachment: discord.Attachment, asked: Asked
) -> None:
    """Show what is in the file, and ask whether to add it.

    Raises:
        FileRefused: it is too large, or Discord does not give it to us.
        ContentRefused: it cannot be read.
    """
    if asked != Asked():
        raise FileRefused(gettext("A file is read once, when you add it; leave out the other options."))
    max_mb = interaction.client.settings.max_file_mb
    if attachment.size > max_mb * 1_000_000:
        raise FileRefused(
            gettext(
                "{name} is too large: at most {count} MB are read.", name=attachment.filename, count=max_mb
            )
        )
    try:
        data = await attachment.read()
    except discord.HTTPException as failure:
        _log.info("attachment_not_read", reason=str(failure), server=interaction.guild_id)
        raise FileRefused(
            gettext("Discord does not give me {name}; send it again.", name=attachment.filename)
        ) from failure
    sources = interaction.client.library.sources
    plan = await sources.read_upload(sources.find_out_upload(attachment.filename, data))
    await _ask(interaction, plan, asked, None)


async def look_at_text(interaction: discord.Interaction[Any], pasted: Pasted) -> None:
    """Show what the pasted text is read as, and ask whether to add it.

    Raises:
        ContentRefused: there is no text in it.
    """
    sources = interaction.client.library.sources
    plan = await sources.read_upload(sources.find_out_upload(pasted.file_name, pasted.file))
    await _ask(interaction, plan, Asked(), None)


async def find_known(
    interaction: discord.Interaction[Any], plan: Plan, number: int | None = None
) -> Source | None:
    """The source of this server that has the number, or that the plan's is already."""
    sources = await interaction.client.library.sources.list_sources(collection_of(interaction))
    sought = (plan.new.kind, plan.new.address)
    return next((each for each in sources if each.id == number or (each.kind, each.address) == sought), None)


async def _ask(interaction: discord.Interaction[Any], plan: Plan, asked: Asked, link: str | None) -> None:
    await require_moderator(interaction)  # finding out may have taken a while
    token = interaction.client.plans.keep(plan)
    view = plan_view(
        plan,
        await find_known(interaction, plan),
        link,
        lambda act: asked.custom_id(act, interaction.user.id, token),
    )
    await interaction.edit_original_response(view=view)
