"""Links and files in a message, one of which a moderator means."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.checks import require_moderator
from bot.language import gettext
from bot.markdown import shorten
from bot.replies.layout import container, layout
from bot.sources._asked import Asked, require_asked
from bot.sources._finding_out import look_at_file, look_at_link
from index.errors import PullquoteError

CHOOSING_ID = re.compile(r"choosing:(?P<user>\d+):(?P<token>[0-9a-f]{8})")
_LINK = re.compile(r"https?://[^\s<>]+")
# Discord's limits on the options of a menu, and on the characters of each.
_MAX_OPTIONS, _MAX_CHARS = 25, 100
Named = str | discord.Attachment


class NothingToAdd(PullquoteError):
    """A message with neither links nor files, or a choice that is not known any more."""


async def start_choosing(interaction: discord.Interaction[Any], message: discord.Message) -> None:
    """Look at the only link or file in the message, or ask which one is meant.

    Raises:
        NothingToAdd: there is none.
    """
    await interaction.response.defer(ephemeral=True, thinking=True)
    await require_moderator(interaction)
    named = list(dict.fromkeys(_iter_named(message)))[:_MAX_OPTIONS]
    if not named:
        raise NothingToAdd(
            gettext("There is neither a link nor a file in that message; /source add takes either.")
        )
    if len(named) == 1:
        await _look_at(interaction, named[0])
        return
    token = interaction.client.choices.keep(named)
    box = container(True)
    box.add_item(ui.TextDisplay(gettext("Which one is to be added?")))
    menu: ui.Select[ui.LayoutView] = ui.Select(
        custom_id=f"choosing:{interaction.user.id}:{token}",
        options=[_option(number, each) for number, each in enumerate(named)],
        placeholder=gettext("A link or a file"),
    )
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(menu)
    box.add_item(row)
    await interaction.edit_original_response(view=layout(box))


async def start_choice(interaction: discord.Interaction[Any], match: re.Match[str], chosen: str) -> None:
    """Look at what was chosen.

    Raises:
        NotAllowed: it is not they who were asked.
        NothingToAdd: it is not known any more.
    """
    await require_asked(interaction, match)
    await interaction.response.defer()
    named: Named | None = chosen
    if chosen.isdigit():
        waiting: Sequence[Named] = interaction.client.choices.find(match["token"]) or ()
        named = waiting[int(chosen)] if int(chosen) < len(waiting) else None
    if named is None:
        raise NothingToAdd(
            gettext("That was too long ago, or I was restarted since; choose “Add as source” again.")
        )
    await _look_at(interaction, named)


async def _look_at(interaction: discord.Interaction[Any], named: Named) -> None:
    if isinstance(named, str):
        await look_at_link(interaction, named, Asked())
    else:
        await look_at_file(interaction, named, Asked())


def _iter_named(message: discord.Message) -> Iterator[Named]:
    """The files and links of a message, and of what it forwards, in order."""
    parts: list[discord.Message | discord.MessageSnapshot] = [message, *message.message_snapshots]
    for each in parts:
        yield from each.attachments
        for link in _LINK.findall(each.content):
            yield _trimmed(link)
        yield from (embed.url for embed in each.embeds if embed.url)


def _trimmed(link: str) -> str:
    """Without what ends the sentence that it stands in, or the Markdown."""
    while link[-1] in ".,;:!?\"'*_|~`" or (link[-1] == ")" and link.count(")") > link.count("(")):
        link = link[:-1]
    return link


def _option(number: int, named: Named) -> discord.SelectOption:
    """A link stands for itself where it fits, so that it is known after a restart, too."""
    if isinstance(named, str):
        value = named if len(named) <= _MAX_CHARS else str(number)
        return discord.SelectOption(label=shorten(named, _MAX_CHARS), value=value)
    return discord.SelectOption(label=shorten(named.filename, _MAX_CHARS), value=str(number))
