"""What all buttons have in common: admitted, told of errors, made anew at every click."""

import re
from typing import Any, Self, cast

import discord
from discord import ui

from bot.interactions import admit, report


class LastingButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template="-"):
    """A button known by the form of its custom_id; ``press`` is what it does."""

    def __init__(self, button: ui.Button[ui.LayoutView], match: re.Match[str]) -> None:
        super().__init__(button)
        self.match = match

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
        """Do it, and tell whoever clicked what went wrong, whatever that is."""
        try:
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await report(interaction, error)

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """What the button does."""
        raise NotImplementedError
