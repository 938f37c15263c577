"""Looking after sources from Discord: the list, checking, refreshing, pausing, removing and the history."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from discord import Permissions, TextChannel, ui
from simcord.actors import MemberActor
from simcord.backend.errors import SetupError
from simcord.env import Env
from simcord.results import InteractionResult

import bot.client
from bot.__main__ import open_library
from bot.client import Pullquote
from bot.settings import Settings
from index.errors import SourceNotFound
from index.library import Library
from index.models import Actor, NewSource, SourceKind
from index.sources.fetch import FetchSettings
from tests.e2e.conftest import Server, refusals, reply, shown_in
from tests.e2e.moderating import PARAGRAPHS, People, fill, labels, new_people, shown, told
from tests.gathering import feed, page
from tests.servers import Site

MO = Actor("1", "discord")


@pytest.fixture
async def library(db: Path, site: Site) -> AsyncIterator[Library]:
    """A library that may read the test's site."""
    fetching = FetchSettings(private_hosts=(site.host,), host_pause_s=0)
    library = open_library(db, create=True, fetching=fetching)
    yield library
    await library.close()


@pytest.fixture
async def people(discord: Env, server: Server) -> People:
    return await new_people(discord, server)


async def add(library: Library, server: Server, link: str) -> None:
    plan = await library.sources.find_out(link)
    async for _ in library.sources.add(server.collection, plan, MO):
        pass


async def note(library: Library, server: Server, count: int) -> None:
    """So many sources that nobody has looked at yet."""
    new = [NewSource(SourceKind.FEED, f"https://example.org/{n}", f"Feed {n}") for n in range(count)]
    async for _ in library.sources.import_sources(server.collection, new, MO):
        pass


async def press(who: MemberActor, server: Server, discord: Env, custom_id: str) -> InteractionResult:
    """Have somebody press a button that all can see."""
    view = ui.LayoutView()
    view.add_item(ui.ActionRow(ui.Button(label="Press", custom_id=custom_id)))
    channel = discord.bot.get_channel(server.channel.id)
    assert isinstance(channel, TextChannel)
    return await who.click(await channel.send(view=view), label="Press")


async def count(library: Library, server: Server) -> int:
    return await library.count_articles(server.collection)


async def restart(discord: Env, library: Library) -> None:
    await discord.restart_bot(Pullquote(library, Settings()))


async def test_the_list_tells_how_each_source_is(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """Each source is listed with its kind, health, articles and next look, and a button that shows it."""
    await add(library, server, fill(site))
    site.pages.clear()
    await note(library, server, 1)
    sources = await library.sources.list_sources(server.collection)
    async for _ in library.sources.refresh(sources[:1], MO):
        pass
    listed = await people.moderator.slash(server.channel, "source list")
    assert reply(listed).ephemeral
    assert "### 2 sources" in shown(listed)
    assert re.search(
        r"\*\*1\.\*\* Harbour news\n.*\n⚠️ failing · 3 articles · next look <t:\d+:R>", shown(listed)
    )
    assert "**2.** Feed 0\n-# Feed · https\\://example.org/0\n🆕 new · 0 articles" in shown(listed)
    opened = await people.moderator.click(reply(listed).message, custom_id="source:show:1")
    assert "It could not be read: " in shown(opened)
    assert labels(reply(opened)) == ["Check", "Refresh", "Pause", "History", "Remove"]


async def test_a_long_list_is_paged_also_after_a_restart(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """Back and Next walk through the list within one message."""
    await note(library, server, 20)
    listed = await people.moderator.slash(server.channel, "source list")
    assert "**8.** Feed 7" in shown(listed)
    assert "Feed 8" not in shown(listed)
    assert "Page 1 of 3" in shown(listed)
    await restart(discord, library)
    for label, first in (("Next", 8), ("Next", 16), ("Back", 8), ("Back", 0)):
        await people.moderator.click(reply(listed).message, label=label)
        assert f"**{first + 1}.** Feed {first}" in shown(listed)


async def test_no_sources_are_said_to_be_none(people: People, server: Server, discord: Env) -> None:
    """Where there is nothing yet, it is said what adds something."""
    listed = await people.moderator.slash(server.channel, "source list")
    assert shown(listed) == "There are no sources here yet; /source add adds one."
    for name in ("check", "refresh"):
        result = await people.moderator.slash(server.channel, f"source {name}")
        assert "There are no sources here yet" in told(result)
    assert refusals(discord) == [SourceNotFound] * 2


async def test_completion_finds_sources_by_title_and_address_for_moderators_only(
    people: People, server: Server, library: Library
) -> None:
    """While a moderator types, sources are offered; a member is offered none."""
    await note(library, server, 40)
    choices = await people.by_role.autocomplete(server.channel, "source show", "source", "feed 1")
    assert [choice["name"] for choice in choices][:2] == [
        "Feed 1 (https://example.org/1)",
        "Feed 10 (https://example.org/10)",
    ]
    found = await people.by_role.autocomplete(server.channel, "source pause", "source", "ORG/39")
    assert [choice["value"] for choice in found] == ["40"]
    assert len(await people.by_role.autocomplete(server.channel, "source check", "source", "")) == 25
    assert await people.member.autocomplete(server.channel, "source show", "source", "") == []


async def test_pausing_and_resuming(people: People, server: Server, library: Library, site: Site) -> None:
    """A paused source says so and offers to go on, by command and by button alike."""
    await add(library, server, fill(site))
    result = await people.moderator.slash(server.channel, "source pause", source="1")
    assert "Paused since" in shown(result)
    await people.moderator.click(reply(result).message, label="Resume")
    assert "By itself: next look" in shown(result)
    await people.moderator.click(reply(result).message, label="Pause")
    assert (await library.sources.list_sources(server.collection))[0].paused_at
    result = await people.moderator.slash(server.channel, "source resume", source="harbour")
    assert (await library.sources.list_sources(server.collection))[0].paused_at is None
    events = [str(each.kind) for each in await library.sources.list_events(server.collection)]
    assert [kind for kind in events if "paus" in kind or "resum" in kind] == [
        "source paused",
        "source resumed",
        "source paused",
        "source resumed",
    ]


async def test_checking_one_and_all(people: People, server: Server, library: Library, site: Site) -> None:
    """What is wrong is told first, with the reason; nothing is stored."""
    await add(library, server, fill(site))
    await add(library, server, site.add("/ferry", page("The late ferry", *PARAGRAPHS)))
    result = await people.moderator.slash(server.channel, "source check")
    assert "### All sources are well" in shown(result)
    assert "✅ **1. Harbour news**: lists 3 articles" in shown(result)
    del site.pages["/ferry"]
    result = await people.moderator.slash(server.channel, "source check")
    assert "### 1 source needs a look\n- ⚠️ **2. The late ferry**: " in shown(result)
    opened = await people.moderator.slash(server.channel, "source show", source="2")
    checked = await people.moderator.click(reply(opened).message, label="Check")
    assert "404" in shown(checked)
    assert (await library.sources.list_sources(server.collection))[1].state.failures == 0


async def test_checked_source_with_a_missing_page_has_no_tick(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A source that can be read while a page of it cannot is marked as one to look at."""
    entries = [("/there", "There", ""), ("/missing", "Missing", "")]
    site.add("/there", page("There", *PARAGRAPHS))
    await add(library, server, site.add("/feed", feed(site, *entries), content_type="application/rss+xml"))
    checked = shown(await people.moderator.slash(server.channel, "source check"))
    assert "- ⚠️ **1. Harbour news**: lists 2 articles\n  - " in checked
    assert "✅" not in checked


async def test_refreshing_all_tells_what_is_new_and_what_went_wrong(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A refresh tells its outcome in its own message; a source that fails is named with the reason."""
    await add(library, server, fill(site))
    await add(library, server, site.add("/ferry", page("The late ferry", *PARAGRAPHS)))
    fill(site, 5)
    del site.pages["/ferry"]
    result = await people.moderator.slash(server.channel, "source refresh")
    assert "### All sources" in shown(result)
    assert "**2** articles added" in shown(result)
    assert re.search(r"- \*\*The late ferry\*\*: .*404", shown(result))
    result = await people.moderator.slash(server.channel, "source refresh", source="1")
    assert "Nothing is new." in shown(result)


async def test_a_shrunken_article_is_taken_in_when_that_is_asked_for(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A page that became short is told with what takes it in, and that does."""
    await add(library, server, site.add("/ferry", page("The late ferry", *PARAGRAPHS)))
    site.add("/ferry", page("The late ferry", *PARAGRAPHS[:2]))
    result = await people.moderator.slash(server.channel, "source refresh", source="1")
    assert "**1** article has become so short that its text was kept" in shown(result)
    assert "accept_shrunken" in shown(result)
    result = await people.moderator.slash(server.channel, "source refresh", source="1", accept_shrunken=True)
    assert "**1** article updated" in shown(result)


async def test_removing_asks_first_and_is_undone_after_a_restart(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """What would go is told, and goes when that is confirmed; Undo brings all of it back, once."""
    await add(library, server, fill(site))
    await add(library, server, site.at("/0"))
    asked = await people.moderator.slash(server.channel, "source remove", source="1")
    assert "**2** articles that nothing else brings would go with it." in shown(asked)
    assert "**1** that another source brings too would stay." in shown(asked)
    assert await count(library, server) == 3
    await restart(discord, library)
    await people.moderator.click(reply(asked).message, label="Remove")
    assert "Removed: **Harbour news**, 2 articles." in shown(asked)
    assert await count(library, server) == 1
    await restart(discord, library)
    old = reply(asked).message
    await people.moderator.click(old, label="Undo")
    assert "Restored: **Harbour news**, 2 articles." in shown(asked)
    assert await count(library, server) == 3


async def test_keeping_a_source_after_all(people: People, server: Server, library: Library) -> None:
    """Whoever thinks again sees the source, and nothing went."""
    await note(library, server, 1)
    asked = await people.moderator.slash(server.channel, "source remove", source="1")
    await people.moderator.click(reply(asked).message, label="Keep it")
    assert "### Feed 0" in shown(asked)
    assert len(await library.sources.list_sources(server.collection)) == 1


async def test_history_tells_who_did_what_and_undoes_removals(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """The log names people by mentions that ping nobody, settings too, newest first; removals have Undo."""
    asked = await people.moderator.slash(server.channel, "source add", link=fill(site))
    await people.moderator.click(reply(asked).message, label="Add")
    source = (await library.sources.list_sources(server.collection))[0]
    await library.sources.remove(source, Actor(str(people.administrator.id), "discord"))
    history = await people.by_role.slash(server.channel, "source history")
    assert f"Removed by <@{people.administrator.id}>: **Harbour news**." in shown(history)
    assert f"- <@{people.moderator.id}> added the source **Harbour news**." in shown(history)
    assert "changed a setting" in shown(history)
    assert "Entry 0" not in shown(history)
    assert shown(history).index("removed the source") < shown(history).index("added the source")
    undone = await people.by_role.click(reply(history).message, label="Undo")
    assert "Restored: **Harbour news**, 3 articles." in shown(undone)
    again = await people.by_role.click(reply(history).message, label="Undo")
    assert "nothing to restore" in told(again)
    history = await people.by_role.slash(server.channel, "source history", source="harbour", articles=True)
    assert "### History of Harbour news" in shown(history)
    assert "New article: **Entry 0**." in shown(history)


async def test_a_long_history_is_paged(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """Older events are on further pages, which hold to the source that was asked for."""
    await note(library, server, 12)
    (source, *_) = await library.sources.list_sources(server.collection)
    for _ in range(6):
        await library.sources.resume(await library.sources.pause(source, MO), MO)
    history = await people.moderator.slash(server.channel, "source history", source="1")
    assert "Page 1 of 2" in shown(history)
    await restart(discord, library)
    await people.moderator.click(reply(history).message, label="Next")
    assert "added the source **Feed 0**" in shown(history)
    assert "Feed 1" not in shown(history)


@pytest.mark.parametrize(
    "custom_id",
    [
        *(f"source:{act}:1" for act in "show keep check refresh pause resume remove surely history".split()),
        "undo:1:here",
        "undo:1:beside",
        "turn:sources:n0:;",
        "turn:history:n0:;",
    ],
)
async def test_no_button_obeys_a_member(
    people: People, server: Server, library: Library, discord: Env, site: Site, custom_id: str
) -> None:
    """Whatever somebody who is no moderator presses, they are told so, and nothing changes."""
    await add(library, server, fill(site))
    await note(library, server, 1)
    await library.sources.remove((await library.sources.list_sources(server.collection))[1], MO)
    site.requests.clear()
    before = await library.sources.list_events(server.collection)
    pressed = await press(people.member, server, discord, custom_id)
    assert "Only moderators may do that here" in told(pressed)
    assert await library.sources.list_events(server.collection) == before
    assert site.requests == []


async def test_buttons_of_a_source_that_is_gone_say_so(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A button about a removed source never does anything to another that has its number in its address."""
    await note(library, server, 3)
    await library.sources.remove((await library.sources.list_sources(server.collection))[0], MO)
    pressed = await press(people.moderator, server, discord, "source:surely:1")
    assert "That source has been removed since" in told(pressed)
    assert len(await library.sources.list_sources(server.collection)) == 2


async def test_another_servers_sources_are_out_of_reach(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A moderator of one server can neither see nor remove what another has, by number or by button."""
    await note(library, server, 1)
    other = discord.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    owner = other.add_member(
        discord.create_user("eve"),
        roles=[other.create_role("Boss", permissions=Permissions(manage_guild=True))],
    )
    result = await owner.slash(channel, "source remove", source="1")
    assert "There is no source" in told(result)
    there = Server(other, channel, owner)
    assert "removed since" in told(await press(owner, there, discord, "source:surely:1"))
    assert await owner.autocomplete(channel, "source show", "source", "") == []
    assert len(await library.sources.list_sources(server.collection)) == 1
    assert refusals(discord) == [SourceNotFound]


async def test_sources_are_not_offered_in_direct_messages(people: People, server: Server) -> None:
    """The command exists in servers only."""
    user = people.moderator.user
    await user.send_dm("hello")
    with pytest.raises(SetupError, match="not visible"):
        await user.slash("source list")


async def test_a_reply_that_cannot_be_edited_goes_on_in_the_channel(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """After a quarter of an hour Discord lets a reply be edited no more; what came of it is told beside it."""
    asked = await people.moderator.slash(server.channel, "source add", link=fill(site))
    discord.inject_error("PATCH", "/webhooks/*", status=401, code=50027, times=None)
    await people.moderator.click(reply(asked).message, label="Add")
    message = server.channel.last_message
    assert message is not None
    assert message.author == discord.bot.user
    assert await count(library, server) == 3
    assert f"For <@{people.moderator.id}>, who asked:" in shown_in(message)
    assert "**3** articles added" in shown_in(message)


async def test_an_outcome_that_can_be_told_nowhere_is_no_failure(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Where the bot may not write, the work is done all the same."""
    asked = await people.moderator.slash(server.channel, "source add", link=fill(site))
    discord.inject_error("PATCH", "/webhooks/*", status=401, code=50027, times=None)
    discord.inject_error("POST", "/channels/*/messages", status=403, code=50013, times=None)
    await people.moderator.click(reply(asked).message, label="Add")
    assert await count(library, server) == 3
    assert discord.errors == []


async def test_stopping_in_the_middle_leaves_nothing_half_done(
    people: People,
    server: Server,
    library: Library,
    site: Site,
    discord: Env,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was told is stored, the source is there, and the next look brings the rest."""
    whole = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)
    entries = [(f"/{n}", f"Entry {n}", f"<p>Number {n} is its own.</p>{whole}") for n in range(110)]
    link = site.add("/feed", feed(site, *entries, ("/last", "Last", "")), content_type="application/rss+xml")
    monkeypatch.setattr(bot.client, "_FINISH_WITHIN_S", 0.1)
    closing: list[asyncio.Task[None]] = []

    async def stop(_request: web.Request) -> web.Response:
        if not closing:
            closing.append(asyncio.create_task(discord.bot.close()))
            await asyncio.sleep(1)
        return web.Response(text=page("Last", *PARAGRAPHS[:6]), content_type="text/html")

    site.handle("/last", stop)
    asked = await people.moderator.slash(server.channel, "source add", link=link, max_articles=111)
    await people.moderator.click(reply(asked).message, label="Add")
    await asyncio.gather(*closing)
    (source,) = await library.sources.list_sources(server.collection)
    stored = await count(library, server)
    assert stored == 100
    assert source.state.next_check_at is not None
    await restart(discord, library)
    result = await people.moderator.slash(server.channel, "source refresh", source=str(source.id))
    assert "**11** articles added" in shown(result)
