"""What every interaction goes through: admitted, in the language of the person, and told of errors."""

from typing import Any

import aiohttp
import discord
import structlog

from bot import language
from bot.errors import message_for
from bot.language import gettext

# Discord's code (docs: Topics, JSON Error Codes) for an interaction not acknowledged within three seconds.
_UNKNOWN_INTERACTION = 10062
_log = structlog.stdlib.get_logger(__name__)


async def admit(interaction: discord.Interaction[Any]) -> bool:
    """Whether to serve an interaction; the check of every command, completion, button and modal.

    discord.py calls it first thing in the task that it makes for the interaction, and in that task the
    person's language is spoken from then on.
    """
    language.speak(language.nearest(interaction.locale))
    if interaction.client.take_on():
        return True
    if interaction.type is not discord.InteractionType.autocomplete:
        await interaction.response.send_message(
            gettext("I am restarting; try again in a minute."), ephemeral=True
        )
    return False


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the person what went wrong, and only them where that is still possible."""
    if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_INTERACTION:
        _log.warning("interaction_expired", server=interaction.guild_id)
        return
    name = interaction.command.qualified_name if interaction.command else None
    sentence = message_for(error, command=name, server=interaction.guild_id)
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    # It has expired, or the line is down.
    except (discord.HTTPException, aiohttp.ClientError, OSError) as failure:
        _log.warning("report_not_sent", reason=str(failure), server=interaction.guild_id)
