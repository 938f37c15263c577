from datetime import UTC, datetime

import pytest
from discord import PermissionOverwrite
from simcord.actors import MemberActor
from simcord.env import Env

from bot.checks import NotAllowed
from bot.digest_options import DigestRefused
from tests.e2e.conftest import Server, client_of, new_server, refusals, reply, shown_in, texts
from tests.e2e.telling.conftest import FERRY_NEWS, MARKET_NEWS, bring, ferry, follow_feed, posted, restart
from tests.gathering import World

# The clock of these tests begins on Friday, 2 January 2026, at 03:04 UTC.
BERLIN = "Europe/Berlin"


async def set_digest(moderator: MemberActor, server: Server, **options: object) -> str:
    result = await moderator.slash(server.channel, "digest set", **options)
    assert reply(result).ephemeral
    return texts(reply(result).components) or reply(result).content


async def look(discord: Env, world: World, when: str | None = None) -> None:
    """One round of digests, at an instant in UTC."""
    if when:
        world.clock.time = datetime.fromisoformat(when).replace(tzinfo=UTC)
    await client_of(discord).digests.round()


def stamp(when: str) -> str:
    return f"<t:{int(datetime.fromisoformat(when).replace(tzinfo=UTC).timestamp())}:f>"


# When it comes


async def test_a_daily_list_comes_at_its_local_time(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """New articles are listed with title, site, date and link, once a day; without any nothing is posted."""
    said = await set_digest(moderator, server, at="08:00", timezone=BERLIN)
    assert f"Every day at 08:00 (Europe/Berlin), next {stamp('2026-01-02T07:00')}." in said
    assert f"<#{server.channel.id}>" in said
    world.clock.move(minutes=5)
    await follow_feed(world, server, FERRY_NEWS, MARKET_NEWS)
    await look(discord, world, "2026-01-02T06:59:59")
    assert posted(server.channel) == []
    await look(discord, world, "2026-01-02T07:00:01")
    (message,) = posted(server.channel)
    assert "2 new articles" in message
    assert f"**[The new ferry](<{world.site.at('/ferry')}>)**" in message
    assert "-# 127\\.0.0.1" in message
    assert world.site.at("/market") in message
    await look(discord, world, "2026-01-02T09:00")
    await look(discord, world, "2026-01-03T07:00:01")  # nothing is new
    assert len(posted(server.channel)) == 1
    await bring(world, server.collection, ferry(1))
    await look(discord, world, "2026-01-04T07:00:01")
    assert "1 new article\n" in posted(server.channel)[1]
    assert "The new ferry" not in posted(server.channel)[1]


async def test_a_weekly_list(server: Server, discord: Env, world: World, moderator: MemberActor) -> None:
    """A weekly list comes on its day, and Monday where none was named."""
    said = await set_digest(moderator, server, weekday=6, at="8 pm", timezone="UTC")
    assert f"Every week on Sunday at 20:00 (UTC), next {stamp('2026-01-04T20:00')}." in said
    said = await set_digest(moderator, server, every="week", at="7")
    assert f"Every week on Monday at 07:00 (UTC), next {stamp('2026-01-05T07:00')}." in said
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    await look(discord, world, "2026-01-04T20:00:01")
    assert posted(server.channel) == []
    await look(discord, world, "2026-01-05T07:00:01")
    assert len(posted(server.channel)) == 1


async def test_summer_time(server: Server, discord: Env, world: World, moderator: MemberActor) -> None:
    """The list comes at eight o'clock there, before and after clocks are put forward."""
    world.clock.time = datetime(2026, 3, 28, 12, tzinfo=UTC)
    await set_digest(moderator, server, timezone=BERLIN)
    await bring(world, server.collection, ferry(1))
    await look(discord, world, "2026-03-29T05:59")
    assert posted(server.channel) == []
    await look(discord, world, "2026-03-29T06:00")
    assert len(posted(server.channel)) == 1


async def test_what_was_missed_comes_once_and_late(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """After days off there is one list, of all that is new since the last."""
    await set_digest(moderator, server, timezone=BERLIN)
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    world.clock.move(days=2)
    await bring(world, server.collection, ferry(2))
    await restart(discord, world)
    await look(discord, world, "2026-01-06T12:00")
    await look(discord, world, "2026-01-06T12:01")
    (message,) = posted(server.channel)
    assert "2 new articles" in message
    await restart(discord, world)
    await look(discord, world, "2026-01-07T07:00:01")
    assert len(posted(server.channel)) == 1


async def test_a_long_list_goes_on_behind_a_button(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """Ten articles are shown, and whoever wants the others gets them for themselves, also after a restart."""
    await set_digest(moderator, server, timezone="UTC")
    world.clock.move(minutes=5)
    await bring(world, server.collection, *map(ferry, range(24)))
    await look(discord, world, "2026-01-02T08:00:01")
    await restart(discord, world)
    (message,) = server.channel.history()
    assert "24 new articles" in shown_in(message)
    assert shown_in(message).count("Ferry notice") == 10
    more = reply(await server.member.click(message, label="14 more"))
    assert more.ephemeral
    assert texts(more.components).count("Ferry notice") == 10
    last = reply(await server.member.click(more.message, label="4 more"))
    shown = texts(last.components)
    assert shown.count("Ferry notice") == 4
    assert "more" not in shown
    titles = [
        line for line in (shown_in(message) + texts(more.components) + shown).splitlines() if "notice" in line
    ]
    assert len(set(titles)) == 24


async def test_each_server_has_its_own(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """What is new in one community is no news in another."""
    other = new_server(discord, "Elsewhere", "bob")
    await set_digest(moderator, server, timezone="UTC")
    world.clock.move(minutes=5)
    await bring(world, other.collection, ferry(1))
    await bring(world, server.collection, ferry(2))
    await look(discord, world, "2026-01-02T08:00:01")
    (message,) = posted(server.channel)
    assert "Ferry notice 2" in message
    assert "Ferry notice 1" not in message
    assert posted(other.channel) == []


# When something is wrong


async def test_an_outage_delays_and_loses_nothing(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """A list that Discord does not take is sent later, and other channels get theirs."""
    second = server.guild.create_text_channel("second")
    await set_digest(moderator, server, timezone="UTC")
    await set_digest(moderator, server, channel=second, timezone="UTC")
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    discord.inject_error("POST", f"/channels/{server.channel.id}/messages", status=400)
    await look(discord, world, "2026-01-02T08:00:01")
    assert (len(server.channel.history()), len(second.history())) == (0, 1)
    await look(discord, world, "2026-01-02T08:16")
    assert (len(server.channel.history()), len(second.history())) == (1, 1)


async def test_a_channel_that_refuses_gets_it_all_the_next_day(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """Where the bot may not post for a day, the next list has what that one would have had."""
    await set_digest(moderator, server, timezone="UTC")
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    discord.inject_error("POST", f"/channels/{server.channel.id}/messages", status=403, code=50013)
    await look(discord, world, "2026-01-02T08:00:01")
    await look(discord, world, "2026-01-02T12:00")
    assert posted(server.channel) == []
    await look(discord, world, "2026-01-03T08:00:01")
    assert len(posted(server.channel)) == 1


async def test_a_deleted_channel_has_no_digest(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """The digest of a channel that is gone is removed, which the log tells."""
    doomed = server.guild.create_text_channel("doomed")
    await set_digest(moderator, server, channel=doomed, timezone="UTC")
    channel = client_of(discord).get_channel(doomed.id)
    await channel.delete()  # type: ignore[union-attr]  # it is a text channel
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    await look(discord, world, "2026-01-02T08:00:01")
    assert await world.library.communities.list_digests() == []
    assert (await world.told(server.collection))[-2:] == ["digest set", "digest removed"]


# Setting it


async def test_a_member_sets_nothing(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """The command is for moderators, which the bot itself checks on every use."""
    (command,) = [each for each in await client_of(discord).tree.fetch_commands() if each.name == "digest"]
    server.guild.set_command_permissions(command, {server.member: True})
    for name in ("digest set", "digest show", "digest remove"):
        result = await server.member.slash(server.channel, name)
        assert "Only moderators may do that here" in reply(result).content
    assert refusals(discord) == [NotAllowed] * 3
    assert await world.library.communities.list_digests() == []


async def test_whose_clocks_are_meant_is_asked(
    server: Server, discord: Env, world: World, moderator: MemberActor
) -> None:
    """Without a time zone there is no digest, but a second one takes that of the first."""
    assert "Say whose clocks are meant" in await set_digest(moderator, server)
    second = server.guild.create_text_channel("second")
    await set_digest(moderator, server, channel=second, timezone="berlin")
    assert "(Europe/Berlin)" in await set_digest(moderator, server, at="9.30")
    assert refusals(discord) == [DigestRefused]
    shown = texts(reply(await moderator.slash(server.channel, "digest show")).components)
    assert f"<#{second.id}>: Every day at 08:00 (Europe/Berlin)" in shown
    assert f"<#{server.channel.id}>: Every day at 09:30 (Europe/Berlin)" in shown


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"timezone": "Middle-earth"}, "There is no time zone “Middle-earth”"),
        ({"timezone": "UTC", "at": "25:00"}, "“25:00” is no time of day"),
        ({"timezone": "UTC", "at": "13 pm"}, "“13 pm” is no time of day"),
        ({"timezone": "UTC", "at": "noon"}, "“noon” is no time of day"),
        ({"timezone": "UTC", "every": "day", "weekday": 1}, "has no weekday"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    server: Server, discord: Env, world: World, moderator: MemberActor, options: dict[str, object], said: str
) -> None:
    """Each mistake has its sentence, and nothing is set."""
    assert said in await set_digest(moderator, server, **options)
    assert refusals(discord) == [DigestRefused]
    assert await world.library.communities.list_digests() == []


async def test_time_zones_are_found_by_their_cities(server: Server, moderator: MemberActor) -> None:
    """A few letters of a city are enough, and before that common ones are offered."""
    offered = await moderator.autocomplete(server.channel, "digest set", "timezone", "new y")
    assert [choice["value"] for choice in offered] == ["America/New_York"]
    offered = await moderator.autocomplete(server.channel, "digest set", "timezone", "berl")
    assert offered[0]["value"] == "Europe/Berlin"
    assert len(offered) <= 25
    offered = await moderator.autocomplete(server.channel, "digest set", "timezone", "")
    assert "UTC" in [choice["value"] for choice in offered]


async def test_a_channel_where_the_bot_may_not_post_is_refused(
    server: Server, discord: Env, moderator: MemberActor
) -> None:
    """Nobody waits for a list in a channel where the bot cannot write."""
    assert server.guild.me is not None
    closed = server.guild.create_text_channel(
        "closed", overwrites={server.guild.me: PermissionOverwrite(send_messages=False)}
    )
    assert "I may not post in that channel" in await set_digest(
        moderator, server, channel=closed, timezone="UTC"
    )
    assert refusals(discord) == [DigestRefused]


async def test_it_is_removed(server: Server, discord: Env, world: World, moderator: MemberActor) -> None:
    """No list comes any more once it is removed, and that is in the log with whoever did it."""
    await set_digest(moderator, server, timezone="UTC")
    world.clock.move(minutes=5)
    await bring(world, server.collection, ferry(1))
    result = await moderator.slash(server.channel, "digest remove")
    assert "No channel has a digest yet." in texts(reply(result).components)
    await look(discord, world, "2026-01-02T08:00:01")
    assert posted(server.channel) == []
    event = (await world.sources.list_events(server.collection))[-1]
    assert (str(event.kind), event.actor.name) == ("digest removed", str(moderator.id))
    result = await moderator.slash(server.channel, "digest remove")
    assert "That channel has no digest" in reply(result).content
    assert refusals(discord) == [DigestRefused]
