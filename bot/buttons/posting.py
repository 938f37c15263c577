"""A private answer, posted for all to read by whoever asked for it."""

from collections import OrderedDict

import discord

from bot.buttons._answers import get_answer
from bot.buttons._lasting import LastingButton
from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.language import gettext
from bot.places import collection_of
from bot.replies.answer_buttons import POST_ID
from bot.replies.answers import answer_view
from bot.replies.layout import without_button

# So many messages are remembered from which an answer was posted; a second click comes soon or never.
_MAX_POSTED = 1_000
_posted: OrderedDict[int, None] = OrderedDict()


class PostButton(LastingButton, template=POST_ID):
    """Posts the answer once, as a message of the bot's that says who asked."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Post it as it is today, and take the button away."""
        message, person = interaction.message, interaction.user
        if message is None or person.id != int(self.match["person"]):
            raise NotAllowed(gettext("Only whoever asked may post this answer."))
        collection = collection_of(interaction)
        await self._require_channel(interaction, collection)
        if not _is_first(message.id):
            raise NotAllowed(gettext("This answer has been posted already."))
        try:
            await interaction.response.defer()
            answer = await get_answer(interaction, collection, self.match["answer"])
            view = answer_view(
                answer,
                shown_to=person.id,
                is_private=False,
                count=interaction.client.settings.quotes,
                note=gettext("Asked by {person}", person=person.mention),
            )
            await interaction.followup.send(view=view)
        except BaseException:
            _posted.pop(message.id, None)
            raise
        left = without_button(message, self.custom_id)
        await interaction.edit_original_response(view=left)

    async def _require_channel(self, interaction: discord.Interaction[Pullquote], collection: str) -> None:
        """Nothing, where answers are welcome and the person may write."""
        settings = await interaction.client.communities.get(collection)
        channel = interaction.channel
        places = {interaction.channel_id, getattr(channel, "parent_id", None)}
        if settings.channels and not places & set(settings.channels):
            raise NotAllowed(gettext("Answers are not posted in this channel; ask in one where they are."))
        may_write = (
            interaction.permissions.send_messages_in_threads
            if isinstance(channel, discord.Thread)
            else interaction.permissions.send_messages
        )
        if not may_write:
            raise NotAllowed(gettext("You may not write in this channel, so the answer was not posted."))


def _is_first(message_id: int) -> bool:
    """Whether nothing has been posted from that message; from now on something has."""
    if message_id in _posted:
        return False
    _posted[message_id] = None
    while len(_posted) > _MAX_POSTED:
        _posted.popitem(last=False)
    return True
