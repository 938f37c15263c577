import asyncio

import pytest
from discord import TextChannel, ui
from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from index.gathering import Step
from index.library import Library
from index.models import Actor
from tests.e2e.conftest import Server, reply
from tests.e2e.moderating.conftest import People, shown
from tests.e2e.moderating.sources.conftest import fill, titles
from tests.servers import Site


async def test_adding_again_says_so_and_finds_nothing_new(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """What is there already is said to be, and adding it again stores nothing twice."""
    link = fill(site)
    for expected in ("Add", "Look again"):
        asked = await people.moderator.slash(server.channel, "source add", link=link)
        assert ("It is source 1 here already." in shown(asked)) == (expected == "Look again")
        await people.moderator.click(reply(asked).message, label=expected)
    assert "**3** articles unchanged" in shown(asked)
    assert len(await titles(library, server)) == 3
    assert len(await library.sources.list_sources(server.collection)) == 1


async def test_two_moderators_add_the_same_link_at_once(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """It becomes one source with each article once, and both are told what came of it."""
    link = fill(site)
    asked = await people.moderator.slash(server.channel, "source add", link=link)
    plan = await library.sources.find_out(link)

    async def add_too() -> list[Step]:  # SimCord lets one person act at a time
        actor = Actor(str(people.by_role.id), "discord")
        return [step async for _, step in library.sources.add(server.collection, plan, actor)]

    steps, _ = await asyncio.gather(add_too(), people.moderator.click(reply(asked).message, label="Add"))
    added = sum(step.result is not None for step in steps)
    assert f"**{3 - added or 3}** articles {'added' if added == 0 else 'unchanged'}" in shown(asked)
    assert len(await library.sources.list_sources(server.collection)) == 1
    assert len(await titles(library, server)) == 3


@pytest.mark.parametrize(("pause_s", "edits"), [(0.0, 4), (3.0, 1)])
async def test_progress_is_told_in_the_same_message_and_not_too_often(
    people: People,
    server: Server,
    site: Site,
    discord: Env,
    monkeypatch: pytest.MonkeyPatch,
    pause_s: float,
    edits: int,
) -> None:
    """Each article moves the message on, but for those that come within three seconds of the last time."""
    monkeypatch.setattr("bot.sources._progress._PAUSE_S", pause_s)
    asked = await people.moderator.slash(server.channel, "source add", link=fill(site))
    before = discord.transcript().count("PATCH /webhooks")
    await people.moderator.click(reply(asked).message, label="Add")
    assert discord.transcript().count("PATCH /webhooks") - before == edits


async def test_a_second_press_adds_nothing_more(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Whoever presses Add twice, before the button is gone, is told that it is being done."""
    view = ui.LayoutView()
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(ui.Button(label="Add", custom_id=f"adding:add:{people.moderator.id}:0123abcd::::"))
    row.add_item(ui.Button(label="Cancel", custom_id=f"adding:cancel:{people.moderator.id}:0123abcd::::"))
    row.add_item(ui.Button(label="Open", url=fill(site)))
    view.add_item(row)
    channel = discord.bot.get_channel(server.channel.id)
    assert isinstance(channel, TextChannel)
    message = await channel.send(view=view)
    client = discord.bot
    assert isinstance(client, Pullquote)
    assert client.plans.take("0123abcd")
    result = await people.moderator.click(message, label="Add")
    assert "That is being added already." in shown(result)
    assert await library.sources.list_sources(server.collection) == []


async def test_the_question_survives_a_restart(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """A link that waits for a word is looked at anew after a restart, with what was asked of it."""
    link = fill(site)
    asked = await people.moderator.slash(server.channel, "source add", link=link, max_articles=1, every="1d")
    await discord.restart_bot(Pullquote(library, Settings()))
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**1** article added" in shown(asked)
    (source,) = await library.sources.list_sources(server.collection)
    assert (source.options.every_s, source.options.max_articles) == (86_400, 1)


async def test_only_whoever_was_asked_may_answer(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Even where another moderator sees the buttons, they are not theirs to press; a member's are nobody's."""
    view = ui.LayoutView()
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(ui.Button(label="Add", custom_id=f"adding:add:{people.moderator.id}:0123abcd::::"))
    row.add_item(ui.Button(label="Open", url=fill(site)))
    view.add_item(row)
    channel = discord.bot.get_channel(server.channel.id)
    assert isinstance(channel, TextChannel)
    message = await channel.send(view=view)
    result = await people.by_role.click(message, label="Add")
    assert "Only the moderator who asked" in shown(result)
    result = await people.member.click(message, label="Add")
    assert "Only moderators may do that here" in shown(result)
    assert await library.sources.list_sources(server.collection) == []
