"""The form into which a moderator pastes a text."""

from typing import Any

import discord
from discord import ui

from bot.buttons._forms import LastingForm, make_form, text_field
from bot.checks import require_moderator
from bot.language import gettext
from bot.sources import PASTE, Pasted, look_at_text

# Discord's limit on the characters of a field (docs: Components reference, Text Input).
_MAX_TEXT = 4_000


def paste_form() -> ui.Modal:
    """The text and what is known of it. Whoever needs more room sends it as a file."""
    hint = gettext("Up to 4,000 characters; add a longer one as a file.")
    return make_form(
        PASTE,
        gettext("Paste a text"),
        text_field(gettext("Text"), hint=hint, style=discord.TextStyle.paragraph, max_length=_MAX_TEXT),
        text_field(gettext("Title"), "title", required=False, max_length=200),
        text_field(gettext("Link"), "link", required=False, max_length=500),
        text_field(gettext("Date"), "date", required=False, max_length=30, placeholder="2025-02-19"),
        text_field(gettext("Author"), "author", required=False, max_length=100),
    )


class PasteForm(LastingForm):
    """The text, as it was sent."""

    template = PASTE

    async def submit(self, interaction: discord.Interaction[Any]) -> None:
        """Show what it is read as, and ask whether to add it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await require_moderator(interaction)
        said = {name: self.texts.get(name, "") for name in ("title", "link", "date", "author")}
        await look_at_text(interaction, Pasted(self.text, **said))
