"""Adding sources from Discord."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from discord import TextChannel, ui
from simcord.env import Env

from bot.__main__ import open_library
from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.settings import Settings
from bot.sources import FileRefused
from bot.sources._asked import OptionRefused
from bot.sources._choosing import NothingToAdd
from index.errors import ContentRefused, PullquoteError
from index.gathering import Step
from index.library import Library
from index.models import Actor, EventKind
from index.sources.fetch import FetchSettings
from tests.e2e.conftest import Server, refusals, reply
from tests.e2e.moderating import PARAGRAPHS, People, fill, labels, new_people, shown, told
from tests.gathering import feed, page
from tests.servers import HTML, Site


@pytest.fixture
async def library(db: Path, site: Site) -> AsyncIterator[Library]:
    """A library that may read the test's site."""
    fetching = FetchSettings(private_hosts=(site.host,), host_pause_s=0)
    library = open_library(db, create=True, fetching=fetching)
    yield library
    await library.close()


@pytest.fixture
async def people(discord: Env, server: Server) -> People:
    return await new_people(discord, server)


async def titles(library: Library, server: Server) -> list[str]:
    return [each.citation.title async for each in library.iter_articles(server.collection)]


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


async def test_a_file_is_read_shown_and_added(people: People, server: Server, library: Library) -> None:
    """An attachment is a source as well; what is in it is shown first."""
    text = "# The late ferry\n\n" + "\n\n".join(PARAGRAPHS)
    asked = await people.moderator.slash(server.channel, "source add", file=("ferry.md", text.encode()))
    assert "File · ferry.md" in shown(asked)
    assert "> Paragraph 0 tells" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert "**1** article added" in shown(asked)
    assert await titles(library, server) == ["The late ferry"]


async def test_a_file_that_cannot_be_read_is_refused_before_it_is_noted(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A broken or unknown file is said to be so; nothing of it is stored."""
    for name, data in (("broken.pdf", b"%PDF-1.7 no more"), ("noise.bin", bytes(range(256)) * 8)):
        result = await people.moderator.slash(server.channel, "source add", file=(name, data))
        assert told(result).endswith(".")
    assert await library.sources.list_sources(server.collection) == []
    assert all(issubclass(kind, ContentRefused) for kind in refusals(discord))


async def test_a_file_over_the_limit_is_not_even_downloaded(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """The limit of the host's settings holds for attachments; both link and file are one too many."""
    await discord.restart_bot(Pullquote(library, Settings(max_file_mb=1)))
    result = await people.moderator.slash(server.channel, "source add", file=("big.txt", b"x" * 1_000_001))
    assert "at most 1 MB" in told(result)
    both = {"link": "https://example.org", "file": ("a.txt", b"x")}
    result = await people.moderator.slash(server.channel, "source add", **both)
    assert "either a link or a file" in told(result)
    result = await people.moderator.slash(server.channel, "source add", file=("a.txt", b"x"), every="1d")
    assert "A file is read once" in told(result)
    assert refusals(discord) == [FileRefused] * 3


async def test_a_file_that_waits_is_forgotten_by_a_restart_and_that_is_said(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """What cannot be found out anew is to be added again, in a sentence."""
    asked = await people.moderator.slash(
        server.channel, "source add", file=("a.txt", b"The ferry was late today.")
    )
    await discord.restart_bot(Pullquote(library, Settings()))
    await people.moderator.click(reply(asked).message, label="Add")
    assert "I was restarted since; use /source add again" in shown(asked).replace("\\", "")
    assert await library.sources.list_sources(server.collection) == []


async def test_text_is_pasted_through_a_form(people: People, server: Server, library: Library) -> None:
    """With neither link nor file a form opens; what is typed into it is shown, and stored if wanted."""
    opened = await people.moderator.slash(server.channel, "source add")
    sent = await people.moderator.submit_modal(
        opened,
        {
            "text": "\n\n".join(PARAGRAPHS),
            "title": "The late ferry",
            "link": "example.org/ferry",
            "date": "2024-05-17",
            "author": "Ada Winter",
        },
    )
    assert reply(sent).ephemeral
    assert "An article: Ada Winter · 2024-05-17" in shown(sent)
    await people.moderator.click(reply(sent).message, label="Add")
    (article,) = [each async for each in library.iter_articles(server.collection)]
    said = article.citation
    assert (said.title, said.url) == ("The late ferry", "https://example.org/ferry")
    assert (said.author, said.published_at) == ("Ada Winter", "2024-05-17")
    assert (await library.get_text(server.collection, article)).text == "\n\n".join(PARAGRAPHS)


async def test_the_form_may_be_sent_after_a_restart(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """What took long to type is not lost; title and author are read from the text itself."""
    opened = await people.moderator.slash(server.channel, "source add")
    await discord.restart_bot(Pullquote(library, Settings()))
    text = "The late ferry\n\nBy Ada Winter\n\n" + "\n\n".join(PARAGRAPHS)
    sent = await people.moderator.submit_modal(opened, {"text": text})
    assert "The late ferry" in shown(sent)
    assert "An article: Ada Winter" in shown(sent)


async def test_a_form_with_a_wrong_date_or_link_is_refused(
    people: People, server: Server, library: Library
) -> None:
    """What cannot be read is said, and nothing is stored."""
    for said, expected in (({"date": "last May"}, "is no date"), ({"link": "not a link"}, "no web address")):
        opened = await people.moderator.slash(server.channel, "source add")
        sent = await people.moderator.submit_modal(opened, {"text": PARAGRAPHS[0], **said})
        assert expected in told(sent)
    assert await titles(library, server) == []


async def test_menu_adds_the_only_link_of_a_message(
    people: People, server: Server, library: Library, site: Site
) -> None:
    """A message with one link needs no question which one; marks of the sentence are no part of it."""
    link = site.add("/ferry", page("The late ferry", *PARAGRAPHS))
    message = await people.member.send(server.channel, f"Read this ([here]({link})), it is good!")
    asked = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "The late ferry" in shown(asked)
    await people.moderator.click(reply(asked).message, label="Add")
    assert await titles(library, server) == ["The late ferry"]


async def test_menu_asks_which_of_several_is_meant(
    people: People, server: Server, library: Library, site: Site, discord: Env
) -> None:
    """Links and files of a message are offered; a link works after a restart, of a file it is said what to do."""
    link = site.add("/ferry", page("The late ferry", *PARAGRAPHS))
    message = await people.member.send(
        server.channel, f"{link} and {link}", attachments=[("notes.txt", PARAGRAPHS[0].encode())]
    )
    asked = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "Which one is to be added?" in shown(asked)
    chosen = await people.moderator.context_menu(server.channel, "Add as source", message)
    await people.moderator.select(reply(chosen).message, ["0"])
    assert "File · notes.txt" in shown(chosen)
    await discord.restart_bot(Pullquote(library, Settings()))
    late = await people.moderator.select(reply(asked).message, ["0"])
    assert "choose “Add as source” again" in late.followups[-1].content
    await people.moderator.select(reply(asked).message, [link])
    assert "The late ferry" in shown(asked)


async def test_menu_on_a_message_without_links_says_so(people: People, server: Server, discord: Env) -> None:
    """A message with nothing to add is said to be one."""
    message = await people.member.send(server.channel, "Nothing to see here.")
    result = await people.moderator.context_menu(server.channel, "Add as source", message)
    assert "neither a link nor a file" in told(result)
    assert refusals(discord) == [NothingToAdd]
