"""What hostile sites and unlucky moments do to sources: nothing waits for ever, grows, or crashes."""

import asyncio
import sqlite3
import tracemalloc
from datetime import timedelta
from pathlib import Path

import pytest
from aiohttp import web
from structlog.testing import capture_logs

from index.errors import ContentRefused, PageRefused, StoreError
from index.gathering import Keeper
from index.gathering._look import bare
from index.models import NewSource, Outcome, SourceKind
from tests.gathering import ANN, HERE, World, errors, feed, outcomes, page

RSS = "application/rss+xml"
XML = "application/xml"
BRIDGE = [
    "The old bridge was closed on Monday after engineers found cracks in two of its seven arches.",
    "Repairs will take until autumn, the mayor said, and a ferry will carry people across the river until then.",
    "The bridge was built in 1871 and carries about four thousand cars a day between the two halves of the town.",
    "Drivers will have to go round by the motorway, which takes a quarter of an hour more in the morning and the evening.",
]


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


async def test_a_look_without_end_is_put_off(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes too long is ended, and comes due again a quarter of an hour later."""
    monkeypatch.setattr("index.gathering._keeping._MAX_LOOK_S", 0.1)
    is_over = asyncio.Event()

    async def wait(_: web.Request) -> web.Response:
        await is_over.wait()
        return web.Response(status=500)

    await note(world, NewSource(SourceKind.FEED, world.site.handle("/feed", wait), "Bridges"))
    assert await Keeper(world.sources).round() == 1
    assert (await world.source()).state.next_check_at == world.clock.now() + timedelta(minutes=15)
    is_over.set()


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


# What is on this machine


async def test_a_folder_that_is_away_takes_no_articles_with_it(world: World, tmp_path: Path) -> None:
    """Where a disk is not connected, the source is failing, and its articles are not marked as gone."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "bridge.txt").write_text("Bridge closed\n\n" + "\n\n".join(BRIDGE))
    await world.add(folder)
    folder.rename(tmp_path / "elsewhere")
    assert ["not there any more" in error for error in errors(await world.refresh())] == [True]
    assert "article gone" not in await world.told()
    assert (await world.source()).state.failures == 1
    (tmp_path / "elsewhere").rename(folder)
    assert errors(await world.refresh()) == []


@pytest.mark.parametrize("name", ["\udcff.txt", "\ud800", "a\0b.txt", ""])
async def test_uploads_of_any_name_are_read(world: World, name: str) -> None:
    """A name that cannot be stored as it is is stored as near as can be."""
    plan = world.sources.find_out_upload(name, "\n\n".join(["Bridge closed", *BRIDGE]).encode())
    steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
    assert outcomes(steps) == [Outcome.ADDED]


# What is logged


async def test_addresses_are_not_logged(world: World, db: Path) -> None:
    """Where a look fails for a reason of ours, the log names the source by its number, not by its key."""

    def damage() -> None:
        with sqlite3.connect(db) as connection:
            connection.execute("ALTER TABLE source_items RENAME TO lost_items")
        connection.close()

    async def answer(_: web.Request) -> web.Response:
        await asyncio.to_thread(damage)
        return web.Response(text=bridge_feed(world), content_type=RSS)

    url = world.site.handle("/feed", answer)
    await note(world, NewSource(SourceKind.FEED, f"{url}?key=secret", "Bridges"))
    with capture_logs() as logged:
        await asyncio.gather(Keeper(world.sources).round(), return_exceptions=True)
    assert [(line["event"], line["sources"]) for line in logged if "sources" in line] == [
        ("a look failed", [1])
    ]
    assert "key=secret" not in str(logged)


# At the same time


async def test_a_source_that_is_added_twice_at_once_is_read_once(world: World) -> None:
    """Two moderators who add the same feed in the same moment have each page of it fetched once."""
    world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    url = world.site.add("/feed", feed(world.site, ("/bridge", "Bridge closed", "")), content_type=RSS)
    one, other = await asyncio.gather(world.add(url), world.add(url))
    assert sorted([*outcomes(one), *outcomes(other)]) == [Outcome.ADDED]
    assert world.site.paths.count("/bridge") == 1
    assert await world.titles() == ["Bridge closed"]
    await world.source()


async def test_a_feed_that_communities_know_in_different_states_is_fetched_once(world: World) -> None:
    """One of them has seen its newest state and one has not: one request serves both."""
    version = 1

    async def answer(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == f'"{version}"':
            return web.Response(status=304)
        entries = [("/bridge", "Bridge closed", "".join(f"<p>{each}</p>" for each in BRIDGE))] * version
        return web.Response(
            text=feed(world.site, *entries), content_type=RSS, headers={"ETag": f'"{version}"'}
        )

    url = world.site.handle("/feed", answer)
    await world.add(url, collection="one")
    version = 2
    await world.add(url, collection="two")
    world.clock.move(days=2)
    before = len(world.site.paths)
    assert await Keeper(world.sources).round() == 2
    assert world.site.paths[before:] == ["/feed"]
    states = [(await world.source(collection)).state for collection in ("one", "two")]
    assert [state.etag for state in states] == ['"2"', '"2"']


# What fails


async def test_a_new_source_that_brings_nothing_is_not_kept(world: World) -> None:
    """A feed none of whose pages can be read is refused with the reason, and is no source then."""
    url = world.site.add("/feed", feed(world.site, ("/missing", "Missing", "")), content_type=RSS)
    assert "None of the 1 pages" in errors(await world.add(url))[-1]
    assert await world.sources.list_sources(HERE) == []


async def test_a_site_that_is_down_is_not_asked_for_every_page(world: World) -> None:
    """After some failures in a row the rest is left for the next look."""
    entries = [(f"/{number}", f"Number {number}", "") for number in range(60)]
    for path, _, _ in entries:
        world.site.add(path, status=503)
    steps = await world.add(world.site.add("/feed", feed(world.site, *entries), content_type=RSS))
    assert "503" in errors(steps)[-1]
    assert len(world.site.paths) < 20


# Dates


async def test_a_date_that_the_page_says_comes_before_that_of_its_feed(world: World) -> None:
    """Feeds date entries by when they were changed or put in; what the page itself says is kept."""
    said = '<meta property="article:published_time" content="2024-05-06T07:08:09Z">'
    world.site.add("/bridge", page("Bridge closed", *BRIDGE, head=said))
    listed = feed(world.site, ("/bridge", "Bridge closed", "")).replace(
        "</item>", "<pubDate>Fri, 26 Dec 2025 10:00:00 GMT</pubDate></item>"
    )
    await world.add(world.site.add("/feed", listed, content_type=RSS))
    (article,) = await world.articles()
    assert (article.citation.published_at or "").startswith("2024-05-06")


def test_an_error_that_is_kept_holds_nothing_it_came_from() -> None:
    """Neither its traceback nor the errors before it stay, since their frames hold what was read."""

    def read(data: bytes) -> None:
        try:
            int(data)
        except ValueError as error:
            raise ContentRefused("This is no number.") from error

    with pytest.raises(ContentRefused) as refused:
        read(b"x" * 1_000)
    error = bare(refused.value)
    assert (error.__traceback__, error.__cause__, error.__context__) == (None, None, None)


async def test_an_entry_whose_text_alone_changes_is_news(world: World) -> None:
    """The title and link of an entry stay, and its article says what the feed says now."""
    url = world.site.add("/feed", bridge_feed(world), content_type=RSS)
    await world.add(url)
    world.site.add("/feed", bridge_feed(world).replace("Monday", "Thursday"), content_type=RSS)
    assert outcomes(await world.refresh()) == [Outcome.UPDATED]
    assert "on Thursday" in await world.text()
