"""`/watch`: be told of new articles that match a query, by direct message or in a channel."""

from datetime import timedelta

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import Pullquote
from bot.language import gettext
from bot.markdown import escape
from bot.places import collection_of
from bot.replies.watches import added_view, label_of
from bot.watches import WatchRefused, add_watch, list_here, remove_watch, watches_view
from index.models import NewWatch, Quote
from index.question import read_question

_MAX_QUERY_CHARS = 200
# What would have been told lately, of so many articles at most.
_LATELY = timedelta(days=30)
_LATELY_ARTICLES, _LATELY_SHOWN = 50, 3
# Discord's limit on autocompletion.
_MAX_CHOICES = 25
_CHANNEL = "channel"


class WatchCommands(
    commands.GroupCog, group_name="watch", group_description="Be told of new articles that match a query"
):
    """The group; replies are for the person alone."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client
        super().__init__()

    @app_commands.command()
    @app_commands.describe(
        query="What to watch for, in a few words, as you would ask for it",
        where="Who is told; without it you are, by direct message",
    )
    @app_commands.choices(
        where=[
            app_commands.Choice(name="Me, by direct message", value="me"),
            app_commands.Choice(name="This channel", value=_CHANNEL),
        ]
    )
    async def add(
        self,
        interaction: discord.Interaction[Pullquote],
        query: app_commands.Range[str, 1, _MAX_QUERY_CHARS],
        where: str = "me",
    ) -> None:
        """Tell you or this channel when a new article matches a query."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        query = " ".join(query.split())
        read_question(query)  # refused if there is nothing to search for
        place = str(interaction.channel_id) if where == _CHANNEL else None
        wish = NewWatch(collection, query, str(interaction.user.id), place)
        watch, is_new = await add_watch(interaction, wish)
        lately = await self._find_lately(collection, query)
        view = added_view(watch, lately, _LATELY.days, is_new=is_new)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command(name="list")
    async def list_(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show what you and this channel are told of, and remove it."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection_of(interaction)
        view = await watches_view(interaction, everywhere=False)
        await interaction.followup.send(view=view, ephemeral=True)

    @app_commands.command()
    @app_commands.describe(watch="What is watched for")
    async def remove(
        self,
        interaction: discord.Interaction[Pullquote],
        watch: app_commands.Range[str, 1, _MAX_QUERY_CHARS],
    ) -> None:
        """Watch for something no more."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        collection = collection_of(interaction)
        own, places, removable = await list_here(interaction)
        here = [*own, *(each for each in places if each.id in removable)]
        wanted = watch.strip()
        found = [each for each in here if str(each.id) == wanted] or [
            each for each in here if each.wish.query.casefold() == " ".join(wanted.split()).casefold()
        ]
        if not found:
            raise WatchRefused(
                gettext("“{query}” is not watched for; /watch list shows what is.", query=wanted)
            )
        removed = await remove_watch(interaction, collection, found[0].id)
        said = gettext("“{query}” is watched for no more.", query=escape(removed.wish.query))
        await interaction.followup.send(
            view=await watches_view(interaction, everywhere=False, note=said), ephemeral=True
        )

    @remove.autocomplete("watch")
    async def _complete_watch(
        self, interaction: discord.Interaction[Pullquote], typed: str
    ) -> list[app_commands.Choice[str]]:
        collection_of(interaction)
        own, places, removable = await list_here(interaction)
        here = [*own, *(each for each in places if each.id in removable)]
        return [
            app_commands.Choice(name=label_of(each, self._where(each.wish)), value=str(each.id))
            for each in here
            if typed.strip().casefold() in each.wish.query.casefold()
        ][:_MAX_CHOICES]

    def _where(self, wish: NewWatch) -> str:
        if wish.place is None:
            return gettext("by direct message")
        channel = self._client.get_channel(int(wish.place))
        return f"#{channel.name}" if isinstance(channel, (discord.abc.GuildChannel, discord.Thread)) else ""

    async def _find_lately(self, collection: str, query: str) -> list[Quote]:
        """What would have been told of what was added lately."""
        library = self._client.library
        now = library.now()
        added, _ = await library.list_added(collection, now - _LATELY, now, _LATELY_ARTICLES)
        if not added:
            return []
        return (await library.find_matches(collection, query, [article.id for article in added]))[
            :_LATELY_SHOWN
        ]


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(WatchCommands(client))
