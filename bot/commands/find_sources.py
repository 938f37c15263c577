"""The message menu "Find sources": quotes that bear on what somebody wrote."""

import discord
from discord import app_commands

from bot.asking import Wish, ask_by_interaction
from bot.client import Pullquote
from bot.hearing import text_of
from bot.language import gettext
from bot.places import everywhere
from index.errors import TextRefused


@everywhere
@app_commands.context_menu(name="Find sources")
async def find_sources(interaction: discord.Interaction[Pullquote], message: discord.Message) -> None:
    """Show them to whoever chose the menu, who may post them."""
    text = text_of(message)
    if not text:
        raise TextRefused(gettext("That message has no words to find sources for."))
    await ask_by_interaction(interaction, Wish(text, is_private=True, is_message=True))


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    client.tree.add_command(find_sources)
