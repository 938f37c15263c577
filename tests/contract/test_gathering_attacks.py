"""What hostile sites and unlucky moments do to sources: nothing waits for ever, grows, or crashes."""

import asyncio
import sqlite3
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web

from index.errors import ContentRefused, PageRefused, StoreError
from index.gathering import Keeper
from index.models import NewSource, Outcome, SourceKind
from index.sources.readers import ReaderProcesses
from tests.gathering import ANN, HERE, World, errors, feed, opened, outcomes, page

RSS = "application/rss+xml"
XML = "application/xml"
BRIDGE = [
    "The old bridge was closed on Monday after engineers found cracks in two of its seven arches.",
    "Repairs will take until autumn, the mayor said, and a ferry will carry people across the river until then.",
    "The bridge was built in 1871 and carries about four thousand cars a day between the two halves of the town.",
    "Drivers will have to go round by the motorway, which takes a quarter of an hour more in the morning and the evening.",
]


@pytest.fixture
async def world(db: Path) -> AsyncIterator[World]:
    async with opened(db, ReaderProcesses()) as world:
        yield world


def announcing(path: str, *paragraphs: str) -> str:
    return page("Bridge", *paragraphs, head=f"<link rel=alternate type={RSS} href='{path}'>")


def bridge_feed(world: World) -> str:
    return feed(world.site, ("/bridge", "Bridge closed", "".join(f"<p>{each}</p>" for each in BRIDGE)))


async def note(world: World, *new: NewSource) -> None:
    """Have the sources due at once, without a look at them."""
    async for _ in world.sources.import_sources(HERE, new, ANN):
        pass


# Finding out


async def test_pages_that_announce_pages_are_not_followed_for_ever(world: World) -> None:
    """A page that announces itself as a feed, or another such page, is refused in a sentence."""
    url = world.site.add("/bridge", announcing("/bridge", *BRIDGE))
    with pytest.raises(ContentRefused, match="a page and not a feed"):
        await world.plan(url, SourceKind.FEED)


async def test_refused_pages_that_announce_ever_more_of_themselves(world: World) -> None:
    """A site without end is asked twice, the page that was named and the feed that it announces."""

    async def answer(request: web.Request) -> web.Response:
        number = int(request.query.get("page", "0")) + 1
        return web.Response(text=announcing(f"/list?page={number}"), content_type="text/html")

    with pytest.raises(PageRefused):
        await world.plan(world.site.handle("/list", answer), SourceKind.FEED)
    assert world.site.paths == ["/list", "/list?page=1"]


# Keeping


async def test_slow_sites_do_not_hold_up_others(world: World) -> None:
    """While sixty sources keep us waiting, another that comes due is looked at."""
    is_begun, is_asked, is_over = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def wait(_: web.Request) -> web.Response:
        is_begun.set()
        await is_over.wait()
        return web.Response(status=500)

    async def answer(_: web.Request) -> web.Response:
        is_asked.set()
        return web.Response(text=bridge_feed(world), content_type=RSS)

    keeper = Keeper(world.sources)
    await note(
        world, *(NewSource(SourceKind.FEED, world.site.handle(f"/{n}", wait), f"{n}") for n in range(60))
    )
    rounds = [asyncio.create_task(keeper.round())]
    try:
        await is_begun.wait()
        world.clock.move(seconds=1)
        await note(world, NewSource(SourceKind.FEED, world.other.handle("/feed", answer), "Bridges"))
        rounds.append(asyncio.create_task(keeper.round()))
        await asyncio.wait_for(is_asked.wait(), 10)
    finally:
        is_over.set()
        for each in rounds:
            each.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
        await keeper.stop()


async def test_links_in_circles_are_refused_and_the_other_files_read(world: World, tmp_path: Path) -> None:
    """A link that leads to itself is named with the reason, and the folder is read all the same."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bridge.txt").write_text("Bridge closed\n\n" + "\n\n".join(BRIDGE))
    (folder / "circle.txt").symlink_to(folder / "circle.txt")
    steps = await world.add(folder)
    assert outcomes(steps) == [Outcome.ADDED]
    assert ["cannot be read" in error for error in errors(steps)] == [True]


# What is noted


async def test_a_move_that_cannot_be_followed_is_not_told_each_time(world: World) -> None:
    """A feed that has moved to where another source is stays where it is, and the log does not grow."""
    new = world.site.add("/new", bridge_feed(world), content_type=RSS)
    old = world.site.add("/old", bridge_feed(world), content_type=RSS)
    await world.add(new)
    await world.add(old)
    world.site.redirect("/old", new, 301)
    before = await world.told()
    for _ in range(3):
        await world.refresh()
    assert before == await world.told()


async def test_a_move_is_to_the_address_without_what_tracks_visitors(world: World) -> None:
    """The new address is in the form by which sources are known, so that it is not added twice."""
    world.site.add("/new", bridge_feed(world), content_type=RSS)
    await world.add(world.site.add("/old", bridge_feed(world), content_type=RSS))
    world.site.redirect("/old", "/new?utm_source=feed#top", 301)
    await world.refresh()
    assert (await world.source()).address == world.site.at("/new")


async def test_an_error_of_the_database_is_told_as_it_is(world: World, db: Path) -> None:
    """Whoever refreshes gets the sentence of the database's error, not a bundle of them."""
    await world.add(world.site.add("/bridge", page("Bridge closed", *BRIDGE)))
    sources = await world.sources.list_sources(HERE)

    def damage() -> None:
        with sqlite3.connect(db) as connection:
            connection.execute("ALTER TABLE source_items RENAME TO lost_items")
        connection.close()

    await asyncio.to_thread(damage)
    with pytest.raises(StoreError, match="cannot be used"):
        _ = [step async for step in world.sources.refresh(sources, ANN)]


# What is held


def sitemap(*urls: str) -> str:
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'


async def test_refused_pages_are_let_go_of(world: World) -> None:
    """However many pages of a site cannot be read, their bytes are not kept until the look is over."""
    body = f"<html><head><title>Menu</title></head><body><!--{'x' * 1_000_000}--></body></html>"
    urls = [world.site.add(f"/{number}", body) for number in range(30)]
    plan = await world.plan(world.site.add("/sitemap.xml", sitemap(*urls), content_type="application/xml"))
    tracemalloc.start()
    try:
        steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(errors(steps)) == 31
    assert held < 10_000_000


async def test_files_that_are_refused_are_let_go_of(world: World, tmp_path: Path) -> None:
    """The same holds for the files of a folder."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.html").write_text(f"<html><body><!--{'x' * 1_000_000}--></body></html>")
    plan = await world.plan(folder)
    tracemalloc.start()
    try:
        steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(errors(steps)) == 31
    assert held < 10_000_000


async def test_of_a_large_site_the_newest_pages_are_listed(world: World) -> None:
    """Sitemaps of tens of thousands of pages, whose index names itself, are listed up to the limit."""
    children = []
    for number in range(4):
        urls = [world.site.at(f"/{number}/{page}") for page in range(3_000)]
        children.append(world.site.add(f"/{number}.xml", sitemap(*urls), content_type="application/xml"))
    listed = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in [*children, world.site.at("/all.xml")])
    index = f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</sitemapindex>'
    plan = await world.plan(
        world.site.add("/all.xml", index, content_type="application/xml"), max_articles=9_000
    )
    assert (plan.listed, len(plan.to_read)) == (12_000, 5_000)
