"""The figures of `/stats` as files."""

import io
from datetime import timedelta

import discord
from discord import ui

from bot.buttons._lasting import LastingButton
from bot.checks import require_moderator
from bot.client import Pullquote
from bot.language import gettext
from bot.places import collection_of
from bot.replies.layout import container, layout
from bot.replies.statistics import EXPORT, MAX_WEEKS
from bot.reports import all_json, gaps_csv, weeks_csv

_MAX_LISTED = 1_000


class ExportButton(LastingButton, template=rf"{EXPORT}:(?P<weeks>\d{{1,2}})"):
    """Gives the weeks and the gaps as tables, and everything as JSON, to whoever clicks alone."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """As they are now."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        weeks = max(1, min(int(self.match["weeks"]), MAX_WEEKS))
        today = interaction.client.library.now().date()
        statistics = await interaction.client.library.communities.get_statistics(
            collection, today - timedelta(weeks=weeks - 1), today, _MAX_LISTED
        )
        box = container(True)
        box.add_item(ui.TextDisplay(gettext("The figures as they are now, as tables and as JSON.")))
        files = {
            "weeks.csv": weeks_csv(statistics),
            "not-answered.csv": gaps_csv(statistics),
            "statistics.json": all_json(statistics),
        }
        for name in files:
            box.add_item(ui.File(f"attachment://{name}"))
        sent = [discord.File(io.BytesIO(content), name) for name, content in files.items()]
        await interaction.followup.send(view=layout(box), files=sent, ephemeral=True)
