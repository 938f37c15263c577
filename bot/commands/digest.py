"""`/digest`: a channel's list of new articles, every day or week at a local time."""

import asyncio
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import actor_of, may_write, require_moderator
from bot.client import Pullquote
from bot.digest_options import DigestRefused, read_day, read_time, read_timezone
from bot.language import gettext
from bot.places import collection_of
from bot.replies.digests import WEEKDAYS, digest_set_view, digests_view
from index.local_times import all_timezones, next_instant
from index.models import Digest

# Discord's limit on autocompletion.
_MAX_CHOICES = 25
_MAX_ZONE_CHARS = 60
# What is offered before anything is typed.
_COMMON = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Australia/Sydney",
)


@app_commands.default_permissions(manage_guild=True)
class DigestCommands(
    commands.GroupCog,
    group_name="digest",
    group_description="List a channel's new articles every day or week",
):
    """The group, for moderators."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client
        super().__init__()

    @app_commands.command(name="set")
    @app_commands.describe(
        channel="Where the list is posted; without it here",
        every="How often; without it every day, or every week where a weekday is given",
        weekday="The day of a weekly list",
        at="The time of day there, such as 08:00",
        timezone="Whose clocks are meant, such as Europe/Berlin",
    )
    @app_commands.choices(
        weekday=[app_commands.Choice(name=name, value=number) for number, name in enumerate(WEEKDAYS)]
    )
    async def set_(  # noqa: PLR0913, PLR0917 - the options of the command
        self,
        interaction: discord.Interaction[Pullquote],
        channel: discord.TextChannel | None = None,
        every: Literal["day", "week"] | None = None,
        weekday: int | None = None,
        at: app_commands.Range[str, 1, 10] = "08:00",
        timezone: app_commands.Range[str, 1, _MAX_ZONE_CHARS] | None = None,
    ) -> None:
        """Post a list of new articles in a channel, every day or every week."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        place = str(channel.id if channel else interaction.channel_id)
        _check_channel(interaction, channel)
        known = {each.place: each for each in await self._client.library.communities.list_digests(collection)}
        zone = await read_timezone(timezone, known.get(place) or next(iter(known.values()), None))
        day, clock, now = read_day(every, weekday), read_time(at), self._client.library.now()
        digest = Digest(
            collection,
            place,
            at=clock,
            timezone=zone,
            weekday=day,
            next_at=await asyncio.to_thread(next_instant, now, clock, zone, day),
            told_until=known[place].told_until if place in known else now.replace(microsecond=0),
        )
        await self._client.library.communities.set_digest(digest, actor_of(interaction))
        await interaction.followup.send(view=digest_set_view(digest), ephemeral=True)

    @app_commands.command()
    async def show(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show which channels get a list of new articles, and when."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        digests = await self._client.library.communities.list_digests(collection)
        await interaction.followup.send(view=digests_view(digests), ephemeral=True)

    @app_commands.command()
    @app_commands.describe(channel="Where no list is to come any more; without it here")
    async def remove(
        self, interaction: discord.Interaction[Pullquote], channel: discord.TextChannel | None = None
    ) -> None:
        """Post no more lists of new articles in a channel."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        await require_moderator(interaction)
        place = str(channel.id if channel else interaction.channel_id)
        communities = self._client.library.communities
        if not await communities.remove_digest(collection, place, actor_of(interaction)):
            raise DigestRefused(
                gettext("That channel has no digest; /digest show lists the channels that have one.")
            )
        await interaction.followup.send(
            view=digests_view(await communities.list_digests(collection)), ephemeral=True
        )

    @set_.autocomplete("timezone")
    async def _complete_timezone(
        self, _interaction: discord.Interaction[Pullquote], typed: str
    ) -> list[app_commands.Choice[str]]:
        wanted = typed.strip().casefold().replace(" ", "_")
        names = await asyncio.to_thread(all_timezones) if wanted else _COMMON
        found = [name for name in names if wanted in name.casefold()]
        # What begins so, or whose city does, comes first.
        found.sort(key=lambda name: not name.rpartition("/")[2].casefold().startswith(wanted))
        return [app_commands.Choice(name=name, value=name) for name in found[:_MAX_CHOICES]]


def _check_channel(interaction: discord.Interaction[Pullquote], channel: discord.TextChannel | None) -> None:
    """That the bot may post there."""
    if channel is None:
        permissions, place = interaction.app_permissions, interaction.channel
    else:
        permissions, place = channel.permissions_for(channel.guild.me), channel
    if not (permissions.view_channel and may_write(permissions, place)):
        raise DigestRefused(
            gettext("I may not post in that channel; let me see it and send messages there, then try again.")
        )


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(DigestCommands(client))
