import re

from simcord.env import Env

from index.errors import SourceNotFound
from index.library import Library
from tests.e2e.conftest import Server, refusals, reply
from tests.e2e.moderating.conftest import People, restart, shown, told
from tests.e2e.moderating.sources.conftest import MO, add, fill, note
from tests.e2e.pressing import labels
from tests.servers import Site


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
