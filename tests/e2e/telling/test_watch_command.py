from discord import PermissionOverwrite, Permissions
from simcord.actors import MemberActor
from simcord.env import Env

from bot.checks import NotAllowed
from bot.watches import MAX_WATCHES, WatchRefused
from index.errors import QuestionRefused
from index.models import NewWatch
from tests.e2e.conftest import Server, new_server, refusals, reply, texts
from tests.e2e.telling.conftest import (
    CHANNEL,
    FERRY_NEWS,
    MARKET_NEWS,
    bring,
    ferry,
    follow_feed,
    look,
    restart,
    watch,
)
from tests.gathering import World


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
