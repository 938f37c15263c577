"""A place in an article, shown to whoever clicks and to nobody else."""

import re
from typing import Any

import discord
from discord import ui

from bot import reading
from bot.buttons._lasting import LastingButton, LastingSelect
from bot.client import Pullquote
from bot.places import collection_named
from bot.replies.layout import PLACE_ID, TURN
from bot.replies.reading import JUMP_ID
from index.models import Span


class PlaceButton(LastingButton, template=PLACE_ID):
    """Turns the page of an article, or opens one beside an answer or a list."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show the place."""
        place, message = self.match, interaction.message
        # In messages of older versions the buttons that open an article were for turning, too.
        turns = place["act"] == TURN and message is not None and message.flags.ephemeral
        await interaction.response.defer(ephemeral=True, thinking=not turns)
        view = await _make_place(interaction, place, int(place["offset"]))
        if turns:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)


class JumpSelect(LastingSelect, template=JUMP_ID):
    """Turns to any page of an article, in the same message."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show the page."""
        await interaction.response.defer()
        view = await _make_place(interaction, self.match, int(self.chosen))
        await interaction.edit_original_response(view=view)


async def _make_place(
    interaction: discord.Interaction[Any], place: re.Match[str], offset: int
) -> ui.LayoutView:
    library = interaction.client.library
    collection = await collection_named(interaction, place["collection"])
    article = await library.get_article_by_id(collection, int(place["article"]))
    revision = await library.get_revision(collection, int(place["revision"]))
    mark = Span(int(place["start"]), int(place["end"]))
    return await reading.make_article(interaction, article, revision, offset, mark, place["collection"])
