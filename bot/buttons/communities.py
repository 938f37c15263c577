"""The choice of the server whose articles a person is answered from outside of it."""

import discord

from bot.asking import Wish, asker_of, enter, find_answer, show
from bot.buttons._answers import get_answer, is_private
from bot.buttons._lasting import LastingSelect
from bot.client import Pullquote
from bot.places import COMMUNITY, find_place
from bot.replies.communities import COMMUNITY_ID


class CommunitySelect(LastingSelect, template=COMMUNITY_ID):
    """Asks the same in the server that was chosen, and from then on whatever is asked from outside."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show that server's answer in place of the other's."""
        await interaction.response.defer()
        client, person = interaction.client, interaction.user.id
        before = await find_place(interaction, self.match["collection"])
        question = (await get_answer(interaction, before.collection, self.match["answer"])).question
        place = await find_place(interaction, self.chosen)
        await client.library.communities.set_preference(str(person), COMMUNITY, place.collection)
        settings = await enter(interaction, place)
        is_alone = is_private(interaction)
        is_message = self.match["message"] is not None
        asker = asker_of(interaction, is_private=is_alone)
        answer = await find_answer(client, place, asker, Wish(question, is_message=is_message))
        view = show(
            client, answer, place, person, is_private=is_alone, settings=settings, is_message=is_message
        )
        await interaction.edit_original_response(view=view)
