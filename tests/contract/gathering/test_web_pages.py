import pytest

from index.errors import FetchError, PageRefused
from index.models import EventKind, Outcome, SourceKind
from tests.contract.gathering.conftest import BRIDGE, MARKET, RSS, SCHOOL, html
from tests.gathering import HERE, World, errors, feed, outcomes, page


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
