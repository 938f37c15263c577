"""A place in an article, shown to whoever clicks and to nobody else."""

import discord

from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.places import collection_named
from bot.replies.articles import article_view
from bot.replies.layout import PLACE_ID, TURN
from index.models import Span


class PlaceButton(LastingButton, template=PLACE_ID):
    """Turns the page of an article, or opens one beside an answer or a list."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show the place."""
        place, message = self.match, interaction.message
        # In messages of older versions the buttons that open an article were for turning, too.
        turns = place["act"] == TURN and message is not None and message.flags.ephemeral
        await interaction.response.defer(ephemeral=True, thinking=not turns)
        library = interaction.client.library
        collection = await collection_named(interaction, place["collection"])
        article = await library.get_article_by_id(collection, int(place["article"]))
        revision = await library.get_revision(collection, int(place["revision"]))
        mark = Span(int(place["start"]), int(place["end"]))
        view = article_view(article, revision, int(place["offset"]), mark, place["collection"])
        if turns:
            await interaction.edit_original_response(view=view)
        else:
            await interaction.followup.send(view=view, ephemeral=True)
