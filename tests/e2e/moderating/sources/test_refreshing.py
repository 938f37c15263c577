import asyncio
import re

import pytest
from aiohttp import web
from simcord.env import Env

import bot.client
from index.library import Library
from tests.e2e.conftest import Server, reply, shown_in
from tests.e2e.moderating.conftest import People, restart, shown
from tests.e2e.moderating.sources.conftest import PARAGRAPHS, add, count, fill
from tests.gathering import feed, page
from tests.servers import Site


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
