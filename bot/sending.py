"""Messages that nobody asked for at this moment: sent to a channel or a person, and what came of it."""

import hashlib
from enum import StrEnum

import aiohttp
import discord
import structlog
from discord import ui

from bot.community import CommunitySettings
from bot.language import language_for_all

_log = structlog.stdlib.get_logger(__name__)


class Outcome(StrEnum):
    """What came of a message. ``GONE``: the place is not there any more. ``LATER``: it may be tried again."""

    SENT = "sent"
    REFUSED = "refused"
    GONE = "gone"
    LATER = "later"


async def post_to_channel(
    client: discord.Client, collection: str, channel: str, view: ui.LayoutView, key: str
) -> Outcome:
    """Send it to a channel or thread of a server."""
    target = client.get_partial_messageable(int(channel), guild_id=int(collection))
    return await _post(target, view, key, channel=channel, server=collection)


async def post_to_person(client: discord.Client, person: str, view: ui.LayoutView, key: str) -> Outcome:
    """Send it by direct message."""
    try:
        target = await client.create_dm(discord.Object(int(person)))
    except discord.Forbidden:
        return Outcome.REFUSED
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("direct_message_not_opened", person=person, reason=str(error))
        return Outcome.LATER
    return await _post(target, view, key, person=person)


def language_of(guild: discord.Guild | None, settings: CommunitySettings) -> str:
    """The language in which a community reads what nobody asked for."""
    return language_for_all(settings, guild.preferred_locale if guild else None)


async def _post(target: discord.abc.Messageable, view: ui.LayoutView, key: str, **context: object) -> Outcome:
    """Send it once: Discord takes no second message with the same key within a few minutes.

    (Discord's docs: Message, Create Message, ``nonce`` of at most 25 characters and ``enforce_nonce``.)
    """
    try:
        await target.send(view=view, nonce=hashlib.sha256(key.encode()).hexdigest()[:25])
    except discord.NotFound as error:
        _log.warning("place_gone", reason=str(error), **context)
        return Outcome.GONE
    except discord.Forbidden as error:
        _log.warning("place_refused", reason=str(error), **context)
        return Outcome.REFUSED
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        _log.warning("message_not_sent", reason=str(error), **context)
        return Outcome.LATER
    return Outcome.SENT
