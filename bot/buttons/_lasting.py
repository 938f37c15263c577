"""What all buttons and menus have in common: admitted, told of errors, made anew at every use."""

import re
from abc import ABC, abstractmethod
from typing import Any, Self, TypeVar, cast

import discord
from discord import ui

from bot.interactions import admit, report

_T = TypeVar("_T", bound="ui.Item[Any]")


class Lasting(ui.DynamicItem[_T], ABC, template="-"):
    """A button or menu known by the form of its custom_id; ``press`` is what it does."""

    def __init__(self, item: _T, match: re.Match[str]) -> None:
        super().__init__(item)
        self.match = match

    @classmethod
    async def from_custom_id(
        cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str]
    ) -> Self:
        """Made anew from the message at every use."""
        return cls(cast("_T", item), match)

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Not while the bot is stopping."""
        return await admit(interaction)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, and tell whoever used it what went wrong, whatever that is."""
        try:
            await self.press(interaction)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            await report(interaction, error)

    @abstractmethod
    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """What the button or menu does."""


class LastingButton(Lasting[ui.Button[ui.LayoutView]], template="-"):
    """A button."""


class LastingSelect(Lasting[ui.Select[ui.LayoutView]], template="-"):
    """A menu to choose from; ``chosen`` is what was."""

    @property
    def chosen(self) -> str:
        """The value of the first choice.

        Raises:
            ValueError: the menu has no such choice; what a client sends need not be what it was offered.
        """
        chosen = self.item.values[0]
        if chosen not in {option.value for option in self.item.options}:
            raise ValueError(chosen)
        return chosen
