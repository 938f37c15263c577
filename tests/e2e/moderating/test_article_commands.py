"""Lists of articles, their filters and pages, one read at a place, and a wrong one removed."""

import pytest
from simcord.env import Env

from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.reading import NotInArticle
from bot.replies.paging import ListTooLong
from bot.settings import Settings
from index.errors import ArticleNotFound, QuestionRefused
from index.library import Library
from index.models import NewArticle
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, refusals, reply
from tests.e2e.moderating.conftest import People, new_people, press, shown, told
from tests.e2e.pressing import labels
from tests.texts import BRIDGE, LIGHTHOUSE

SITES = ("example.org", "news.example.com", "blog.example.net")


def numbered(count: int) -> list[NewArticle]:
    """Articles of three sites, one a month, each with a word of its own."""
    return [
        NewArticle(
            f"Regatta {n}",
            f"In race {n} the boat called Dolphin{n} was first. The harbour was full of people that day.",
            url=f"https://{SITES[n % 3]}/{n}",
            published_at=f"{2010 + n // 12}-{n % 12 + 1:02d}-15",
        )
        for n in range(count)
    ]


@pytest.fixture
async def regattas(server: Server, add: AddArticles) -> Server:
    await add(server.collection, *numbered(30))
    return server


def found(text: str) -> list[int]:
    """The numbers of the regattas that a reply names, in order."""
    return [
        int(line.removeprefix("**Regatta ").rstrip("*")) for line in text.split("\n") if "**Regatta" in line
    ]


async def test_latest_lists_the_newest_first(regattas: Server) -> None:
    """The newest articles by their dates are shown to the asker alone, each with a button to read it."""
    result = await regattas.member.slash(regattas.channel, "article latest")
    assert reply(result).ephemeral
    assert found(shown(result)) == [29, 28, 27, 26, 25, 24, 23, 22]
    read = await regattas.member.click(reply(result).message, custom_id=button_of(result, 29))
    assert "Dolphin29" in shown(read)
    result = await regattas.member.slash(regattas.channel, "article latest", source=SITES[0])
    assert found(shown(result)) == [27, 24, 21, 18, 15, 12, 9, 6]
    assert "from example.org" in shown(result)


def button_of(result: object, number: int) -> str:
    """The custom_id of the button that reads a regatta, all of which were stored in order."""
    return f"read:{number + 1}:{number + 1}:0:0:0"


async def test_list_pages_through_all_articles_after_a_restart(
    regattas: Server, discord: Env, library: Library
) -> None:
    """Next and Back walk through every article once, in one message, whatever the filter."""
    result = await regattas.member.slash(regattas.channel, "article list")
    assert "### 30 articles" in shown(result)
    seen = found(shown(result))
    await discord.restart_bot(Pullquote(library, Settings()))
    for _ in range(3):
        await regattas.member.click(reply(result).message, label="Next")
        seen += found(shown(result))
    assert seen == list(range(29, -1, -1))
    assert "Page 4 of 4" in shown(result)
    await regattas.member.click(reply(result).message, label="Back")
    assert found(shown(result)) == seen[16:24]


async def test_filters_hold_on_every_page(regattas: Server) -> None:
    """A site and dates narrow the list, on the next page too; dates may be words."""
    result = await regattas.member.slash(
        regattas.channel,
        "article list",
        source=f"https://www.{SITES[1]}/x",
        after="2010-03",
        before="1 June 2012",
    )
    expected = [n for n in range(28, -1, -1) if n % 3 == 1 and n >= 2]
    assert f"### {len(expected)} articles" in shown(result)
    assert "from news.example.com · of 2010-03 or later · from before 2012-06-01" in shown(result)
    seen = found(shown(result))
    await regattas.member.click(reply(result).message, label="Next")
    assert seen + found(shown(result)) == expected


async def test_nothing_that_fits_is_said_to_be_so(regattas: Server, discord: Env) -> None:
    """A filter that lets nothing through says so, and a time that is none is refused."""
    for name in ("list", "random"):
        result = await regattas.member.slash(regattas.channel, f"article {name}", after="2030")
        assert "No stored article fits that; use fewer filters." in told(result)
    result = await regattas.member.slash(regattas.channel, "article list", before="whenever")
    assert "is not a time that I understand" in told(result)
    assert refusals(discord) == [ArticleNotFound, QuestionRefused]


async def test_an_empty_server_says_how_to_begin(server: Server, discord: Env) -> None:
    """Where nothing is stored, it is said who adds something and how."""
    for name in ("list", "latest", "random"):
        result = await server.member.slash(server.channel, f"article {name}")
        assert "a moderator adds some with /source add" in told(result)
    assert refusals(discord) == [ArticleNotFound]


async def test_random_reads_an_article_that_the_filter_lets_through(regattas: Server) -> None:
    """By chance, but never one that was not asked for."""
    for _ in range(5):
        result = await regattas.member.slash(
            regattas.channel, "article random", source=SITES[2], before="2010-07"
        )
        assert any(f"Dolphin{n} " in shown(result) for n in (2, 5))


async def test_sites_are_offered_with_how_many_articles_they_have(regattas: Server) -> None:
    """While somebody types a site, those that articles are from are offered."""
    choices = await regattas.member.autocomplete(regattas.channel, "article list", "source", "EXAMPLE.o")
    assert choices == [{"name": "example.org (10 articles)", "value": "example.org"}]
    asked = await regattas.member.autocomplete(regattas.channel, "ask", "source", "news", question="Who?")
    assert [choice["value"] for choice in asked] == ["news.example.com"]


async def test_search_is_paged_and_keeps_query_and_filters(
    regattas: Server, discord: Env, library: Library
) -> None:
    """What a search found beyond the first page is on the next ones, also after a restart."""
    result = await regattas.member.slash(regattas.channel, "article search", query="regatta", after="2011")
    seen = found(shown(result))
    await discord.restart_bot(Pullquote(library, Settings()))
    await regattas.member.click(reply(result).message, label="Next")
    assert "### Articles for “regatta”" in shown(result)
    seen += found(shown(result))
    assert sorted(seen) == sorted(set(seen))
    assert min(seen) >= 12
    assert len(seen) == 16


async def test_a_search_that_buttons_cannot_hold_is_refused(
    server: Server, add: AddArticles, discord: Env
) -> None:
    """Only a query of emojis with long filters is too long; that is said, and any other fits."""
    site = f"{'a' * 60}.example"
    dated = [
        NewArticle(f"🦓{n}", f"Zebra {n} came.", url=f"https://{site}/{n}", published_at="2020-05-05")
        for n in range(9)
    ]
    await add(server.collection, *dated)
    long = {"source": site, "after": "2010-01-01", "before": "2030-01-01"}
    words = "zebra came " + "x" * 80
    result = await server.member.slash(server.channel, "article search", query=words, **long)
    assert "Page 1 of 2" in shown(result)
    query = "zebra came " + "🦓" * 85
    result = await server.member.slash(server.channel, "article search", query=query, **long)
    assert "is too long to be listed" in told(result)
    assert refusals(discord) == [ListTooLong]


async def test_show_opens_at_a_page_and_at_words(server: Server, add: AddArticles, discord: Env) -> None:
    """An article opens where somebody asks, with the words in bold; what is not there is said not to be."""
    text = "\n\n".join(f"Paragraph {n} tells of\nthe number {n}. " + "word " * 60 for n in range(30)).strip()
    await add(server.collection, NewArticle("Long", text))
    result = await server.member.slash(server.channel, "article show", article="Long", page=3)
    assert "Page 3 of 8" in shown(result)
    result = await server.member.slash(
        server.channel, "article show", article="Long", at="TELLS of the number 17"
    )
    assert "**tells of\nthe number 17**" in shown(result)
    for options, said in (
        ({"page": 9}, "ends with page 8"),
        ({"at": "nothing of the kind"}, "word for word"),
    ):
        result = await server.member.slash(server.channel, "article show", article="Long", **options)
        assert said in told(result)
    assert refusals(discord) == [NotInArticle] * 2


async def test_any_page_of_a_long_article_is_a_choice_away(
    server: Server, add: AddArticles, discord: Env, library: Library
) -> None:
    """A menu leads to each page, of very long articles to every so many, after a restart too."""
    text = "\n\n".join(f"Paragraph {n} tells of number {n}. " + "word " * 60 for n in range(300)).strip()
    await add(server.collection, NewArticle("Long", text))
    result = await server.member.slash(server.channel, "article show", article="Long")
    options = menu_options(reply(result).components)
    assert 13 <= len(options) <= 25
    await discord.restart_bot(Pullquote(library, Settings()))
    await server.member.select(reply(result).message, [options[-1]])
    assert "Page 73 of 75" in shown(result)
    await server.member.click(reply(result).message, label="Back")
    assert "Page 72 of 75" in shown(result)


def menu_options(components: list[dict[str, object]]) -> list[str]:
    """The values of the only menu."""
    for component in components:
        if options := component.get("options"):
            assert isinstance(options, list)
            return [str(option["value"]) for option in options]
        inner = component.get("components")
        if isinstance(inner, list) and (within := menu_options(inner)):
            return within
    return []


async def test_a_moderator_removes_a_wrong_article_and_takes_that_back(
    people: People, stocked: Server, library: Library, discord: Env
) -> None:
    """Remove is there for moderators only; Undo brings the article back with its number, also after a restart."""
    result = await people.member.slash(stocked.channel, "article show", article="bridge")
    assert "Remove" not in labels(reply(result))
    result = await people.by_role.slash(stocked.channel, "article show", article="bridge")
    assert "Remove" in labels(reply(result))
    await people.by_role.click(reply(result).message, label="Remove")
    assert f"Removed: **{BRIDGE.title}**, 1 article." in shown(result)
    assert await library.count_articles(stocked.collection) == 1
    await discord.restart_bot(Pullquote(library, Settings()))
    await people.by_role.click(reply(result).message, label="Undo")
    assert await library.count_articles(stocked.collection) == 2
    (event, *_) = [e for e in await library.sources.list_events(stocked.collection) if "removed" in e.kind]
    assert event.actor.name == str(people.by_role.id)


async def test_a_member_removes_no_article(
    people: People, stocked: Server, library: Library, discord: Env
) -> None:
    """A button that somebody else sees does not obey them; one of another server finds nothing there."""
    pressed = await press(people.member, stocked, discord, "removearticle:1")
    assert "Only moderators may do that here" in told(pressed)
    other = new_server(discord, "Elsewhere", "bob")
    strangers = await new_people(discord, other)
    pressed = await press(strangers.administrator, other, discord, "removearticle:1")
    assert "removed since" in told(pressed)
    assert await library.count_articles(stocked.collection) == 2
    assert NotAllowed not in refusals(discord)  # buttons tell, and end well


async def test_another_servers_lists_are_its_own(stocked: Server, discord: Env) -> None:
    """Neither lists nor sites nor chance show what another community has stored."""
    other = new_server(discord, "Elsewhere", "bob")
    for name in ("list", "latest", "random"):
        result = await other.member.slash(other.channel, f"article {name}")
        assert LIGHTHOUSE.title not in told(result)
    assert refusals(discord) == [ArticleNotFound]
    assert await other.member.autocomplete(other.channel, "article list", "source", "") == []
    pressed = await press(other.member, other, discord, f"turn:articles:n0:{stocked.collection}||||;")
    assert "another server" in told(pressed)


async def test_articles_are_read_in_direct_messages(
    stocked: Server, library: Library, add: AddArticles
) -> None:
    """In a direct message the articles are those of the server that the person belongs to, page by page."""
    await add(stocked.collection, *numbered(10))
    user = stocked.member.user
    await user.send_dm("Who built the lighthouse?")
    result = await user.slash("article list")
    assert "### 12 articles" in shown(result)
    await user.click(reply(result).message, label="Next")
    assert "Page 2 of 2" in shown(result)
    choices = await user.autocomplete("article show", "article", "light")
    assert [choice["name"] for choice in choices] == [LIGHTHOUSE.title]
    result = await user.slash("article search", query="whale oil")
    read = await user.click(reply(result).message, label="Read")
    assert "Its lamp burned whale oil" in shown(read)


async def test_refusal_names_the_command_to_use_as_code(stocked: Server, discord: Env) -> None:
    """No backslash or bare backtick stands around a command that a sentence names, whatever was typed."""
    refused = reply(await stocked.member.slash(stocked.channel, "article show", article="`x`"))
    assert refused.content.endswith("“\\`x\\`”; `/article search` shows those that are stored.")
    assert refusals(discord) == [ArticleNotFound]
