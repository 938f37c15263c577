from simcord.env import Env

from index.library import Library
from index.models import Actor
from tests.e2e.conftest import Server, reply
from tests.e2e.moderating.conftest import People, restart, shown, told
from tests.e2e.moderating.sources.conftest import MO, add, count, fill, note
from tests.servers import Site


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
