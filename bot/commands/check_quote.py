"""The message menu "Check this quote": whether what somebody quotes stands in a stored article."""

import discord
from discord import app_commands

from bot.asking import enter, settings_here, speak_to
from bot.client import Pullquote
from bot.hearing import text_of
from bot.language import gettext
from bot.places import everywhere, find_place
from bot.replies.checks import check_view
from index.errors import TextRefused
from index.library import Library
from index.models import Quote


@everywhere
@app_commands.context_menu(name="Check this quote")
async def check_quote(interaction: discord.Interaction[Pullquote], message: discord.Message) -> None:
    """Say it to whoever chose the menu, and to nobody else."""
    await settings_here(interaction)
    text = text_of(message)
    if not text:
        raise TextRefused(gettext("That message has no words to check."))
    await interaction.response.defer(thinking=True, ephemeral=True)
    place = await find_place(interaction)
    speak_to(interaction, await enter(interaction, place), is_private=True)
    library = interaction.client.library
    check = await library.check_quote(place.collection, text)
    closest = None if check.quote else await _find_closest(library, place.collection, check.text)
    await interaction.followup.send(view=check_view(check, closest, place.named), ephemeral=True)


async def _find_closest(library: Library, collection: str, text: str) -> Quote | None:
    """What comes nearest to words that were not found."""
    try:
        found = await library.find_sources(collection, text, 1, keep=False)
    except TextRefused:
        return None
    return next(iter((*found.quotes, *found.closest)), None)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    client.tree.add_command(check_quote)
