"""Buttons that work for as long as their message stands, also after a restart of the bot."""

import re
from typing import Any, Self, cast

import discord
from discord import ui

from bot import replies
from bot.client import Pullquote, admit, collection_of, report
from index.models import Span


class PlaceButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=replies.PLACE_ID):
    """Shows a place in an article to whoever clicks, and to nobody else."""

    def __init__(self, button: ui.Button[ui.LayoutView], place: re.Match[str]) -> None:
        super().__init__(button)
        self._turns = place["act"] == replies.TURN
        self._article, self._revision, self._offset = (
            int(place[name]) for name in ("article", "revision", "offset")
        )
        self._mark = Span(int(place["start"]), int(place["end"]))

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew from the message at every click."""
        return cls(cast("ui.Button[ui.LayoutView]", item), match)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Not while the bot is stopping."""
        return await admit(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the page of an article, or open one beside an answer or a list."""
        try:
            await self._show(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await report(interaction, error)

    async def _show(self, interaction: discord.Interaction[Pullquote]) -> None:
        message = interaction.message
        # In messages of older versions the buttons that open an article were for turning, too.
        turns = self._turns and message is not None and message.flags.ephemeral
        await interaction.response.defer(ephemeral=True, thinking=not turns)
        library, collection = interaction.client.library, collection_of(interaction)
        article = await library.get_article_by_id(collection, self._article)
        revision = await library.get_revision(collection, self._revision)
        view = replies.article_view(article, revision, self._offset, self._mark)
        if turns:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)
