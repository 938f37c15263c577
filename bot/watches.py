"""What people and channels watch for: who may have it told where, and remove it.

A person's own watch is theirs. That of a channel is for its moderators: those of the community, and whoever
may manage the channel.
"""

from typing import Any

import discord

from bot.checks import NotAllowed, may_write, moderates
from bot.language import gettext
from bot.replies.watches import list_view
from index.errors import PullquoteError
from index.models import NewWatch, Watch

# Of each person in each server, and of all channels of a server.
MAX_WATCHES = 25


class WatchRefused(PullquoteError):
    """What was wished for cannot be watched for; nothing changed."""


async def may_manage(interaction: discord.Interaction[Any], place: str) -> bool:
    """Whether the person may say what that channel is told of."""
    if await moderates(interaction):
        return True
    return place == str(interaction.channel_id) and interaction.permissions.manage_channels


async def add_watch(interaction: discord.Interaction[Any], wish: NewWatch) -> tuple[Watch, bool]:
    """Watch for it; whether that is new.

    Raises:
        NotAllowed: the person may not have that channel told.
        WatchRefused: the bot may not post there, or there are as many as there may be.
    """
    if wish.place is not None:
        await _check_channel(interaction, wish.place)
    communities = interaction.client.library.communities
    watches = await communities.list_watches(wish.collection)
    if wish.place is None:
        same = [watch for watch in watches if is_own(watch, wish.person)]
        refusal = gettext(
            "You watch for {count} things here, which is as many as may be; remove one with /watch remove.",
            count=len(same),
        )
    else:
        same = [watch for watch in watches if watch.wish.place is not None]
        refusal = gettext(
            "The channels of this server watch for {count} things, which is as many as may be; "
            "remove one with /watch remove.",
            count=len(same),
        )
    is_known = any(_is_same(watch.wish, wish) for watch in same)
    if len(same) >= MAX_WATCHES and not is_known:
        raise WatchRefused(refusal)
    added: tuple[Watch, bool] = await communities.add_watch(wish)
    return added


async def remove_watch(interaction: discord.Interaction[Any], collection: str, watch_id: int) -> Watch:
    """Remove it.

    Raises:
        NotAllowed: it is somebody else's, or of a channel that the person does not manage.
        WatchRefused: it is not there.
    """
    communities = interaction.client.library.communities
    found = [watch for watch in await communities.list_watches(collection) if watch.id == watch_id]
    person = str(interaction.user.id)
    # Somebody else's is as one that is not there: nobody learns what others watch for.
    if not found or (found[0].wish.place is None and not is_own(found[0], person)):
        raise _not_there()
    watch: Watch = found[0]
    if watch.wish.place is not None:
        if collection != str(interaction.guild_id):
            raise _not_there()
        if not await may_manage(interaction, watch.wish.place):
            raise _not_allowed()
    if not await communities.remove_watch(collection, watch_id):
        raise _not_there()
    return watch


async def list_here(
    interaction: discord.Interaction[Any],
) -> tuple[list[Watch], list[Watch], list[int]]:
    """In a server: the person's own, those of channels that they may see, and which of these they may remove.

    Those are the ones of this channel, and for moderators of all.
    """
    collection = str(interaction.guild_id)
    watches = await interaction.client.library.communities.list_watches(collection)
    sees_all = await moderates(interaction)
    places = [
        watch
        for watch in watches
        if watch.wish.place is not None and (sees_all or watch.wish.place == str(interaction.channel_id))
    ]
    removable = [watch.id for watch in places if await may_manage(interaction, str(watch.wish.place))]
    return [watch for watch in watches if is_own(watch, str(interaction.user.id))], places, removable


async def list_own(interaction: discord.Interaction[Any]) -> list[Watch]:
    """The person's own of all servers."""
    communities = interaction.client.library.communities
    return [
        watch
        for collection in await communities.list_watched_collections()
        for watch in await communities.list_watches(collection)
        if is_own(watch, str(interaction.user.id))
    ]


async def watches_view(
    interaction: discord.Interaction[Any], *, everywhere: bool, note: str | None = None
) -> discord.ui.LayoutView:
    """The list of watches: of this server, or everywhere of the person's own."""
    if not everywhere:
        return list_view(*await list_here(interaction), note=note)
    own = await list_own(interaction)
    guilds = {
        watch.wish.collection: interaction.client.get_guild(int(watch.wish.collection)) for watch in own
    }
    names = {collection: guild.name for collection, guild in guilds.items() if guild}
    return list_view(own, (), (), note=note, servers=names)


def is_own(watch: Watch, person: str) -> bool:
    """Whether it is told to that person, and nowhere else."""
    return watch.wish.place is None and watch.wish.person == person


async def _check_channel(interaction: discord.Interaction[Any], place: str) -> None:
    if not await may_manage(interaction, place):
        raise _not_allowed()
    mine = interaction.app_permissions
    if not (mine.view_channel and may_write(mine, interaction.channel)):
        raise WatchRefused(
            gettext("I may not post in this channel; let me see it and send messages here, then try again.")
        )


def _is_same(first: NewWatch, second: NewWatch) -> bool:
    """Nearly as the store sees it, which is asked in the end."""
    return (first.query.casefold(), first.place) == (second.query.casefold(), second.place)


def _not_there() -> WatchRefused:
    return WatchRefused(gettext("That is not watched for any more; /watch list shows what is."))


def _not_allowed() -> NotAllowed:
    return NotAllowed(
        gettext(
            "Only moderators, and members who may manage this channel, decide what it hears of. "
            "/watch add can tell you yourself by direct message."
        )
    )
