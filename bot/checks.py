"""Who may do what, and how often: checked by the bot itself on every use.

What Discord is told (``default_permissions``) only decides what it shows; a server's administrators can
change that, so nothing here relies on it.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import Any

import discord
from discord import app_commands

from bot.community import CommunitySettings
from bot.language import gettext, ngettext
from bot.places import collection_of, is_elsewhere
from index.errors import PullquoteError
from index.models import Actor

# Of members that have asked lately so many are remembered; whoever is forgotten may ask again.
_MAX_KNOWN = 50_000


class NotAllowed(PullquoteError):
    """The person may not do that; nothing changed."""


class TooSoon(PullquoteError):
    """Somebody asks more often than is allowed here; nothing was looked up."""


def is_moderator(person: discord.User | discord.Member, settings: CommunitySettings) -> bool:
    """Whether that member may change what the community has.

    That is whoever may manage the server, and whoever has a role that was set in ``/settings``. The member
    must come from an interaction or a message, which bring roles and permissions along.
    """
    if may_manage(person):
        return True
    return isinstance(person, discord.Member) and any(
        person.get_role(role) for role in settings.moderator_roles
    )


def may_manage(person: discord.User | discord.Member) -> bool:
    """Whether that member may manage the server, and so make others moderators."""
    if not isinstance(person, discord.Member):
        return False
    permissions = person.resolved_permissions or person.guild_permissions
    return permissions.administrator or permissions.manage_guild


async def moderates(interaction: discord.Interaction[Any]) -> bool:
    """Whether whoever uses the bot is a moderator where they do; nobody is outside of its servers."""
    if is_elsewhere(interaction):
        return False
    settings = await interaction.client.communities.get(collection_of(interaction))
    return is_moderator(interaction.user, settings)


async def require_moderator(interaction: discord.Interaction[Any]) -> None:
    """Nothing, for a moderator.

    Raises:
        NotAllowed: for anybody else.
        NoCommunity: the bot is not installed in the server that it comes from.
    """
    collection_of(interaction)
    if not await moderates(interaction):
        raise NotAllowed(
            gettext(
                "Only moderators may do that here: members who may manage the server, or who have a role "
                "that is named in /settings."
            )
        )


def may_write(permissions: discord.Permissions, channel: object) -> bool:
    """Whether whoever has these permissions in that channel or thread may send messages there."""
    in_thread = isinstance(channel, discord.Thread)
    return permissions.send_messages_in_threads if in_thread else permissions.send_messages


def actor_of(interaction: discord.Interaction[Any]) -> Actor:
    """Whoever does it, for the log."""
    return Actor(str(interaction.user.id), "discord")


class Cooldowns:
    """How often each member, and all members of a server together, may ask."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: OrderedDict[tuple[str, ...], app_commands.Cooldown] = OrderedDict()

    def take(self, collection: str, person: str, settings: CommunitySettings) -> None:
        """Count a question.

        Raises:
            TooSoon: it is one too many; it is not counted.
        """
        now = self._clock()
        member = self._of((collection, person), settings.member_questions, settings.member_window_s)
        server = self._of((collection,), settings.server_questions, settings.server_window_s)
        for cooldown in (member, server):
            left_s = cooldown.get_retry_after(now)
            if left_s:
                raise TooSoon(_again_in(ceil(left_s), cooldown is server))
        member.update_rate_limit(now)
        server.update_rate_limit(now)

    def _of(self, key: tuple[str, ...], rate: int, window_s: int) -> app_commands.Cooldown:
        cooldown = self._known.get(key)
        if cooldown is None or (cooldown.rate, cooldown.per) != (rate, window_s):
            cooldown = self._known[key] = app_commands.Cooldown(rate, window_s)
        self._known.move_to_end(key)
        while len(self._known) > _MAX_KNOWN:
            self._known.popitem(last=False)
        return cooldown


def _again_in(seconds: int, is_server: bool) -> str:
    if is_server:
        return ngettext(
            "This server asks more than I am allowed to answer at once; ask again in {count} second.",
            "This server asks more than I am allowed to answer at once; ask again in {count} seconds.",
            seconds,
        )
    return ngettext(
        "You have asked a lot just now; ask again in {count} second.",
        "You have asked a lot just now; ask again in {count} seconds.",
        seconds,
    )
