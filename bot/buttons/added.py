"""More of a digest: what was added in the same time, shown to whoever clicks and to nobody else."""

from datetime import UTC, datetime

import discord

from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.places import collection_of
from bot.replies.digests import ADDED_ID, MAX_LISTED, digest_view


class AddedButton(LastingButton, template=ADDED_ID):
    """Shows the next articles of a digest."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        since, until = (datetime.fromtimestamp(int(self.match[name]), UTC) for name in ("since", "until"))
        offset = int(self.match["offset"])
        articles, total = await interaction.client.library.list_added(
            collection_of(interaction), since, until, offset + MAX_LISTED
        )
        view = digest_view(articles[offset:], total, since, until, offset)
        await interaction.followup.send(view=view, ephemeral=True)
