"""The form into which a moderator pastes a text."""

from typing import Any

import discord
from discord import ui

from bot.checks import require_moderator
from bot.interactions import admit, report
from bot.language import gettext
from bot.sources._finding_out import look_at_text
from bot.sources._pasted import Pasted

# Discord's limit on the characters of a field (docs: Components reference, Text Input).
_MAX_TEXT = 4_000


class PasteForm(ui.Modal):
    """The text and what is known of it. Whoever needs more room sends it as a file."""

    def __init__(self) -> None:
        super().__init__(title=gettext("Paste a text"))
        self._text = _field(True, _MAX_TEXT, style=discord.TextStyle.paragraph)
        self._title = _field(False, 200)
        self._link = _field(False, 500)
        self._date = _field(False, 30, placeholder="2025-02-19")
        self._author = _field(False, 100)
        hint = gettext("Up to 4,000 characters; add a longer one as a file.")
        self.add_item(ui.Label(text=gettext("Text"), description=hint, component=self._text))
        self.add_item(ui.Label(text=gettext("Title"), component=self._title))
        self.add_item(ui.Label(text=gettext("Link"), component=self._link))
        self.add_item(ui.Label(text=gettext("Date"), component=self._date))
        self.add_item(ui.Label(text=gettext("Author"), component=self._author))

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        """Not while the bot is stopping."""
        return await admit(interaction)

    async def on_submit(self, interaction: discord.Interaction[Any], /) -> None:
        """Show what it is read as, and ask whether to add it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await require_moderator(interaction)
        pasted = Pasted(
            self._text.value, self._title.value, self._link.value, self._date.value, self._author.value
        )
        await look_at_text(interaction, pasted)

    async def on_error(  # type: ignore[override]  # a form has no item, as discord.py's own has not
        self, interaction: discord.Interaction[Any], error: Exception, /
    ) -> None:
        """Tell them what went wrong."""
        await report(interaction, error)


def _field(
    required: bool,
    most: int,
    style: discord.TextStyle = discord.TextStyle.short,
    placeholder: str | None = None,
) -> ui.TextInput["PasteForm"]:
    return ui.TextInput(style=style, required=required, max_length=most, placeholder=placeholder)
