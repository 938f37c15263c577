"""That an answer was helpful."""

import discord

from bot.buttons._feedback import note
from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.replies.answer_buttons import HELPFUL_ID
from index.models import Verdict


class HelpfulButton(LastingButton, template=HELPFUL_ID):
    """Counts each person once."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Note it, and thank the person alone."""
        await note(interaction, self.match, Verdict.HELPFUL)
