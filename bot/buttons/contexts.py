"""The paragraph that a quote stands in, shown to whoever clicks and to nobody else."""

import discord

from bot.buttons._answers import NotKept
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.language import gettext
from bot.places import collection_named
from bot.replies.answer_buttons import CONTEXT_ID
from bot.replies.contexts import context_view
from index.errors import ArticleNotFound
from index.models import Span


class ContextButton(LastingButton, template=CONTEXT_ID):
    """Shows a quote with what is said before and after it."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show it as it was when it was quoted."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        place, library = self.match, interaction.client.library
        collection = await collection_named(interaction, place["collection"])
        try:
            article = await library.get_article_by_id(collection, int(place["article"]))
            revision = await library.get_revision(collection, int(place["revision"]))
        except ArticleNotFound:
            raise NotKept(gettext("The article that was quoted here has been removed since.")) from None
        mark = Span(int(place["start"]), int(place["end"]))
        view = context_view(article, revision, mark, place["collection"])
        await interaction.followup.send(view=view, ephemeral=True)
