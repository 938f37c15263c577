import json

import pytest
from simcord.actors import MemberActor
from simcord.env import Env
from simcord.results import InteractionResult

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from index.models import Actor, Asker, Feedback, NewWatch, Verdict
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, reply, texts
from tests.e2e.elsewhere import GUILD, user_install
from tests.texts import BRIDGE, LIGHTHOUSE


async def leave_traces(library: Library, server: Server, person: int) -> None:
    """Ask, judge, watch and choose something, as that person in that server."""
    asker = Asker(str(person), str(server.channel.id))
    answer = await library.ask(server.collection, "Who built the lighthouse?", asker=asker)
    verdict = Feedback(server.collection, answer.answer_id, str(person), Verdict.NOT_HELPFUL, "too short")
    await library.communities.set_feedback(verdict)
    await library.communities.add_watch(NewWatch(server.collection, "ferry", str(person), None))
    await library.communities.set_preference(str(person), "community", server.collection)


async def exported(who: MemberActor, panel: InteractionResult) -> dict[str, list[dict[str, object]]]:
    """The file that the person is given."""
    file = reply(await who.click(reply(panel), label="Export"))
    assert file.ephemeral
    (attachment,) = file.attachments
    assert attachment.filename == "pullquote-about-you.json"
    found: dict[str, list[dict[str, object]]] = json.loads(await attachment.read())
    return found


async def test_everybody_sees_what_is_kept_about_them(
    discord: Env, stocked: Server, library: Library, add: AddArticles
) -> None:
    """All servers together, in words with counts and dates, and for how long; nobody else sees it."""
    other = new_server(discord, "Elsewhere", "bob")
    await add(other.collection, LIGHTHOUSE, BRIDGE)
    await leave_traces(library, stocked, stocked.member.id)
    await leave_traces(library, other, stocked.member.id)
    panel = reply(await stocked.member.slash(stocked.channel, "privacy"))
    shown = texts(panel.components)
    assert panel.ephemeral
    assert "In all servers and direct messages together" in shown
    assert "**2 questions**" in shown
    assert "kept for 30 days" in shown
    assert "**2 feedbacks on answers**" in shown
    assert "**2 watches for new articles**" in shown
    assert "**1 preference**" in shown
    assert "Who built the lighthouse?" in shown
    assert "<t:" in shown


async def test_export_is_ones_own_and_whole(discord: Env, stocked: Server, library: Library) -> None:
    """The file has every question, word of feedback, watch and choice of that person, and nobody else's."""
    bob = stocked.guild.add_member(discord.create_user("bob"))
    await leave_traces(library, stocked, stocked.member.id)
    record = await exported(stocked.member, await stocked.member.slash(stocked.channel, "privacy"))
    assert [row["question"] for row in record["questions"]] == ["Who built the lighthouse?"]
    assert [row["reason"] for row in record["feedback"]] == ["too short"]
    assert [row["query"] for row in record["watches"]] == ["ferry"]
    assert len(record["preferences"]) == 1
    theirs = await exported(bob, await bob.slash(stocked.channel, "privacy"))
    assert not any(theirs.values())


async def test_delete_asks_first_and_says_how_much_went(stocked: Server, library: Library) -> None:
    """Nothing goes before it is confirmed; then all of it does, everywhere, and the count is told."""
    await leave_traces(library, stocked, stocked.member.id)
    panel = reply(await stocked.member.slash(stocked.channel, "privacy"))
    await stocked.member.click(panel, label="Delete")
    assert "Delete all 4 entries that I keep about you, in all servers?" in texts(panel.components)
    await stocked.member.click(panel, label="Keep it")
    assert "**1 question**" in texts(panel.components)
    await stocked.member.click(panel, label="Delete")
    await stocked.member.click(panel, label="Delete all that")
    assert "Deleted: 4 entries about you." in texts(panel.components)  # as many as it asked about
    record = await library.communities.export_person(str(stocked.member.id))
    assert not any(record.values())
    again = texts(reply(await stocked.member.slash(stocked.channel, "privacy")).components)
    assert "**0 questions**" in again
    assert "Delete" not in again


async def test_deleting_takes_nothing_from_others(discord: Env, stocked: Server, library: Library) -> None:
    """What others asked and said stays, even where it was the same."""
    bob = stocked.guild.add_member(discord.create_user("bob"))
    for person in (stocked.member, bob):
        await leave_traces(library, stocked, person.id)
    panel = reply(await stocked.member.slash(stocked.channel, "privacy"))
    await stocked.member.click(panel, label="Delete")
    await stocked.member.click(panel, label="Delete all that")
    theirs = await library.communities.export_person(str(bob.id))
    assert {what: len(rows) for what, rows in theirs.items()} == {
        "questions": 1,
        "feedback": 1,
        "watches": 1,
        "preferences": 1,
        "log": 0,
    }


async def test_what_was_done_for_a_community_is_told_and_stays(
    discord: Env, stocked: Server, simcord_bot: Pullquote, library: Library
) -> None:
    """Moderators read that the log of their changes is the community's, and find it in their export."""
    person = str(stocked.member.id)
    await simcord_bot.communities.change(stocked.collection, Actor(person, "discord"), quotes=1)
    opened = await stocked.member.slash(stocked.channel, "privacy")
    assert "**1 entry in the log of moderators**" in texts(reply(opened).components)
    record = await exported(stocked.member, opened)
    assert [row["subject"] for row in record["log"]] == ["quotes"]
    assert "Delete" not in texts(reply(opened).components)


async def test_works_in_direct_messages_and_after_a_restart(
    discord: Env, stocked: Server, library: Library
) -> None:
    """Wherever it is asked it is about the same person, and old buttons still work."""
    await leave_traces(library, stocked, stocked.member.id)
    user = stocked.member.user
    panel = reply(await user.slash("privacy"))
    assert "**1 question**" in texts(panel.components)
    await discord.restart_bot(Pullquote(library, Settings()))
    await user.click(panel, label="Delete")
    await user.click(panel, label="Delete all that")
    assert "Deleted: 4 entries" in texts(panel.components)


async def test_works_for_whoever_installed_the_bot_for_themselves(
    stocked: Server, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in a server that the bot is not in everybody sees and deletes what is their own."""
    await leave_traces(library, stocked, stocked.member.id)
    with user_install(monkeypatch, context=GUILD):
        panel = reply(await stocked.member.slash(stocked.channel, "privacy"))
        assert panel.ephemeral
        assert "**1 question**" in texts(panel.components)
        await stocked.member.click(panel, label="Delete")
        await stocked.member.click(panel, label="Delete all that")
    record = await library.communities.export_person(str(stocked.member.id))
    assert not any(record.values())


async def test_host_that_keeps_no_questions_says_so(discord: Env, stocked: Server, library: Library) -> None:
    """Where the host keeps nothing, nobody is told of days."""
    await discord.restart_bot(Pullquote(library, Settings(keep_answers_days=0)))
    shown = texts(reply(await stocked.member.slash(stocked.channel, "privacy")).components)
    assert "the host has set that none are kept" in shown
