"""The menu below an answer from which a person chooses the server that they ask from outside; pure."""

from collections.abc import Mapping

import discord
from discord import ui

from bot.language import gettext
from bot.markdown import shorten

COMMUNITY_ID = r"community(?P<message>-message)?:(?P<answer>[0-9a-f]{12})@(?P<collection>\d{1,20})"
# Discord's limits on menus (docs: Components reference, String Select).
_MAX_OPTIONS, _MAX_LABEL = 25, 100


def community_menu(
    answer_id: str, collection: str, names: Mapping[str, str], *, is_message: bool
) -> ui.Select[ui.LayoutView]:
    """Servers by collection, with their names, but for the one that the answer is of.

    ``is_message`` is whether sources for somebody's message are shown, and not an answer to a question.
    """
    kind = "community-message" if is_message else "community"
    return ui.Select(
        custom_id=f"{kind}:{answer_id}@{collection}",
        placeholder=gettext("Answer from another server"),
        options=[
            discord.SelectOption(
                label=shorten(" ".join(name.split()) or each, _MAX_LABEL),
                value=each,
            )
            for each, name in [named for named in names.items() if named[0] != collection][:_MAX_OPTIONS]
        ],
    )
