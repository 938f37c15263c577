"""What moderators do about a source by a button: show, check, refresh, pause, resume, remove it, and undo."""

from typing import Any

import discord

from bot import sources
from bot.buttons._lasting import LastingButton
from bot.checks import require_moderator
from bot.replies.removing import HERE, UNDO_ID
from bot.replies.sources import (
    CHECK,
    HISTORY,
    KEEP,
    PAUSE,
    REFRESH,
    REMOVE,
    RESUME,
    SHOW,
    SOURCE_ID,
    SURELY,
)

# These change the message that they stand in; the others reply beside it.
_IN_PLACE = (KEEP, PAUSE, RESUME, SURELY)


class SourceButton(LastingButton, template=SOURCE_ID):
    """Does something about one source."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, for a moderator."""
        act = self.match["act"]
        await interaction.response.defer(ephemeral=True, thinking=act not in _IN_PLACE)
        source = await sources.get_source(interaction, int(self.match["source"]))
        if act == CHECK:
            await sources.check(interaction, [source])
        elif act == REFRESH:
            await sources.refresh(interaction, [source])
        elif act == HISTORY:
            view = await sources.make_history(interaction, 0, f"{source.id}a")
            await interaction.edit_original_response(view=view)
        else:
            plainly = {
                SHOW: sources.show,
                KEEP: sources.show,
                PAUSE: sources.pause,
                RESUME: sources.resume,
                REMOVE: sources.ask_to_remove,
                SURELY: sources.remove,
            }
            await plainly[act](interaction, source)


class UndoButton(LastingButton, template=UNDO_ID):
    """Takes a removal back."""

    async def press(self, interaction: discord.Interaction[Any]) -> None:
        """Do so, for a moderator."""
        await interaction.response.defer(ephemeral=True, thinking=self.match["where"] != HERE)
        await require_moderator(interaction)
        await sources.restore(interaction, int(self.match["removal"]))
