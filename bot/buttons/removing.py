"""A wrong article removed by a moderator who reads it."""

from typing import Any

import discord

from bot.buttons._lasting import LastingButton
from bot.checks import actor_of, require_moderator
from bot.places import collection_of
from bot.replies.removing import REMOVE_ARTICLE_ID, removed_view


class RemoveArticleButton(LastingButton, template=REMOVE_ARTICLE_ID):
    """Removes the article, with a button in its place that undoes it for a day."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do so, for a moderator."""
        await interaction.response.defer()
        await require_moderator(interaction)
        library, collection = interaction.client.library, collection_of(interaction)
        article = await library.get_article_by_id(collection, int(self.match["article"]))
        removal = await library.remove_article(collection, article, actor_of(interaction))
        await interaction.edit_original_response(view=removed_view(removal))
