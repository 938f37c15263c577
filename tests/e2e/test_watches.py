from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord import PermissionOverwrite, Permissions
from simcord.actors import MemberActor
from simcord.env import Env

from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.settings import Settings
from bot.watches import MAX_WATCHES, WatchRefused
from index.errors import QuestionRefused, StoreFull
from index.models import Actor, NewWatch
from index.sources.readers import ReaderProcesses
from tests.e2e.conftest import Server, new_server, refusals, reply, shown_in, texts
from tests.e2e.telling import (
    FERRY_NEWS,
    MARKET_NEWS,
    bring,
    client_of,
    ferry,
    follow_feed,
    look,
    publish,
    restart,
)
from tests.gathering import World, opened
from tests.texts import BRIDGE, LIGHTHOUSE

CHANNEL = "channel"


@pytest.fixture
async def world(db: Path) -> AsyncIterator[World]:
    """A library over sites of the test's own, with a clock that the test moves."""
    async with opened(db, ReaderProcesses()) as world:
        yield world


@pytest.fixture
async def simcord_bot(world: World) -> Pullquote:
    return Pullquote(world.library, Settings())


@pytest.fixture
def moderator(discord: Env, server: Server) -> MemberActor:
    role = server.guild.create_role("Moderators", permissions=Permissions(manage_guild=True))
    return server.guild.add_member(discord.create_user("mia"), roles=[role])


async def watch(member: MemberActor, server: Server, query: str, where: str = "me") -> str:
    result = await member.slash(server.channel, "watch add", query=query, where=where)
    assert reply(result).ephemeral
    return texts(reply(result).components) or reply(result).content


def told_to(member: MemberActor) -> list[str]:
    return [shown_in(message) for message in member.user.dm_channel.history()]


def posted(server: Server) -> list[str]:
    return [shown_in(message) for message in server.channel.history()]


# Being told


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
    (message,) = posted(server)
    assert "New for “ferry”" in message
    assert "New for “market stalls”" in message
    assert "/watch list" in message
    await bring(world, server.collection, ferry(1))
    await look(discord, world, minutes=1)
    await look(discord, world, minutes=10)
    assert len(posted(server)) == 1
    await look(discord, world, minutes=5)
    assert "Ferry notice 1" in posted(server)[1]


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


# Restarts and failures


async def test_nothing_is_lost_or_told_twice_by_a_restart(server: Server, discord: Env, world: World) -> None:
    """What came while the bot was down, and what it had found but not told, is told once."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    await bring(world, server.collection, ferry(2))
    await restart(discord, world)
    await look(discord, world)
    await look(discord, world, minutes=2)
    await restart(discord, world)
    await look(discord, world)
    await look(discord, world, hours=1)
    (message,) = told_to(server.member)
    assert "Ferry notice 1" in message
    assert "Ferry notice 2" in message


async def test_a_crash_right_after_sending_sends_the_same_again(
    server: Server, discord: Env, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A message is never lost; one that may be sent twice has the key by which Discord holds back the second."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)

    async def fail(*_: object) -> None:
        raise StoreFull("The disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr(world.library.communities, "set_told", fail)
        await look(discord, world, minutes=2)
    await restart(discord, world)
    await look(discord, world)
    await look(discord, world, minutes=2)
    await look(discord, world, hours=1)
    sent = [
        str(request.json["nonce"])
        for request in discord.http_requests
        if request.method == "POST" and request.path.endswith("/messages") and request.json
    ]
    assert len(sent) == 2
    assert sent[0] == sent[1]


async def test_what_discord_refuses_for_a_while_is_told_later(
    server: Server, discord: Env, world: World
) -> None:
    """An outage of Discord delays news and loses none, and one place in trouble does not hold up another."""
    other = server.guild.add_member(discord.create_user("bob"))
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await watch(other, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    discord.inject_error("POST", f"/channels/{server.member.user.dm_channel.id}/messages", status=400)
    await look(discord, world, minutes=2)
    assert (len(told_to(server.member)), len(told_to(other))) == (0, 1)
    await look(discord, world, minutes=16)
    assert (len(told_to(server.member)), len(told_to(other))) == (1, 1)


async def test_whoever_closed_their_messages_is_forgotten_after_a_day(
    server: Server, discord: Env, world: World
) -> None:
    """A watch that cannot be told for over a day is removed, and not before."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    path = f"/channels/{server.member.user.dm_channel.id}/messages"
    discord.inject_error("POST", path, status=403, code=50007, times=None)
    for hours in (0.1, 0.3, 1.1, 6.1):
        await look(discord, world, hours=hours)
    assert len(await world.library.communities.list_watches(server.collection)) == 1
    await look(discord, world, hours=25)
    assert await world.library.communities.list_watches(server.collection) == []


async def test_a_member_who_has_left_is_told_nothing(server: Server, discord: Env, world: World) -> None:
    """Whoever leaves a community hears no more of its articles, and their watch is gone."""
    other = new_server(discord, "Elsewhere", "bob")
    elsewhere = other.guild.add_member(server.member.user)
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await watch(elsewhere, other, "ferry")
    server.guild.remove_member(server.member)
    await bring(world, server.collection, ferry(1))
    await bring(world, other.collection, ferry(2))
    await look(discord, world)
    await look(discord, world, minutes=2)
    (message,) = told_to(server.member)
    assert "Ferry notice 2" in message
    assert "Ferry notice 1" not in message
    assert await world.library.communities.list_watches(server.collection) == []
    assert len(await world.library.communities.list_watches(other.collection)) == 1


async def test_a_channel_that_is_gone_takes_its_watches_along(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """Nothing is sent to a deleted channel again, and other places still hear of it."""
    await look(discord, world)
    await watch(moderator, server, "ferry", CHANNEL)
    await watch(moderator, server, "ferry")
    channel = client_of(discord).get_channel(server.channel.id)
    await channel.delete()  # type: ignore[union-attr]  # it is a text channel
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    await look(discord, world, minutes=2)
    (left,) = await world.library.communities.list_watches(server.collection)
    assert left.wish.place is None
    assert len(told_to(moderator)) == 1


async def test_an_article_removed_meanwhile_is_not_told(server: Server, discord: Env, world: World) -> None:
    """What was found and removed again before it was told is not quoted."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1), ferry(2))
    await look(discord, world)
    await world.library.remove(server.collection, "ferry-1", Actor("ann", "test"))
    await look(discord, world, minutes=2)
    (message,) = told_to(server.member)
    assert "Ferry notice 1" not in message
    assert "Ferry notice 2" in message


# Adding


async def test_adding_shows_what_would_have_been_told(server: Server, discord: Env, world: World) -> None:
    """Whoever watches for something sees at once what of the last month matches."""
    await follow_feed(world, server, FERRY_NEWS, MARKET_NEWS)
    world.clock.move(days=2)
    said = await watch(server.member, server, "ferry tickets")
    assert "Of the last 30 days' articles these would have been told:" in said
    assert "The new ferry" in said
    assert "market" not in said
    said = await watch(server.member, server, "zeppelin")
    assert "No article of the last 30 days matches." in said


async def test_a_query_that_cannot_be_searched_for_is_refused(server: Server, discord: Env) -> None:
    """Only common words are nothing to watch for; the person is told so, and nothing is stored."""
    result = await server.member.slash(server.channel, "watch add", query="what is it about?")
    assert "only common words" in reply(result).content
    assert refusals(discord) == [QuestionRefused]


async def test_a_channel_is_for_those_who_manage_it(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """A member may not have a channel told; a moderator may, and whoever manages the channel."""
    result = await server.member.slash(server.channel, "watch add", query="ferry", where=CHANNEL)
    assert "Only moderators, and members who may manage this channel" in reply(result).content
    assert refusals(discord) == [NotAllowed]
    assert await world.library.communities.list_watches(server.collection) == []
    role = server.guild.create_role("Gardeners", permissions=Permissions(manage_channels=True))
    gardener = server.guild.add_member(discord.create_user("gus"), roles=[role])
    assert f"I tell <#{server.channel.id}>" in await watch(gardener, server, "ferry", CHANNEL)
    assert "watched for already: “ferry”" in await watch(moderator, server, "Ferry", CHANNEL)


async def test_a_channel_where_the_bot_may_not_post_is_refused(
    server: Server, discord: Env, moderator: MemberActor
) -> None:
    """Nobody waits for news in a channel where the bot cannot write."""
    assert server.guild.me is not None
    closed = server.guild.create_text_channel(
        "closed", overwrites={server.guild.me: PermissionOverwrite(send_messages=False)}
    )
    result = await moderator.slash(closed, "watch add", query="ferry", where=CHANNEL)
    assert "I may not post in this channel" in reply(result).content
    assert refusals(discord) == [WatchRefused]


async def test_there_are_only_so_many(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """A person, and all channels of a server, watch for 25 things; then a sentence says what to do."""
    person = str(server.member.id)
    for number in range(MAX_WATCHES):
        await world.library.communities.add_watch(NewWatch(server.collection, f"no {number}", person, None))
        place = str(server.channel.id)
        await world.library.communities.add_watch(NewWatch(server.collection, f"no {number}", person, place))
    result = await server.member.slash(server.channel, "watch add", query="ferry")
    assert "You watch for 25 things here" in reply(result).content
    result = await moderator.slash(server.channel, "watch add", query="ferry", where=CHANNEL)
    assert "The channels of this server watch for 25 things" in reply(result).content
    assert refusals(discord) == [WatchRefused, WatchRefused]
    assert "I send you" in await watch(moderator, server, "ferry")
    shown = texts(reply(await moderator.slash(server.channel, "watch list")).components)
    assert "no 24" in shown


# Listing and removing


async def test_each_sees_what_is_theirs_to_see(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """A member sees their own and this channel's, never another's; a moderator those of all channels."""
    other = server.guild.create_text_channel("other")
    await watch(server.member, server, "lighthouse")
    await watch(moderator, server, "ferry", CHANNEL)
    await moderator.slash(other, "watch add", query="market", where=CHANNEL)
    shown = texts(reply(await server.member.slash(server.channel, "watch list")).components)
    assert "“lighthouse”" in shown
    assert "“ferry”" in shown
    assert "market" not in shown
    shown = texts(reply(await moderator.slash(server.channel, "watch list")).components)
    assert "lighthouse" not in shown
    assert "“market”" in shown
    neighbour = new_server(discord, "Elsewhere", "bob")
    shown = texts(reply(await neighbour.member.slash(neighbour.channel, "watch list")).components)
    assert "Nothing is watched for yet." in shown


async def test_removing_by_name(server: Server, discord: Env, world: World, moderator: MemberActor) -> None:
    """A watch is found as its query is typed, and removed; a member cannot remove a channel's."""
    await watch(server.member, server, "lighthouse lamp")
    await watch(moderator, server, "lighthouse keeper", CHANNEL)
    offered = await server.member.autocomplete(server.channel, "watch remove", "watch", "LIGHT")
    assert [choice["name"] for choice in offered] == ["lighthouse lamp · by direct message"]
    offered = await moderator.autocomplete(server.channel, "watch remove", "watch", "")
    assert [choice["name"] for choice in offered] == ["lighthouse keeper · #general"]
    result = await server.member.slash(server.channel, "watch remove", watch="lighthouse keeper")
    assert "“lighthouse keeper” is not watched for" in reply(result).content
    assert refusals(discord) == [WatchRefused]
    result = await server.member.slash(server.channel, "watch remove", watch="Lighthouse  Lamp")
    assert "“lighthouse lamp” is watched for no more." in texts(reply(result).components)
    assert len(await world.library.communities.list_watches(server.collection)) == 1


async def test_the_menu_removes_also_after_a_restart(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """The list has a menu that removes, for as long as it is seen, and shows what is left."""
    await watch(moderator, server, "lighthouse")
    await watch(moderator, server, "ferry", CHANNEL)
    listed = reply(await moderator.slash(server.channel, "watch list"))
    await restart(discord, world)
    (own,) = [w for w in await world.library.communities.list_watches(server.collection) if not w.wish.place]
    await moderator.select(listed.message, [f"{server.collection}:{own.id}"], custom_id="watch:remove:p:here")
    shown = texts(listed.components)
    assert "“lighthouse” is watched for no more." in shown
    assert "“ferry”" in shown
    assert len(await world.library.communities.list_watches(server.collection)) == 1


async def test_a_right_that_was_lost_is_noticed(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """Whoever is a moderator no more cannot remove with a menu of before."""
    await watch(moderator, server, "ferry", CHANNEL)
    (stored,) = await world.library.communities.list_watches(server.collection)
    listed = reply(await moderator.slash(server.channel, "watch list"))
    discord.backend.guilds[server.guild.id].members[moderator.id].role_ids.clear()
    result = await moderator.select(
        listed.message, [f"{server.collection}:{stored.id}"], custom_id="watch:remove:c:here"
    )
    assert "Only moderators" in result.followups[-1].content
    assert await world.library.communities.list_watches(server.collection) == [stored]


async def test_a_direct_message_leads_to_what_is_watched_for(
    server: Server, discord: Env, world: World
) -> None:
    """From the message itself a person sees and removes what they watch for, in whichever server."""
    await look(discord, world)
    await watch(server.member, server, "ferry")
    await bring(world, server.collection, ferry(1))
    await look(discord, world)
    await look(discord, world, minutes=2)
    message = server.member.user.dm_channel.last_message
    assert message is not None
    listed = reply(await server.member.user.click(message, label="What I watch for"))
    assert "“ferry” · Harbour" in texts(listed.components)
    (stored,) = await world.library.communities.list_watches(server.collection)
    await server.member.user.select(
        listed.message, [f"{server.collection}:{stored.id}"], custom_id="watch:remove:p:all"
    )
    assert await world.library.communities.list_watches(server.collection) == []


async def test_elsewhere_there_is_nothing_to_watch(server: Server, discord: Env) -> None:
    """The command is one of servers, and is not offered in direct messages."""
    assert not any(name.startswith("watch") for name in server.member.user.available_commands())


# The index's side of it


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
