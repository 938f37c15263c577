"""Every kind of source, from real loopback servers to what a community can ask about."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import web

from index.errors import ContentRefused, FetchError, PageRefused, PullquoteError, TargetRefused
from index.gathering._keeping import Keeper
from index.models import EventKind, Outcome, SourceKind
from index.sources.readers import ReaderProcesses
from tests.gathering import ANN, HERE, World, errors, feed, opened, outcomes, page

RSS = "application/rss+xml"
BRIDGE = [
    "The old bridge was closed on Monday after engineers found cracks in two of its seven arches.",
    "Repairs will take until autumn, the mayor said, and a ferry will carry people across the river until then.",
    "The bridge was built in 1871 and carries about four thousand cars a day between the two halves of the town.",
    "Drivers will have to go round by the motorway, which takes a quarter of an hour more in the morning and the evening.",
]
MARKET = [
    "The market moves to the square in front of the station, where there is room for sixty stalls.",
    "Farmers had asked for more space for years, and the council agreed by eleven votes to four on Tuesday evening.",
    "On rainy days the stalls may stand under the roof of the former goods shed, which the railway lets for free.",
    "Butchers and bakers keep their places in the covered hall, and flowers will be sold on both sides of the fountain.",
]
SCHOOL = [
    "The new school opens its doors to three hundred children on the first day of September next year.",
    "Its roof carries solar panels that are to give more power over the year than the building needs.",
    "Parents can see the classrooms during the open day, which the headmistress has set for the last Saturday of May.",
    "Buses from the three villages in the north will stop at the gate twenty minutes before the first lesson begins.",
]


def html(paragraphs: list[str]) -> str:
    return "".join(f"<p>{each}</p>" for each in paragraphs)


@pytest.fixture
async def world(db: Path) -> AsyncIterator[World]:
    async with opened(db, ReaderProcesses()) as world:
        yield world


# Pages


async def test_a_page_becomes_an_article(world: World) -> None:
    """A link is all it takes: title, text and address are there, and questions are answered from it."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    steps = await world.add(f"{url}?utm_source=mail#top")
    assert outcomes(steps) == [Outcome.ADDED]
    (article,) = await world.articles()
    assert ("Bridge closed", url) == (article.citation.title, article.citation.url)
    assert "\n\n".join(BRIDGE) in await world.text()
    answer = await world.library.ask(HERE, "When was the bridge built?")
    assert "1871" in answer.quotes[0].text
    source = await world.source()
    assert (SourceKind.PAGE, url, 1, "Bridge closed") == (
        source.kind,
        source.address,
        source.articles,
        source.title,
    )


async def test_the_same_page_again_is_the_same_article(world: World) -> None:
    """Tracking parameters and anchors make no second article, and no second source."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    steps = await world.add(f"{url}?utm_source=mail&fbclid=1")
    assert outcomes(steps) == [Outcome.UNCHANGED]
    assert await world.titles() == ["Bridge closed"]
    await world.source()


async def test_a_page_that_changed_is_a_new_revision(world: World) -> None:
    """The article has the new text, and the old one is kept for what was quoted from it."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    answer = await world.library.ask(HERE, "When was the bridge built?")
    world.site.add(
        "/bridge",
        page("Bridge closed", *BRIDGE[:2], "The bridge was built in 1872, as a plate on it says.", BRIDGE[3]),
    )
    assert outcomes(await world.refresh()) == [Outcome.UPDATED]
    assert "1872" in await world.text()
    (article,) = await world.articles()
    history = await world.sources.find_history(HERE, article.id)
    assert history
    assert ["1871" in revision.text for revision in history.revisions] == [True, False]
    (outdated,) = await world.library.list_outdated_answers(HERE)
    assert answer.answer_id == outdated.answer_id
    assert EventKind.ANSWERS_OUTDATED in await world.told()


async def test_a_page_that_is_gone_marks_its_article_and_keeps_its_text(world: World) -> None:
    """What was there can still be quoted; its citation says that the page is gone, until it is back."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    for status in (404, 410):
        world.site.add("/bridge", "gone", status=status)
        assert errors(await world.refresh())
    (article,) = await world.articles()
    assert article.citation.gone_at
    assert BRIDGE[2] in await world.text()
    assert (await world.told()).count(EventKind.ARTICLE_GONE) == 1
    world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.refresh()
    (article,) = await world.articles()
    assert article.citation.gone_at is None
    assert EventKind.ARTICLE_BACK in await world.told()


async def test_a_page_that_leads_home_is_gone(world: World) -> None:
    """A redirect to the front page is how many sites say that a page is no more."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    await world.add(url)
    world.site.add("/", page("Welcome", *MARKET))
    world.site.redirect("/bridge", "/", 301)
    (sentence,) = errors(await world.refresh())
    assert "front page" in sentence
    (article,) = await world.articles()
    assert article.citation.gone_at
    assert BRIDGE[0] in await world.text()
    assert url == (await world.source()).address


async def test_a_page_that_shrank_is_kept_for_a_moderators_eye(world: World) -> None:
    """A site that serves a stump loses nobody the article; a moderator may take the stump."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE, *MARKET, *SCHOOL))
    await world.add(url)
    stump = "The old bridge was closed on Monday after engineers found cracks in two of its arches, said the mayor."
    world.site.add("/bridge", page("Bridge closed", stump))
    for _ in range(2):
        assert outcomes(await world.refresh()) == [Outcome.DOUBTFUL]
    assert SCHOOL[2] in await world.text()
    assert (await world.told()).count(EventKind.ARTICLE_DOUBTFUL) == 1
    assert outcomes(await world.refresh(accept_shrunken=True)) == [Outcome.UPDATED]
    assert SCHOOL[2] not in await world.text()


async def test_a_page_that_moved_for_good_is_followed(world: World) -> None:
    """A permanent redirect changes the source's address, another one does not."""
    world.site.add("/new", page("Bridge closed", *BRIDGE))
    old = world.site.redirect("/old", "/new", 302)
    await world.add(old)
    assert old == (await world.source()).address
    world.site.redirect("/old", "/new", 301)
    await world.refresh()
    assert world.site.at("/new") == (await world.source()).address
    assert await world.titles() == ["Bridge closed"]


async def test_pages_that_all_name_the_front_page_as_theirs_stay_apart(world: World) -> None:
    """A common mistake of sites does not make one article of all their pages."""
    head = f'<link rel="canonical" href="{world.site.at("/")}">'
    await world.add(world.site.add("/bridge", page("Bridge closed", *BRIDGE, head=head)))
    await world.add(world.site.add("/market", page("Market moves", *MARKET, head=head)))
    assert await world.titles() == ["Bridge closed", "Market moves"]


async def test_a_page_that_is_not_there_leaves_nothing(world: World) -> None:
    """A link that fails is told, and there is no source of it afterwards."""
    with pytest.raises(FetchError, match="404"):
        await world.add(world.site.at("/missing"))
    assert await world.sources.list_sources(HERE) == []


async def test_a_page_offers_its_feed(world: World) -> None:
    """A page that names a feed can be added as that feed, whether or not it is an article itself."""
    head = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
    world.site.add(
        "/feed.xml", feed(world.site, ("/bridge", "Bridge closed", html(BRIDGE))), content_type=RSS
    )
    article = world.site.add("/market", page("Market moves", *MARKET, head=head))
    plan = await world.plan(article)
    assert [world.site.at("/feed.xml")] == [each.url for each in plan.announced]
    home = world.site.add(
        "/",
        f"<html><head><title>Harbour</title>{head}</head><body><a href='/market'>Market</a></body></html>",
    )
    with pytest.raises(PageRefused) as refusal:
        await world.plan(home)
    assert (world.site.at("/feed.xml"),) == refusal.value.feeds
    await world.add(home, SourceKind.FEED)
    assert await world.titles() == ["Bridge closed"]


# Feeds


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


# Sitemaps


async def test_a_sitemap_brings_its_newest_pages(world: World) -> None:
    """Through an index and gzip, the newest first as far as is asked for."""
    for path, title, text in (
        ("/bridge", "Bridge closed", BRIDGE),
        ("/market", "Market moves", MARKET),
        ("/school", "School", SCHOOL),
    ):
        world.site.add(path, page(title, *text))
    pages = "".join(
        f"<url><loc>{world.site.at(path)}</loc><lastmod>{date}</lastmod></url>"
        for path, date in (("/bridge", "2024-01-01"), ("/market", "2026-01-01"), ("/school", "2025-01-01"))
    )
    namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    urlset = f'<?xml version="1.0"?><urlset {namespace}>{pages}</urlset>'
    world.site.add("/pages.xml.gz", gzip.compress(urlset.encode(), mtime=0), content_type="application/gzip")
    index = f"<sitemapindex {namespace}><sitemap><loc>{world.site.at('/pages.xml.gz')}</loc></sitemap></sitemapindex>"
    url = world.site.add("/sitemap.xml", index, content_type="application/xml")
    steps = await world.add(url, max_articles=2)
    assert outcomes(steps) == [Outcome.ADDED] * 2
    assert await world.titles() == ["Market moves", "School"]
    assert (await world.source()).kind == SourceKind.SITEMAP


async def test_a_site_is_added_by_the_map_that_it_has(world: World) -> None:
    """Asked for as a sitemap, a site's own page leads to it."""
    world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    home = world.site.add("/", page("Harbour", *MARKET))
    world.site.add(
        "/sitemap.xml",
        f"<urlset><url><loc>{world.site.at('/bridge')}</loc></url></urlset>",
        content_type="text/xml",
    )
    await world.add(home, SourceKind.SITEMAP)
    assert await world.titles() == ["Bridge closed"]


# Files and folders


def write_notes(folder: Path, **notes: str | None) -> Path:
    """A folder with these files; None takes one away."""
    folder.mkdir(exist_ok=True)
    for name, text in notes.items():
        file = folder / f"{name}.md"
        file.write_text(text) if text else file.unlink()
    return folder


def note(title: str, paragraphs: list[str]) -> str:
    return f"# {title}\n\n" + "\n\n".join(paragraphs)


async def test_a_folder_is_read_again_when_asked(world: World, tmp_path: Path) -> None:
    """New files come in, changed ones change, and the article of one that was deleted is marked."""
    folder = tmp_path / "notes"
    write_notes(folder, bridge=note("Bridge closed", BRIDGE), market=note("Market moves", MARKET))
    assert outcomes(await world.add(folder)) == [Outcome.ADDED] * 2
    assert outcomes(await world.refresh()) == []
    write_notes(folder, bridge=note("Bridge open", BRIDGE), school=note("School opens", SCHOOL), market=None)
    assert set(outcomes(await world.refresh())) == {Outcome.UPDATED, Outcome.ADDED}
    gone = [article.citation.title for article in await world.articles() if article.citation.gone_at]
    assert gone == ["Market moves"]


async def test_an_uploaded_file_is_a_source(world: World) -> None:
    """A file that is dropped is known by its name: the same name again is news of the same article."""
    text = "# Bridge closed\n\n" + "\n\n".join(BRIDGE)
    for body, expected in (
        (text, Outcome.ADDED),
        (text, Outcome.UNCHANGED),
        (text + "\n\nMore.", Outcome.UPDATED),
    ):
        plan = world.sources.find_out_upload("bridge.md", body.encode())
        steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
        assert [expected] == outcomes(steps)
    assert errors(await world.refresh()) == []
    assert await world.titles() == ["Bridge closed"]


async def test_an_uploaded_file_may_be_read_before_it_is_added(world: World) -> None:
    """What is in it can be told first; nothing is noted of one that cannot be read."""
    text = "# Bridge closed\n\n" + "\n\n".join(BRIDGE)
    plan = await world.sources.read_upload(world.sources.find_out_upload("bridge.md", text.encode()))
    assert plan.article
    assert plan.article.title == "Bridge closed"
    assert await world.titles() == []
    steps = [step async for _, step in world.sources.add(HERE, plan, ANN)]
    assert outcomes(steps) == [Outcome.ADDED]
    assert await world.text() == plan.article.text
    with pytest.raises(ContentRefused):
        await world.sources.read_upload(world.sources.find_out_upload("bridge.pdf", b"%PDF-1.7 nothing"))


async def test_a_page_that_is_found_out_is_there_to_be_shown(world: World) -> None:
    """What a page says can be shown before it is added."""
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    plan = await world.plan(url)
    assert plan.article
    assert plan.article.text.startswith(BRIDGE[0])


async def test_a_file_by_its_address(world: World) -> None:
    """A text or Markdown file on the web is read as what it is."""
    url = world.site.add(
        "/bridge.md", "# Bridge closed\n\n" + "\n\n".join(BRIDGE), content_type="text/markdown"
    )
    await world.add(url)
    assert await world.titles() == ["Bridge closed"]


async def test_what_is_no_file_is_told_so(world: World, tmp_path: Path) -> None:
    """A wrong kind is refused with what it is."""
    with pytest.raises(TargetRefused, match="folder"):
        await world.plan(tmp_path, SourceKind.FEED)
    url = world.site.add("/bridge", page("Bridge closed", *BRIDGE))
    with pytest.raises(ContentRefused, match="is a page and not a feed"):
        await world.plan(url, SourceKind.FEED)
    with pytest.raises(TargetRefused, match="web address"):
        await world.plan(url, SourceKind.FOLDER)


# Looking again by itself


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
