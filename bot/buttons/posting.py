"""A private answer, posted for all to read by whoever asked for it."""

from contextlib import suppress

import discord

from bot.asking import is_open, speak_to
from bot.buttons._answers import get_answer
from bot.buttons._lasting import LastingButton
from bot.checks import NotAllowed, may_write
from bot.client import Pullquote
from bot.community import CommunitySettings
from bot.language import gettext, speaking, spoken
from bot.places import collection_of
from bot.replies.answer_buttons import POST_ID
from bot.replies.answers import answer_view
from bot.replies.layout import without_button


class PostButton(LastingButton, template=POST_ID):
    """Posts the answer once, as a message of the bot's that says who asked."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Post it as it is today, and take the button away."""
        message, person, posted = interaction.message, interaction.user, interaction.client.posted
        if message is None or person.id != int(self.match["person"]):
            raise NotAllowed(gettext("Only whoever asked may post this answer."))
        collection = collection_of(interaction)
        settings = await interaction.client.communities.get(collection)
        _require_welcome(interaction, settings)
        if not posted.take(message.id):
            raise NotAllowed(gettext("This answer has been posted already."))
        try:
            await interaction.response.defer()
            answer = await get_answer(interaction, collection, self.match["answer"])
            with speaking(spoken()):
                speak_to(interaction, settings, is_private=False)
                view = answer_view(
                    answer,
                    shown_to=person.id,
                    is_private=False,
                    count=settings.quotes or interaction.client.settings.quotes,
                    note=gettext("Posted by {person}", person=person.mention),
                )
            await interaction.followup.send(view=view)
        except BaseException:
            posted.give_back(message.id)
            raise
        with suppress(discord.HTTPException):  # posted it is, and not a second time in any case
            await interaction.edit_original_response(view=without_button(message, self.custom_id))


def _require_welcome(interaction: discord.Interaction[Pullquote], settings: CommunitySettings) -> None:
    """Nothing, where answers are welcome and the person may write."""
    if not is_open(settings, interaction.channel):
        raise NotAllowed(gettext("Answers are not posted in this channel; ask in one where they are."))
    if not may_write(interaction.permissions, interaction.channel):
        raise NotAllowed(gettext("You may not write in this channel, so the answer was not posted."))
