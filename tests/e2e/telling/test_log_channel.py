import pytest
from discord import PermissionOverwrite
from simcord.builders import ChannelHandle
from simcord.env import Env
from structlog.testing import capture_logs

from bot.replies.news import MAX_LINES
from index.models import Actor, NewSource, SourceKind
from tests.e2e.conftest import Server, client_of, new_server
from tests.e2e.telling.conftest import FERRY_NEWS, MARKET_NEWS, follow_feed, look, posted, restart
from tests.gathering import World


@pytest.fixture
def log(server: Server) -> ChannelHandle:
    return server.guild.create_text_channel("log")


async def set_log(discord: Env, server: Server, channel: ChannelHandle | None) -> None:
    actor = Actor(str(server.member.id), "discord")
    log_channel = channel.id if channel else None
    await client_of(discord).communities.change(server.collection, actor, log_channel=log_channel)


async def test_moderators_read_what_happens_in_one_message(
    server: Server, discord: Env, world: World, log: ChannelHandle
) -> None:
    """Settings, sources that are added, and sources that fail and recover are told, articles are not."""
    await look(discord, world)
    await set_log(discord, server, log)
    await follow_feed(world, server, FERRY_NEWS, MARKET_NEWS)
    await look(discord, world)
    assert posted(log) == []  # it waits for more
    await look(discord, world, seconds=61)
    (message,) = posted(log)
    assert f"<@{server.member.id}> changed a setting: **log channel**." in message
    assert f"It is <#{log.id}> now." in message
    assert "ann (from test) added the source **Harbour news**." in message
    assert "New article" not in message
    world.site.add("/feed", "gone", status=404)
    await world.refresh(server.collection)
    await look(discord, world, minutes=5)
    await look(discord, world, minutes=5)
    assert len(posted(log)) == 1  # and then leaves the channel alone for a while
    await look(discord, world, minutes=6)
    assert "The source **Harbour news** cannot be read." in posted(log)[1]
    await look(discord, world, hours=5)
    assert len(posted(log)) == 2


async def test_nothing_is_lost_or_told_twice_by_a_restart(
    server: Server, discord: Env, world: World, log: ChannelHandle
) -> None:
    """What happened before a restart and during it is told after it, once."""
    await look(discord, world)
    await set_log(discord, server, log)
    await look(discord, world)
    await follow_feed(world, server, FERRY_NEWS)
    await restart(discord, world)
    await look(discord, world)
    await look(discord, world, minutes=2)
    await restart(discord, world)
    await look(discord, world)
    await look(discord, world, hours=1)
    (message,) = posted(log)
    assert message.count("changed a setting") == 1
    assert message.count("added the source") == 1


async def test_a_flood_is_one_message(server: Server, discord: Env, world: World, log: ChannelHandle) -> None:
    """Of very many things the latest are told, and how many there were before."""
    await look(discord, world)
    await set_log(discord, server, log)
    sources = [
        NewSource(SourceKind.FEED, f"https://e{number}.example/feed", f"Feed {number}")
        for number in range(300)
    ]
    async for _ in world.sources.import_sources(server.collection, sources, Actor("ann", "terminal")):
        pass
    await look(discord, world)
    await look(discord, world, minutes=2)
    await look(discord, world, hours=1)
    (message,) = posted(log)
    assert message.count("ann (on the command line) added the source") == MAX_LINES
    assert "Feed 299" in message
    assert f"{301 - MAX_LINES} things more happened before; `/source history` shows them." in message


async def test_where_the_bot_may_not_post_it_is_told_later(
    server: Server, discord: Env, world: World, log: ChannelHandle
) -> None:
    """A channel that refuses is noticed, holds up no other server, and gets what it missed."""
    other = new_server(discord, "Elsewhere", "bob")
    other_log = other.guild.create_text_channel("log")
    await look(discord, world)
    await set_log(discord, server, log)
    await set_log(discord, other, other_log)
    discord.inject_error("POST", f"/channels/{log.id}/messages", status=403, code=50013)
    await look(discord, world)
    await look(discord, world, minutes=2)
    assert (len(posted(log)), len(posted(other_log))) == (0, 1)
    await look(discord, world, minutes=16)
    assert (len(posted(log)), len(posted(other_log))) == (1, 1)


async def test_without_a_log_channel_nothing_is_told(
    server: Server, discord: Env, world: World, log: ChannelHandle
) -> None:
    """What happened while no channel was set is not told when one is."""
    await look(discord, world)
    await follow_feed(world, server, FERRY_NEWS)
    await look(discord, world, minutes=2)
    await set_log(discord, server, log)
    await look(discord, world)
    await set_log(discord, server, None)
    await look(discord, world, minutes=2)
    assert posted(log) == []
    await set_log(discord, server, log)
    await look(discord, world)
    await look(discord, world, minutes=2)
    (message,) = posted(log)
    assert "added the source" not in message
    assert message.count("changed a setting") == 1


async def test_a_closed_channel_is_a_warning(server: Server, discord: Env, world: World) -> None:
    """Permissions that are missing are a warning in the host's log, and no error."""
    assert server.guild.me is not None
    closed = server.guild.create_text_channel(
        "closed", overwrites={server.guild.me: PermissionOverwrite(send_messages=False)}
    )
    await look(discord, world)
    await set_log(discord, server, closed)
    await look(discord, world)
    with capture_logs() as logged:
        await look(discord, world, minutes=2)
    assert closed.history() == []
    assert [each["log_level"] for each in logged if each["event"] == "place_refused"] == ["warning"]
    assert not [each for each in logged if each["log_level"] == "error"]
