from simcord.actors import MemberActor
from simcord.env import Env

from tests.e2e.conftest import Server, new_server, reply, texts
from tests.e2e.telling.conftest import (
    CHANNEL,
    FERRY_NEWS,
    MARKET_NEWS,
    bring,
    ferry,
    follow_feed,
    look,
    posted,
    publish,
    told_to,
    watch,
)
from tests.gathering import World
from tests.texts import BRIDGE, LIGHTHOUSE


async def test_a_person_is_told_of_a_new_article_with_its_quote(
    server: Server, discord: Env, world: World
) -> None:
    """A member watches for something, and gets the sentence, title, site and exact link by direct message."""
    await follow_feed(world, server, MARKET_NEWS)
    await look(discord, world)
    said = await watch(server.member, server, "ferry tickets")
    assert "I send you a direct message when a new article matches “ferry tickets”." in said
    await publish(world, server, FERRY_NEWS, MARKET_NEWS)
    await look(discord, world)
    assert told_to(server.member) == []  # it waits for more
    await look(discord, world, seconds=61)
    (message,) = told_to(server.member)
    assert "New in Harbour for “ferry tickets”" in message
    assert "The new ferry" in message
    assert "> **Tickets** for the **ferry** cost three crowns" in message
    assert world.site.at("/ferry#:~:text=") in message
    assert "market" not in message
    await look(discord, world, hours=1)
    assert len(told_to(server.member)) == 1


async def test_a_channel_is_told_all_at_once_and_then_left_alone(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """What two watches find comes in one message, and what comes next waits for a quarter of an hour."""
    await look(discord, world)
    await watch(moderator, server, "ferry", CHANNEL)
    await watch(moderator, server, "market stalls", CHANNEL)
    await follow_feed(world, server, FERRY_NEWS, MARKET_NEWS)
    await look(discord, world)
    await look(discord, world, minutes=2)
    (message,) = posted(server.channel)
    assert "New for “ferry”" in message
    assert "New for “market stalls”" in message
    assert "/watch list" in message
    await bring(world, server.collection, ferry(1))
    await look(discord, world, minutes=1)
    await look(discord, world, minutes=10)
    assert len(posted(server.channel)) == 1
    await look(discord, world, minutes=5)
    assert "Ferry notice 1" in posted(server.channel)[1]


async def test_what_was_there_before_is_not_new(server: Server, discord: Env, world: World) -> None:
    """Nobody is told of articles that were stored before they asked, nor when the bot first starts."""
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await look(discord, world, minutes=2)
    await look(discord, world, minutes=2)
    assert told_to(server.member) == []


async def test_a_new_text_that_matches_is_told_once(server: Server, discord: Env, world: World) -> None:
    """An article that comes to match by a new text is told, and not again whenever it changes."""
    await follow_feed(world, server, MARKET_NEWS)
    await look(discord, world)
    await watch(server.member, server, "ferry pier")
    path, title, text = MARKET_NEWS
    for more in ("The ferry stops at the new pier beside it.", "Every ferry waits at the pier until noon."):
        await publish(world, server, (path, title, f"{text}<p>{more}</p>"))
        await look(discord, world, minutes=20)
        await look(discord, world, minutes=2)
    (message,) = told_to(server.member)
    assert "The **ferry** stops at the new **pier** beside it." in message


async def test_an_article_of_two_watches_is_shown_once(server: Server, discord: Env, world: World) -> None:
    """An article that matches twice is told once, by what it was first found for."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await watch(server.member, server, "pier")
    await bring(world, server.collection, ferry(3))
    await look(discord, world)
    await look(discord, world, minutes=2)
    (message,) = told_to(server.member)
    assert message.count("Ferry notice 3") == 1


async def test_one_server_in_trouble_holds_up_no_others_news(
    server: Server, discord: Env, world: World
) -> None:
    """While Discord does not say whether a person belongs to one server, they are told of another's news."""
    other = new_server(discord, "Elsewhere", "bob")
    there = Server(other.guild, other.channel, other.guild.add_member(server.member.user))
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await watch(there.member, there, "ferry")
    await bring(world, server.collection, ferry(1))
    await bring(world, there.collection, ferry(2))
    await look(discord, world)
    path = f"/guilds/{server.guild.id}/members/{server.member.id}"
    discord.inject_error("GET", path, status=400, times=1)
    await look(discord, world, minutes=2)
    (message,) = told_to(server.member)
    assert "Ferry notice 2" in message
    assert "Ferry notice 1" not in message
    await look(discord, world, minutes=20)
    await look(discord, world, minutes=2)
    assert "Ferry notice 1" in told_to(server.member)[-1]


async def test_stored_text_is_read_from_a_direct_message(server: Server, discord: Env, world: World) -> None:
    """An article without an address opens by its button, also in a direct message."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(3))
    await look(discord, world)
    await look(discord, world, minutes=2)
    message = server.member.user.dm_channel.last_message
    assert message is not None
    shown = await server.member.user.click(message, label="Read article")
    assert "leaves pier 3" in texts(reply(shown).components).replace("*", "")


async def test_an_import_is_one_message(server: Server, discord: Env, world: World) -> None:
    """Of hundreds of articles at once eight are shown, with how many more there are and how to find them."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, *map(ferry, range(130)), LIGHTHOUSE, BRIDGE)
    await look(discord, world)
    await look(discord, world, minutes=2)
    await look(discord, world, hours=1)
    (message,) = told_to(server.member)
    assert message.count("Ferry notice") == 8
    assert "Ferry notice 129" in message
    assert "And 122 more: `/article search` finds them." in message


async def test_findings_of_a_removed_watch_are_gone(server: Server, discord: Env, world: World) -> None:
    """Whoever removes a watch is not told what was found for it."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    await server.member.slash(server.channel, "watch remove", watch="ferry")
    await look(discord, world, minutes=2)
    assert told_to(server.member) == []
    assert await world.library.communities.list_findings() == []
