"""The buttons of `/privacy`. Each is about whoever clicks it, whoever that is."""

import asyncio
import io
import json

import discord

from bot.buttons._lasting import LastingButton
from bot.client import Pullquote
from bot.replies.privacy import (
    ASK,
    EXPORT,
    FORGET,
    SHOW,
    confirm_view,
    count_own,
    exported_view,
    forgotten_view,
    privacy_view,
)

_FILE = "pullquote-about-you.json"


class PrivacyButton(LastingButton, template=rf"privacy:(?P<act>{SHOW}|{EXPORT}|{ASK}|{FORGET})"):
    """Exports, asks before deleting, deletes, or goes back."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Do that with what is kept about this person."""
        act, communities = self.match["act"], interaction.client.library.communities
        person = str(interaction.user.id)
        await interaction.response.defer(ephemeral=True, thinking=act == EXPORT)
        if act == FORGET:
            own = count_own(await communities.export_person(person))
            await communities.forget_person(person)
            await interaction.edit_original_response(view=forgotten_view(own))
            return
        record = await communities.export_person(person)
        if act == EXPORT:
            content = await asyncio.to_thread(json.dumps, record, ensure_ascii=False, indent=2, default=str)
            file = discord.File(io.BytesIO(content.encode()), _FILE)
            await interaction.followup.send(view=exported_view(_FILE), file=file, ephemeral=True)
        elif act == ASK:
            await interaction.edit_original_response(view=confirm_view(count_own(record)))
        else:
            view = privacy_view(record, interaction.client.settings.keep_answers_days)
            await interaction.edit_original_response(view=view)
