"""A reply that tells how far something is, by being edited, for as long as that takes."""

import time
from collections.abc import Callable
from typing import Any

import discord
import structlog
from discord import ui

from bot.language import gettext

# Discord lets a message be edited five times in five seconds; nobody reads faster than this anyway.
_PAUSE_S = 3.0
_log = structlog.stdlib.get_logger(__name__)


class Progress:
    """Over an interaction that was acknowledged. Its token ends after 15 minutes; the work goes on."""

    def __init__(
        self, interaction: discord.Interaction[Any], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._interaction = interaction
        self._clock = clock
        self._shown_at = clock()

    async def show(self, make: Callable[[], ui.LayoutView]) -> None:
        """Show how far it is, unless that was shown a moment ago; that it cannot be shown is no matter."""
        now = self._clock()
        if now - self._shown_at < _PAUSE_S or self._interaction.is_expired():
            return
        self._shown_at = now
        try:
            await self._interaction.edit_original_response(view=make())
        except discord.HTTPException as failure:
            _log.info("progress_not_shown", reason=str(failure), server=self._interaction.guild_id)

    async def end(self, view: ui.LayoutView) -> None:
        """Show what came of it: in the reply, or in the channel if that cannot be edited any more."""
        if not self._interaction.is_expired():
            try:
                await self._interaction.edit_original_response(view=view)
            except discord.HTTPException as failure:
                _log.info("reply_not_edited", reason=str(failure), server=self._interaction.guild_id)
            else:
                return
        await self._send(view)

    async def _send(self, view: ui.LayoutView) -> None:
        channel = self._interaction.channel
        whom = f"-# {gettext('For {whom}, who asked:', whom=self._interaction.user.mention)}"
        addressed = ui.LayoutView(timeout=None)
        addressed.add_item(ui.TextDisplay(whom))
        for item in view.children:
            addressed.add_item(item)
        addressed.stop()
        try:
            if isinstance(channel, discord.abc.Messageable):
                await channel.send(view=addressed)
        except discord.HTTPException as failure:  # the bot may not write there
            _log.warning("outcome_not_told", reason=str(failure), server=self._interaction.guild_id)
