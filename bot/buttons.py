"""Buttons that work for as long as their message stands, also after a restart of the bot."""

import re
from typing import Any, Self, cast

import discord
from discord import ui

from bot import replies
from bot.client import Pullquote, collection_of, report
from index.models import Span


class PageButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=replies.PAGE_ID):
    """Shows a page of an article to whoever clicks, and to nobody else."""

    def __init__(self, button: ui.Button[ui.LayoutView], numbers: dict[str, int]) -> None:
        super().__init__(button)
        self._numbers = numbers

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew from the message at every click."""
        return cls(
            cast("ui.Button[ui.LayoutView]", item),
            {name: int(digits) for name, digits in match.groupdict().items()},
        )

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Turn the page within a page shown before, or show one beside an answer."""
        try:
            await self._show(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await report(interaction, error)

    async def _show(self, interaction: discord.Interaction[Pullquote]) -> None:
        library, collection = interaction.client.library, collection_of(interaction)
        article = await library.get_article(collection, str(self._numbers["article"]))
        revision = await library.get_revision(collection, self._numbers["revision"])
        mark = Span(self._numbers["start"], self._numbers["end"])
        view = replies.article_view(article, revision, self._numbers["offset"], mark)
        message = interaction.message
        if message and message.flags.ephemeral:
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=True)
