import asyncio
from dataclasses import replace

import pytest
from aiohttp import web

from index.errors import ContentRefused, PullquoteError
from index.gathering._keeping import Keeper
from index.models import EventKind, Outcome
from tests.contract.gathering.conftest import BRIDGE, MARKET, RSS, SCHOOL, html
from tests.gathering import ANN, HERE, World, errors, feed, outcomes, page


async def test_a_feed_brings_its_entries_and_what_comes_later(world: World) -> None:
    """Entries that are whole are taken as they are, for others the page is read, and each only once."""
    entries = [("/bridge", "Bridge closed", html(BRIDGE)), ("/market", "Market moves", "")]
    world.site.add("/market", page("Market moves", *MARKET))
    url = world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    assert outcomes(await world.add(url)) == [Outcome.ADDED, Outcome.ADDED]
    assert world.site.paths == ["/feed.xml", "/market"]
    entries.insert(0, ("/school", "School opens", html(SCHOOL)))
    world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    assert outcomes(await world.refresh()) == [Outcome.ADDED]
    assert await world.titles() == ["Bridge closed", "Market moves", "School opens"]
    assert world.site.paths == ["/feed.xml", "/market", "/feed.xml"]
    assert (await world.source()).title == "Harbour news"


async def test_an_unchanged_feed_is_not_sent_again(world: World) -> None:
    """What the site gave to compare with is sent back, and its "unchanged" is taken for an answer."""
    body = feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE)))
    answered = []

    async def answer(request: web.Request) -> web.Response:
        known = request.headers.get("If-None-Match") == '"1"'
        answered.append(known)
        headers = {"ETag": '"1"', "Content-Type": RSS}
        return (
            web.Response(status=304, headers=headers) if known else web.Response(text=body, headers=headers)
        )

    await world.add(world.site.handle("/feed.xml", answer))
    assert await world.refresh() == []
    assert await world.refresh() == []
    assert answered == [False, True, True]


async def test_the_same_feed_of_many_communities_is_fetched_once(world: World) -> None:
    """However many communities follow a feed, its site is asked once, and each has its own articles."""
    world.site.add("/market", page("Market moves", *MARKET))
    url = world.site.add(
        "/feed.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    for collection in ("one", "two", "three"):
        await world.add(url, collection=collection)
    entries = [("/market", "Market moves", ""), ("/bridge", "Bridge closed", html(BRIDGE))]
    world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    world.clock.move(days=2)
    before = len(world.site.paths)
    assert await Keeper(world.sources).round() == 3
    assert world.site.paths[before:] == ["/feed.xml", "/market"]
    for collection in ("one", "two", "three"):
        assert await world.titles(collection) == ["Bridge closed", "Market moves"]


async def test_the_first_look_at_a_feed_is_bounded(world: World) -> None:
    """Of a long feed the newest hundred are taken, or as many as were asked for."""
    entries = [
        (f"/{number}", f"Number {number}", html([f"{number}: {each}" for each in BRIDGE]))
        for number in range(150)
    ]
    url = world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    plan = await world.plan(url)
    assert (plan.listed, len(plan.to_read)) == (150, 100)
    plan = await world.plan(url, max_articles=3)
    assert [each.title for each in plan.to_read] == ["Number 0", "Number 1", "Number 2"]
    assert await world.sources.list_sources(HERE) == []


async def test_the_same_article_of_two_feeds_is_one(world: World) -> None:
    """A text that comes a second time is joined with the first, under both addresses."""
    first = world.site.add(
        "/a.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    second = world.site.add(
        "/b.xml", feed(world.site, ("/copy", "Bridge shut", html(BRIDGE))), content_type=RSS
    )
    await world.add(first)
    assert outcomes(await world.add(second)) == [Outcome.JOINED]
    (article,) = await world.articles()
    history = await world.sources.find_history(HERE, article.id)
    assert history
    assert {world.site.at("/bridge"), world.site.at("/copy")} <= set(history.addresses)
    one, two = await world.sources.list_sources(HERE)
    await world.sources.remove(one, ANN)
    assert await world.titles() == ["Bridge closed"]
    await world.sources.remove(two, ANN)
    assert await world.titles() == []


async def test_a_feed_does_not_speak_for_another_site(world: World) -> None:
    """What a feed says of a page of another site is not quoted under that site's address: the page is read."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    entries = feed(world.site, ("/bridge", "Bridge closed", html(MARKET)))
    await world.add(world.other.add("/feed.xml", entries, content_type=RSS))
    (article,) = await world.articles()
    assert (article.citation.url, MARKET[0] in await world.text()) == (url, False)
    assert BRIDGE[0] in await world.text()


async def test_a_first_look_that_was_ended_is_followed_by_another(world: World) -> None:
    """A source whose first look ended with the process is looked at again when the bot runs."""
    plan = await world.plan(world.site.add("/bridge", page("Bridge closed", *BRIDGE)))
    steps = world.sources.add(HERE, plan, ANN)
    stopped = asyncio.create_task(anext(steps))
    while not await world.sources.list_sources(HERE):  # noqa: ASYNC110 - nothing tells of it
        await asyncio.sleep(0)
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)
    await steps.aclose()
    world.clock.move(hours=1)
    assert await Keeper(world.sources).round() == 1
    assert await world.titles() == ["Bridge closed"]


async def test_a_feed_takes_nothing_from_what_its_page_says(world: World) -> None:
    """The author and date that a page names stay when a feed brings the same article without them."""
    head = '<meta name="author" content="Ann Smith"><meta property="article:published_time" content="2026-01-01">'
    await world.add(world.site.add("/bridge", page("Bridge closed", *BRIDGE, head=head)))
    entries = feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE)))
    await world.add(world.site.add("/feed.xml", entries, content_type=RSS))
    (article,) = await world.articles()
    assert (article.citation.author, article.citation.published_at) == ("Ann Smith", "2026-01-01")


async def test_what_the_public_web_lists_leads_to_no_private_host(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public feed or sitemap cannot have the bot read a private host, though moderators may add its pages."""
    world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    listings = (
        world.site.add("/feed.xml", feed(world.site, ("/bridge", "Bridge closed", "")), content_type=RSS),
        world.site.add(
            "/map.xml",
            f"<urlset><url><loc>{world.site.at('/bridge')}</loc></url></urlset>",
            content_type="text/xml",
        ),
    )
    for url in listings:
        plan = await world.plan(url)
        public = replace(plan, new=replace(plan.new, address="https://example.com/listing"))
        monkeypatch.setattr(plan.look, "_seen", {(public.new.address, None, None): await plan.look.see(url)})
        steps = [step async for _, step in world.sources.add(HERE, public, ANN)]
        assert "not the address of a public web page" in errors(steps)[0]
    assert "/bridge" not in world.site.paths
    await world.add(listings[0])
    assert await world.titles() == ["Bridge closed"]


async def test_an_entry_that_cannot_be_read_costs_no_other(world: World) -> None:
    """A broken page is told with its name and tried again later; the rest of the feed is there."""
    entries = [("/missing", "Missing", ""), ("/bridge", "Bridge closed", html(BRIDGE))]
    url = world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    steps = await world.add(url)
    assert await world.titles() == ["Bridge closed"]
    assert len(errors(steps)) == 1
    assert "Missing" in [step.subject for step in steps if isinstance(step.result, PullquoteError)]
    checkup = await world.sources.check(await world.source())
    assert (checkup.error, len(checkup.failing)) == (None, 1)
    world.site.add("/missing", page("Missing", *MARKET))
    assert outcomes(await world.refresh()) == [Outcome.ADDED]


async def test_pages_that_stay_closed_do_not_make_a_feed_fail(world: World) -> None:
    """Some of a feed's pages are for subscribers only; trying them again is no failure of the feed."""
    closed = [(f"/closed/{number}", f"Closed {number}", "") for number in range(3)]
    entries = [*closed, ("/bridge", "Bridge closed", html(BRIDGE))]
    url = world.site.add("/feed.xml", feed(world.site, *entries), content_type=RSS)
    await world.add(url)
    assert len(errors(await world.refresh())) == 3
    assert (await world.source()).state.failures == 0
    assert str(EventKind.SOURCE_FAILING) not in await world.told()


async def test_a_feed_whose_new_pages_all_fail_is_in_trouble(world: World) -> None:
    """A site that lets nobody read its new pages any more is told of, and stays in trouble until it does."""
    bridge = ("/bridge", "Bridge closed", html(BRIDGE))
    url = world.site.add("/feed.xml", feed(world.site, bridge), content_type=RSS)
    await world.add(url)
    closed = [(f"/closed/{number}", f"Closed {number}", "") for number in range(3)]
    world.site.add("/feed.xml", feed(world.site, *closed, bridge), content_type=RSS)
    await world.refresh()
    assert (await world.source()).state.failures == 1
    await world.refresh()
    assert (await world.source()).state.failures == 2
    world.site.add("/closed/1", page("Closed 1", *MARKET))
    await world.refresh()
    assert (await world.source()).state.failures == 0


async def test_a_removed_article_stays_away_until_it_is_added_again(world: World) -> None:
    """A moderator's removal is not undone by the next look at the feed."""
    url = world.site.add(
        "/feed.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    await world.add(url)
    await world.library.remove(HERE, "Bridge closed", ANN)
    changed = feed(world.site, ("/bridge", "Bridge closed again", html(BRIDGE)))
    world.site.add("/feed.xml", changed, content_type=RSS)
    assert outcomes(await world.refresh(anew=True)) == []
    assert await world.titles() == []
    await world.add(url)
    assert await world.titles() == ["Bridge closed again"]


async def test_a_feed_without_entries_is_refused(world: World) -> None:
    """There is nothing to follow yet, which is told in a sentence, and no source is left."""
    url = world.site.add("/feed.xml", feed(world.site), content_type=RSS)
    with pytest.raises(ContentRefused, match="lists nothing"):
        await world.add(url)
    assert await world.sources.list_sources(HERE) == []
