"""Which community's articles an interaction or message is about, and who may read the reply.

In a server these are the server's. Elsewhere (direct messages, and wherever somebody uses the bot whom
they have installed for themselves) they are those of a server that the person belongs to: the one they
have chosen, else where they have asked last, else any other.
"""

import asyncio
from dataclasses import dataclass
from typing import Any, TypeVar

import discord
from discord import app_commands

from bot.handbook import HANDBOOK
from bot.language import deferred, gettext
from index.errors import PullquoteError

# The name of a person's preference: the collection that they ask from elsewhere.
COMMUNITY = "community"
# In so few servers at most the bot looks for whoever it does not know.
_FEW_SERVERS = 20
_MAX_CANDIDATES = 25
_LEFT = deferred("That is from a server that you, or I, are not in any more.")


class NoCommunity(PullquoteError):
    """It cannot be told whose articles are meant, or the person may not read them from here."""


@dataclass(frozen=True, slots=True)
class Place:
    """The collection that is asked, and whether replies are for the asker alone.

    They are wherever others could read along who are no members of that community: in servers where
    the bot is not installed, and in group messages. ``choices`` are all collections that the person may
    ask from outside of their servers, the one asked among them; empty inside.
    """

    collection: str
    is_private: bool
    choices: tuple[str, ...] = ()

    @property
    def named(self) -> str | None:
        """The collection where it has to be named, as the place itself does not tell; else None."""
        return self.collection if self.choices else None


_C = TypeVar("_C")


def everywhere(command: _C) -> _C:
    """Mark a command (the outermost decorator) that works in direct messages and for user installs, too.

    It finds its place by ``find_place``. All others are for the servers that the bot is installed in.
    """
    in_all = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    return app_commands.allowed_installs(guilds=True, users=True)(in_all(command))


def is_elsewhere(interaction: discord.Interaction[Any]) -> bool:
    """Whether it comes from outside the servers that the bot is installed in.

    That is a direct message, or any place for whoever has installed the bot for themselves.
    """
    for_user_alone = interaction.is_user_integration() and not interaction.is_guild_integration()
    return interaction.guild_id is None or for_user_alone


def is_overheard(interaction: discord.Interaction[Any]) -> bool:
    """Whether others can read along who may be no members of the community: elsewhere, and not alone."""
    in_company = interaction.guild_id is not None or interaction.context.private_channel
    return is_elsewhere(interaction) and bool(in_company)


def collection_of(interaction: discord.Interaction[Any]) -> str:
    """The collection of the server an interaction comes from, which the command line takes by its ID too.

    Raises:
        NoCommunity: it comes from elsewhere.
    """
    if is_elsewhere(interaction):
        raise NoCommunity(gettext("That works in servers that I am installed in, and not here."))
    return str(interaction.guild_id)


async def find_place(interaction: discord.Interaction[Any], collection: str | None = None) -> Place:
    """Where the interaction belongs; may ask Discord and the store, so acknowledge it before.

    A ``collection`` is that of the button which was clicked, where it names one.

    Raises:
        NoCommunity: the person belongs to no server whose articles could be meant, or not to the one named.
    """
    if is_elsewhere(interaction):
        return await _find(interaction.client, interaction.user.id, collection, is_overheard(interaction))
    if collection and collection != str(interaction.guild_id):
        raise NoCommunity(gettext("That is from another server; ask again here."))
    return Place(str(interaction.guild_id), is_private=False)


async def find_place_of(client: Any, message: discord.Message, collection: str | None = None) -> Place:  # noqa: ANN401 - a Pullquote, which imports this
    """The same for a message to the bot.

    Raises:
        NoCommunity: as above.
    """
    if message.guild is None:
        return await _find(client, message.author.id, collection, is_private=False)
    return Place(str(message.guild.id), is_private=False)


async def _find(client: Any, person: int, named: str | None, is_private: bool) -> Place:  # noqa: ANN401 - as above
    choices = await _list_choices(client, person, named)
    if named and named not in choices:
        raise NoCommunity(gettext(_LEFT))
    if not choices:
        raise NoCommunity(
            gettext(
                "I answer from the articles of servers, and I know of none that we are both in. "
                "Ask with /ask in one that has me; after that I can answer here as well."
            )
        )
    return Place(named or choices[0], is_private, choices)


async def _list_choices(client: Any, person: int, named: str | None) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """The collections that the person may ask, the likeliest first.

    Of servers that they have never asked in those without any article are left out, if there are others.
    """
    communities = client.library.communities
    chosen = (await communities.get_preferences(str(person))).get(COMMUNITY)
    asked = await communities.list_collections_of(str(person))
    known = [each for each in (named, chosen, *asked) if each]
    servers = [str(guild.id) for guild in client.guilds] if len(client.guilds) <= _FEW_SERVERS else []
    candidates = list(dict.fromkeys((*known, *servers)))[:_MAX_CANDIDATES]
    belongs = await asyncio.gather(*(_belongs(client, each, person) for each in candidates))
    theirs = [each for each, is_theirs in zip(candidates, belongs, strict=True) if is_theirs]
    stocked = [each for each in theirs if each in known or await client.library.count_articles(each)]
    return tuple(stocked or theirs)


async def _belongs(client: Any, collection: str, person: int) -> bool:  # noqa: ANN401 - as above
    guild = client.get_guild(int(collection)) if collection.isdecimal() else None
    return guild is not None and await client.memberships.belongs(guild, person)


async def collection_named(interaction: discord.Interaction[Any], named: str | None) -> str:
    """The collection that a button is about, which names it where it stands outside its server.

    Raises:
        NoCommunity: the person is no member of that community, or it is not told which one.
    """
    if named == HANDBOOK:
        return HANDBOOK
    if named is None or (named == str(interaction.guild_id) and not is_elsewhere(interaction)):
        return collection_of(interaction)
    if await _belongs(interaction.client, named, interaction.user.id):
        return named
    raise NoCommunity(gettext(_LEFT))
