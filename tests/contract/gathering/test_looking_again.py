import asyncio
from contextlib import aclosing

from aiohttp import web

from index.gathering._keeping import Keeper
from index.models import EventKind
from tests.contract.gathering.conftest import BRIDGE, MARKET, RSS, SCHOOL, html
from tests.gathering import ANN, HERE, World, feed, page


async def test_what_is_due_is_looked_at_and_what_is_paused_is_not(world: World) -> None:
    """Time alone brings a look; a paused source waits until it is resumed."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    keeper = Keeper(world.sources)
    assert await keeper.round() == 0
    world.clock.move(days=40)
    paused = await world.sources.pause(await world.source(), ANN)
    assert await keeper.round() == 0
    await world.sources.resume(paused, ANN)
    assert await keeper.round() == 1
    told = await world.told()
    assert told.index(EventKind.SOURCE_PAUSED) < told.index(EventKind.SOURCE_RESUMED)


async def test_one_source_in_trouble_delays_no_other(world: World) -> None:
    """While a site keeps us waiting, the articles of others come in."""
    others_done = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        await others_done.wait()
        return web.Response(text=feed(world.other, ("/late", "Late", html(SCHOOL))), content_type=RSS)

    slow = world.other.add(
        "/slow.xml", feed(world.other, ("/market", "Market moves", html(MARKET))), content_type=RSS
    )
    await world.add(slow)
    quick = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(quick)
    world.other.handle("/slow.xml", hang)
    world.site.add("/bridge", page("Bridge open", *BRIDGE))
    world.clock.move(days=40)

    async def wait_for_the_quick_one() -> None:
        await world.wait_for(EventKind.ARTICLE_UPDATED)
        others_done.set()

    watching = asyncio.create_task(wait_for_the_quick_one())
    await Keeper(world.sources).round()
    await watching
    assert {"Market moves", "Bridge open", "Late"} == set(await world.titles())


async def test_a_failure_is_announced_once_and_so_is_the_end_of_it(world: World) -> None:
    """A moderator hears once that a source fails, with a reason, and once that it is well again."""
    url = world.site.add(
        "/feed.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    await world.add(url)
    world.site.add("/feed.xml", "no", status=403)
    for _ in range(3):
        world.clock.move(days=3)
        await Keeper(world.sources).round()
    source = await world.source()
    assert source.state.failures == 3
    assert "403" in (source.state.problem or "")
    assert (await world.told()).count(EventKind.SOURCE_FAILING) == 1
    world.site.add(
        "/feed.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    world.clock.move(days=3)
    await Keeper(world.sources).round()
    assert (await world.told()).count(EventKind.SOURCE_RECOVERED) == 1
    assert (await world.source()).state.problem is None


async def test_a_look_that_is_cancelled_leaves_whole_articles_and_goes_on(world: World) -> None:
    """Whoever stops in the middle finds what was told stored, and nothing by half; the next look goes on."""
    stuck = asyncio.Event()

    async def hang(_: web.Request) -> web.Response:
        stuck.set()
        await asyncio.sleep(3600)
        raise AssertionError

    entries = [
        ("/bridge", "Bridge closed", html(BRIDGE)),
        ("/market", "Market moves", ""),
        ("/school", "School opens", html(SCHOOL)),
    ]
    world.site.handle("/market", hang)
    plan = await world.plan(world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS))

    async def add() -> None:
        async with aclosing(world.sources.add(HERE, plan, ANN)) as steps:
            async for _ in steps:
                pass

    adding = asyncio.create_task(add())
    await stuck.wait()
    await world.wait_for(EventKind.ARTICLE_ADDED)
    adding.cancel()
    await asyncio.gather(adding, return_exceptions=True)
    assert await world.titles() == ["Bridge closed"]
    world.site.add("/market", page("Market moves", *MARKET))
    await world.refresh()
    assert {"Bridge closed", "Market moves", "School opens"} == set(await world.titles())


async def test_communities_stay_apart(world: World) -> None:
    """What one community adds is seen, changed and removed by no other."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    assert await world.sources.list_sources("elsewhere") == []
    assert await world.titles("elsewhere") == []
    assert await world.told("elsewhere") == []


async def test_every_change_of_a_source_is_logged_with_who_and_where(world: World) -> None:
    """The log tells who did what, when and from where."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    await world.sources.pause(await world.source(), ANN)
    removal = await world.sources.remove(await world.source(), ANN)
    await world.library.restore(HERE, removal.id, ANN)
    log = await world.sources.list_events(HERE)
    by_ann = [event for event in log if event.kind.startswith("source")]
    assert [event.kind for event in by_ann] == [
        EventKind.SOURCE_ADDED,
        EventKind.SOURCE_PAUSED,
        EventKind.SOURCE_REMOVED,
        EventKind.SOURCE_RESTORED,
    ]
    assert {("ann", "test", world.clock.now())} == {(e.actor.name, e.actor.place, e.at) for e in by_ann}
    assert await world.titles() == ["Bridge closed"]
