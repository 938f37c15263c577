"""What tests of watches, digests and the log channel share: a feed that brings articles, and time that passes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from index.models import NewArticle
from index.sources.readers import ReaderProcesses
from tests.e2e.conftest import Server, client_of, new_moderator, reply, shown_in, texts
from tests.gathering import World, feed, opened

RSS = "application/rss+xml"
FERRY = [
    "The ferry across the Sarn runs every twenty minutes from Monday, and takes forty cars at a time.",
    "Tickets for the ferry cost three crowns, and children under ten travel without one.",
    "The old ferry will be shown in the harbour museum, where its engine is to run on Sundays.",
    "Whoever lives on the island may cross for nothing until the end of May, the mayor said on Tuesday evening.",
    "In winter the boats leave only every hour, since the river freezes along the southern bank.",
]
MARKET = [
    "The market moves to the square in front of the station, where there is room for sixty stalls.",
    "Farmers had asked for more space for years, and the council agreed by eleven votes to four.",
    "Butchers and bakers keep their places in the covered hall beside the fountain.",
    "On rainy days the stalls may stand under the roof of the former goods shed, which the railway lets for free.",
    "Flowers will be sold on both sides of the street from seven in the morning until the bells ring at noon.",
]
FERRY_NEWS = ("/ferry", "The new ferry", "".join(f"<p>{each}</p>" for each in FERRY))
MARKET_NEWS = ("/market", "A place for the market", "".join(f"<p>{each}</p>" for each in MARKET))
# Where a watch tells of articles: in the channel, rather than by direct message.
CHANNEL = "channel"


@pytest.fixture
async def world(db: Path) -> AsyncIterator[World]:
    """A library over sites of the test's own, with a clock that the test moves."""
    async with opened(db, ReaderProcesses()) as world:
        yield world


@pytest.fixture
async def simcord_bot(world: World) -> Pullquote:
    """The bot over that library, whose clock is the test's."""
    return Pullquote(world.library, Settings())


@pytest.fixture
def moderator(discord: Env, server: Server) -> MemberActor:
    return new_moderator(discord, server, "mia")


def posted(channel: ChannelHandle) -> list[str]:
    """What every message in the channel displays."""
    return [shown_in(message) for message in channel.history()]


async def watch(member: MemberActor, server: Server, query: str, where: str = "me") -> str:
    """Have somebody watch for something; what they are answered, which only they see."""
    result = await member.slash(server.channel, "watch add", query=query, where=where)
    assert reply(result).ephemeral
    return texts(reply(result).components) or reply(result).content


def told_to(member: MemberActor) -> list[str]:
    """What each direct message to somebody displays."""
    return [shown_in(message) for message in member.user.dm_channel.history()]


async def restart(discord: Env, world: World) -> None:
    """Another process over the same library."""
    await discord.restart_bot(Pullquote(world.library, client_of(discord).settings))


async def look(discord: Env, world: World, **later: float) -> None:
    """Let time pass, then one round of the news."""
    world.clock.move(**later)
    await client_of(discord).news.round()


async def follow_feed(world: World, server: Server, *entries: tuple[str, str, str]) -> None:
    """A feed with these entries as a source of the server."""
    world.site.add("/feed", feed(world.site, *entries), content_type=RSS)
    await world.add(world.site.at("/feed"), collection=server.collection)


async def publish(world: World, server: Server, *entries: tuple[str, str, str]) -> None:
    """The feed has these entries now, and is looked at."""
    world.site.add("/feed", feed(world.site, *entries), content_type=RSS)
    await world.refresh(server.collection)


def ferry(number: int) -> NewArticle:
    """One of many articles that are about ferries."""
    return NewArticle(
        title=f"Ferry notice {number}",
        text=f"Notice {number}: the ferry leaves pier {number} at {number % 24} o'clock, {number * 7} people may board.",
        external_id=f"ferry-{number}",
    )


async def bring(world: World, collection: str, *articles: NewArticle) -> None:
    """Articles as an import brings them, which makes no events."""
    async for _ in world.library.add(collection, articles):
        pass
