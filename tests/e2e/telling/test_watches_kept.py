import pytest
from simcord.actors import MemberActor
from simcord.env import Env

from index.errors import StoreFull
from index.models import Actor
from tests.e2e.conftest import Server, client_of, new_server
from tests.e2e.telling.conftest import (
    CHANNEL,
    bring,
    ferry,
    look,
    restart,
    told_to,
    watch,
)
from tests.gathering import World


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
