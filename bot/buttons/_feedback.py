"""What people say of an answer, noted: each person counts once, and their last word is what counts."""

import re

import discord

from bot.buttons._answers import get_kept
from bot.client import Pullquote
from bot.language import gettext
from index.models import Feedback, Verdict


async def note(
    interaction: discord.Interaction[Pullquote], match: re.Match[str], verdict: Verdict, reason: str = ""
) -> None:
    """Note it, and thank the person alone.

    Raises:
        NoCommunity: the person may not see that community's articles.
        NotKept: the answer was let go of, or is of another server.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    collection, answer = await get_kept(interaction, match)
    said = Feedback(collection, answer.answer_id, str(interaction.user.id), verdict, reason)
    await interaction.client.library.communities.set_feedback(said)
    if verdict is Verdict.HELPFUL:
        thanks = gettext("Thank you! It is noted that this answer was helpful.")
    else:
        thanks = gettext(
            "Thank you! It is noted that this answer was not helpful; the moderators can see why."
        )
    await interaction.followup.send(thanks, ephemeral=True)
