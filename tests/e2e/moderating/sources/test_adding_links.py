import pytest
from simcord.env import Env

from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.settings import Settings
from bot.sources._asked import OptionRefused
from index.errors import PullquoteError
from index.library import Library
from index.models import EventKind
from tests.e2e.conftest import Server, refusals, reply
from tests.e2e.moderating.conftest import People, shown, told
from tests.e2e.moderating.sources.conftest import PARAGRAPHS, fill, titles
from tests.e2e.pressing import labels
from tests.gathering import feed, page
from tests.servers import HTML, Site


@pytest.mark.parametrize("who", ["moderator", "by_role", "administrator"])
async def test_a_moderator_adds_a_feed_after_seeing_it(
    people: People, server: Server, library: Library, site: Site, who: str
) -> None:
    """A link is recognised and shown first; Add stores what it lists, tells so, and logs who did."""
    moderator = getattr(people, who)
    link = fill(site)
    asked = await moderator.slash(
        server.channel, "source add", link=link, every="6h", max_articles=2, since="2024"
    )
    assert reply(asked).ephemeral
    assert "Harbour news" in shown(asked)
    assert "A feed with 3 entries.\nThe newest 2 would be added:\n- Entry 0\n- Entry 1" in shown(asked)
    assert "Looked at every 6 hours." in shown(asked)
    assert await library.sources.list_sources(server.collection) == []
    await moderator.click(reply(asked).message, label="Add")
    assert "**2** articles added" in shown(asked)
    assert labels(reply(asked)) == ["Show source"]
    assert await titles(library, server) == ["Entry 0", "Entry 1"]
    (source,) = await library.sources.list_sources(server.collection)
    assert (source.options.every_s, source.options.max_articles, source.options.since) == (21_600, 2, "2024")
    events = await library.sources.list_events(server.collection)
    added = [each.actor for each in events if each.kind is EventKind.SOURCE_ADDED]
    assert [(actor.name, actor.place) for actor in added] == [(str(moderator.id), "discord")]


async def test_a_member_adds_nothing(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Whoever is no moderator is told so in a sentence, even where Discord shows them the command."""
    link = fill(site)
    result = await people.member.slash(server.channel, "source add", link=link)
    assert reply(result).ephemeral
    assert "Only moderators may do that here" in shown(result)
    result = await people.member.slash(server.channel, "source add")
    assert result.modal is None
    assert "Only moderators may do that here" in shown(result)
    message = await people.member.send(server.channel, f"Read {link}")
    result = await people.member.context_menu(server.channel, "Add as source", message)
    assert "Only moderators may do that here" in told(result)
    assert site.paths == []
    assert refusals(discord) == [NotAllowed] * 3


async def test_a_moderator_of_another_server_is_none_here(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """What a moderator adds is their own server's, and nobody else's sees it."""
    other = discord.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    stranger = other.add_member(discord.create_user("eve"))
    asked = await people.moderator.slash(server.channel, "source add", link=fill(site))
    await people.moderator.click(reply(asked).message, label="Add")
    for command in await discord.bot.tree.fetch_commands():  # type: ignore[attr-defined]  # a Bot has a tree
        other.set_command_permissions(command, {stranger: True})
    result = await stranger.slash(channel, "source list")
    assert "Only moderators may do that here" in told(result)
    assert await stranger.autocomplete(channel, "source show", "source", "") == []
    assert await library.sources.list_sources(str(other.id)) == []
    assert refusals(discord) == [NotAllowed]


async def test_a_page_is_shown_with_its_first_words_and_may_be_cancelled(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """Of a page its author, date and beginning are shown; Cancel stores nothing."""
    head = '<meta name="author" content="Ada Winter"><meta property="article:published_time" content="2024-05-17">'
    link = site.add("/ferry", page("The late *ferry*", *PARAGRAPHS, head=head))
    asked = await people.moderator.slash(server.channel, "source add", link=f"<{link}>")
    assert "The late \\*ferry\\*" in shown(asked)
    assert "An article: Ada Winter · 2024-05-17 · " in shown(asked)
    assert "> Paragraph 0 tells that the harbour was quiet" in shown(asked)
    assert labels(reply(asked)) == ["Add", "Cancel", "Open"]
    await people.moderator.click(reply(asked).message, label="Cancel")
    assert shown(asked) == "Cancelled; nothing was added."
    assert await library.sources.list_sources(server.collection) == []


async def test_a_page_that_is_added_can_be_read_at_once(people: People, server: Server, site: Site) -> None:
    """After one article is added a button opens it."""
    link = site.add("/ferry", page("The late ferry", *PARAGRAPHS))
    asked = await people.moderator.slash(server.channel, "source add", link=link)
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**1** article added" in shown(asked)
    read = await people.moderator.click(reply(asked).message, label="Read")
    assert "the ferry came late" in shown(read)


async def test_the_feed_of_a_page_may_be_followed_instead(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A page that announces a feed is shown with it; one click shows the feed, another adds it."""
    fill(site)
    link = site.add(
        "/about",
        page("About us", *PARAGRAPHS, head='<link rel="alternate" type="application/rss+xml" href="/feed">'),
    )
    asked = await people.moderator.slash(server.channel, "source add", link=link, max_articles=1)
    assert "This page announces a feed:" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Feed instead")
    assert "A feed with 3 entries." in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert await titles(library, server) == ["Entry 0"]
    (source,) = await library.sources.list_sources(server.collection)
    assert source.address == site.at("/feed")


async def test_of_several_feeds_one_is_chosen(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Several announced feeds are a menu, which works after a restart, too."""
    fill(site)
    site.add(
        "/other", feed(site, ("/2", "Entry 2", ""), title="Other news"), content_type="application/rss+xml"
    )
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="{name}" href="/{name}">'
        for name in ("feed", "other")
    )
    link = site.add("/about", page("About us", *PARAGRAPHS, head=links))
    asked = await people.moderator.slash(server.channel, "source add", link=link)
    await discord.restart_bot(Pullquote(library, Settings()))
    await people.moderator.select(reply(asked).message, ["1"])
    assert "Other news" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert await titles(library, server) == ["Entry 2"]


async def test_a_page_that_is_no_article_still_offers_its_feed(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A front page is refused with the reason, and its feed offered beside it."""
    fill(site)
    site.add(
        "/",
        '<html><head><title>News</title><link rel="alternate" type="application/rss+xml" href="/feed"></head>'
        "<body><ul><li><a href='/0'>One</a><li><a href='/1'>Two</a></ul></body></html>",
    )
    asked = await people.moderator.slash(server.channel, "source add", link=site.at("/"))
    assert "This page announces a feed:" in shown(asked)
    assert labels(reply(asked)) == ["Feed instead", "Cancel", "Open"]
    await people.moderator.click(reply(asked).message, label="Feed instead")
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**3** articles added" in shown(asked)


async def test_a_public_page_cannot_lead_to_a_private_feed(
    people: People, server: Server, site: Site, discord: Env, library: Library
) -> None:
    """A feed that a page announces is fetched with the page's rights, not with a moderator's."""
    # What is public cannot be had in a test; that the page is named to the fetcher is what can be seen.
    named: list[str | None] = []
    fetch = library.sources._fetcher.fetch  # noqa: SLF001 - to look over the fetcher's shoulder

    async def seen(url: str, **how: object) -> object:
        named.append(str(how.get("named_by")))
        return await fetch(url, **how)  # type: ignore[arg-type]  # as it was called

    library.sources._fetcher.fetch = seen  # type: ignore[method-assign, assignment]  # noqa: SLF001
    fill(site)
    link = site.add(
        "/about",
        page("About us", *PARAGRAPHS, head='<link rel="alternate" type="application/rss+xml" href="/feed">'),
    )
    asked = await people.moderator.slash(server.channel, "source add", link=link)
    await people.moderator.click(reply(asked).message, label="Feed instead")
    assert named[-1] == link


async def test_what_cannot_be_read_is_refused_in_a_sentence(
    people: People, server: Server, site: Site, discord: Env, library: Library
) -> None:
    """Whatever is wrong with a link is told, and nothing is stored."""
    for link, said in (
        (site.at("/missing"), "404"),
        ("/etc/passwd", "this is no web address"),
        ("file:///etc/passwd", "only web addresses"),
        ("http://10.0.0.1/", "10.0.0.1"),
        (site.add("/empty", "<p>"), ""),
    ):
        result = await people.moderator.slash(server.channel, "source add", link=link)
        assert said in told(result).replace("\\", "")
        assert told(result).endswith(".")
    assert await library.sources.list_sources(server.collection) == []
    assert len(refusals(discord)) == 5
    assert all(issubclass(kind, PullquoteError) for kind in refusals(discord))


async def test_a_link_as_long_as_may_be_typed_is_refused_in_a_sentence(
    people: People, server: Server, discord: Env
) -> None:
    """However long what was typed is, the refusal that repeats it has room in a message."""
    for link in ("ftp://x/" + "_" * 1_900, "not_a_link" * 200):
        result = await people.moderator.slash(server.channel, "source add", link=link)
        assert "…" in told(result)
    assert len(refusals(discord)) == 2


async def test_wrong_options_are_refused_before_anything_is_fetched(
    people: People, server: Server, site: Site, discord: Env
) -> None:
    """A time or date that cannot be read is said to be so, with how to write one."""
    link = fill(site)
    for options, said in (
        ({"every": "often"}, "write it like 30m, 6h or 1d"),
        ({"every": "10s"}, "no time between 5 minutes and 366 days"),
        ({"since": "last year"}, "write it like 2025"),
    ):
        result = await people.moderator.slash(server.channel, "source add", link=link, **options)
        assert said in told(result)
    assert site.paths == []
    assert refusals(discord) == [OptionRefused] * 3


async def test_each_refused_page_is_told_with_its_reason(people: People, server: Server, site: Site) -> None:
    """What of a feed could not be read is listed with why, as far as there is room."""
    entries = [(f"/{n}", f"Entry {n}", "") for n in range(14)]
    site.add("/0", page("Entry 0", *PARAGRAPHS))
    link = site.add("/feed", feed(site, *entries), content_type="application/rss+xml")
    for n in range(1, 14):
        site.add(f"/{n}", "<p>Too short", content_type=HTML)
    asked = await people.moderator.slash(server.channel, "source add", link=link)
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**1** article added" in shown(asked)
    assert "**13** articles refused" in shown(asked)
    assert "- **Entry 1**: " in shown(asked)
    assert "and 3 more" in shown(asked)
