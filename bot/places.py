"""Which community's articles an interaction or message is about, and who may read the reply."""

from dataclasses import dataclass
from typing import Any

import discord

from bot.language import gettext
from index.errors import PullquoteError


class NoCommunity(PullquoteError):
    """It cannot be told whose articles are meant, or the person may not read them from here."""


@dataclass(frozen=True, slots=True)
class Place:
    """The collection that is asked, and whether replies are for the asker alone.

    They are wherever others could read along who are no members of that community: in servers where
    the bot is not installed, and in group messages.
    """

    collection: str
    is_private: bool


def is_elsewhere(interaction: discord.Interaction[Any]) -> bool:
    """Whether it comes from outside the servers that the bot is installed in.

    That is a direct message, or any place for whoever has installed the bot for themselves.
    """
    for_user_alone = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is None or for_user_alone


def collection_of(interaction: discord.Interaction[Any]) -> str:
    """The collection of the server an interaction comes from, which the command line takes by its ID too.

    Raises:
        NoCommunity: it comes from elsewhere.
    """
    if is_elsewhere(interaction):
        raise NoCommunity(gettext("That works in servers that I am installed in, and not here."))
    return str(interaction.guild_id)


async def collection_named(interaction: discord.Interaction[Any], named: str | None) -> str:
    """The collection that a button is about, which names it where it stands outside its server.

    Raises:
        NoCommunity: the person is no member of that community, or it is not told which one.
    """
    if named is None or (named == str(interaction.guild_id) and not is_elsewhere(interaction)):
        return collection_of(interaction)
    guild = interaction.client.get_guild(int(named))
    try:
        if guild is not None and await guild.fetch_member(interaction.user.id):
            return named
    except discord.NotFound:
        pass
    raise NoCommunity(gettext("That is from a server that you, or I, are not in any more."))
