import re
from pathlib import Path

import pytest
from simcord.env import Env

from bot.client import Pullquote
from bot.handbook import HANDBOOK, NOT_FOR_MEMBERS, Handbook, folder
from index.library import Library
from tests.e2e.conftest import Server, new_moderator, reply, texts
from tests.e2e.elsewhere import GUILD, user_install


def links(shown: str) -> set[str]:
    """The commands that are named."""
    return {part.split(":")[0] for part in shown.split("</")[1:]}


async def test_members_see_what_they_may_use(server: Server) -> None:
    """Without a question /help lists the commands, each as a link that opens it, for the asker alone."""
    answer = reply(await server.member.slash(server.channel, "help"))
    shown = texts(answer.components)
    assert answer.ephemeral
    assert {"ask", "help", "about", "privacy", "article show", "article search"} <= links(shown)
    assert "settings" not in links(shown)
    assert "For moderators" not in shown


async def test_moderators_see_their_commands_too(discord: Env, server: Server) -> None:
    """Whoever may manage the server, or everything in it, sees the commands of moderators."""
    for permission in ("manage_guild", "administrator"):
        moderator = new_moderator(discord, server, permission, **{permission: True})
        shown = texts(reply(await moderator.slash(server.channel, "help")).components)
        assert {"ask", "settings", "stats"} <= links(shown)


async def test_direct_messages_list_what_works_there(discord: Env, server: Server) -> None:
    """In a direct message only commands that work there are listed."""
    shown = texts(reply(await server.member.user.slash("help")).components)
    assert {"help", "about", "privacy"} <= links(shown)
    assert not {"settings", "stats"} & links(shown)


async def test_question_is_answered_from_the_handbook(server: Server) -> None:
    """With a question /help quotes the handbook, says so, and can open the page at that place."""
    answer = reply(
        await server.member.slash(server.channel, "help", question="How many characters may a question have?")
    )
    shown = texts(answer.components)
    assert answer.ephemeral
    assert "From my handbook" in shown
    assert "Asking questions" in shown
    first = re.search(r"read:[^']+@handbook", str(answer.components))
    assert first is not None
    opened = await server.member.click(answer, custom_id=first[0])
    assert "A question may have at most 1,000 characters" in texts(reply(opened).components).replace("*", "")


async def test_moderators_are_not_offered_to_remove_the_handbook(discord: Env, server: Server) -> None:
    """Its pages are no articles of the server's, so that a moderator could do nothing but fail."""
    moderator = new_moderator(discord, server, "mo")
    answer = reply(await moderator.slash(server.channel, "help", question="How do I ask well?"))
    first = re.search(r"read:[^']+@handbook", str(answer.components))
    assert first is not None
    opened = reply(await moderator.click(answer, custom_id=first[0]))
    assert "-# Page " in texts(opened.components)
    assert "Remove" not in texts(opened.components).splitlines()


async def test_handbook_answers_in_direct_messages(server: Server) -> None:
    """The handbook is the same for all, and answers wherever it is asked."""
    asked = await server.member.user.slash("help", question="How many characters may a question have?")
    assert "1,000 characters" in texts(reply(asked).components).replace("*", "")


async def test_handbook_never_answers_members_questions(server: Server) -> None:
    """What the handbook says is no answer to /ask, and its pages are none of the server's articles."""
    await server.member.slash(server.channel, "help", question="How do I ask well?")
    asked = await server.member.slash(
        server.channel, "ask", question="How many characters may a question have?"
    )
    assert "Nothing stored here answers that" in texts(reply(asked).components)


async def test_what_the_handbook_does_not_say_is_said(server: Server) -> None:
    """A question that the handbook does not answer gets no made-up answer."""
    asked = await server.member.slash(server.channel, "help", question="Who conducts the Vienna orchestra?")
    assert "Nothing stored here answers that" in texts(reply(asked).components)


async def test_handbook_is_stored_anew_when_it_changed(library: Library, tmp_path: Path) -> None:
    """At the next start changed pages say the new thing, and pages that are no more answer no more."""
    (tmp_path / "one.md").write_text("# One\n\nThe kettle whistles at noon.\n")
    (tmp_path / "two.md").write_text("# Two\n\nThe zebra sleeps at night.\n")
    (tmp_path / "ranking.md").write_text("# Figures\n\nThe figures are 0.1 and 0.2.\n")
    await Handbook(library, tmp_path).make_ready()
    assert [a.citation.title async for a in library.iter_articles(HANDBOOK)] == ["One", "Two"]
    (tmp_path / "one.md").write_text("# One\n\nThe kettle whistles at ten.\n")
    (tmp_path / "two.md").unlink()
    await Handbook(library, tmp_path).make_ready()
    assert [a.citation.title async for a in library.iter_articles(HANDBOOK)] == ["One"]
    answer = await library.ask(HANDBOOK, "When does the kettle whistle?")
    assert "at ten" in answer.quotes[0].text


async def test_page_is_known_wherever_the_package_is_installed(library: Library, tmp_path: Path) -> None:
    """A restart with the same pages stores nothing, and a page that changed stays the same article."""
    for name, hour in (("here", "noon"), ("there", "noon"), ("elsewhere", "ten")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "one.md").write_text(f"# One\n\nThe kettle whistles at {hour}.\n")
        await Handbook(library, tmp_path / name).make_ready()
    stored = [article async for article in library.iter_articles(HANDBOOK)]
    assert len(stored) == 1
    history = await library.sources.find_history(HANDBOOK, stored[0].id)
    assert history is not None
    assert len(history.revisions) == 2


async def test_help_and_about_work_for_whoever_installed_the_bot_for_themselves(
    stocked: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a server that the bot is not in, they tell what works there and nothing of any server."""
    with user_install(monkeypatch, context=GUILD):
        shown = texts(reply(await stocked.member.slash(stocked.channel, "help")).components)
        assert {"ask", "help", "about", "privacy"} <= links(shown)
        assert not {"settings", "stats"} & links(shown)
        answer = await stocked.member.slash(stocked.channel, "help", question="How do I ask well?")
        assert "From my handbook" in texts(reply(answer).components)
        about = texts(reply(await stocked.member.slash(stocked.channel, "about")).components)
        assert "Stored here" not in about


def test_pages_that_are_left_out_exist() -> None:
    """No page is left out by a name that it no longer has."""
    assert {path.name for path in folder().glob("*.md")} >= NOT_FOR_MEMBERS


async def test_about_says_what_is_stored_here_and_who_runs_it(
    stocked: Server, simcord_bot: Pullquote
) -> None:
    """Any member reads with /about the version, what this server has, and what leaves the machine."""
    answer = reply(await stocked.member.slash(stocked.channel, "about"))
    shown = texts(answer.components)
    assert answer.ephemeral
    assert "Pullquote 0\\.1.0" in shown
    assert "2 articles from 0 sources" in shown
    assert "MIT" in shown
    assert "sent to nobody else" in shown
    assert f"<t:{int(simcord_bot.started_at.timestamp())}:R>" in shown


async def test_about_works_in_direct_messages(stocked: Server) -> None:
    """In a direct message /about says the same, but for what a server has."""
    shown = texts(reply(await stocked.member.user.slash("about")).components)
    assert "Pullquote" in shown
    assert "Stored here" not in shown
