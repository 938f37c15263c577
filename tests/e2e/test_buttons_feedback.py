"""What people say of answers, and what they ask next."""

from datetime import date

import pytest
from simcord.actors import MemberActor
from simcord.env import Env

from index.library import Library
from index.models import FeedbackCount
from tests.e2e.conftest import Server, mention, reply, texts
from tests.e2e.pressing import ask, ids, list_buttons, press, sentence, shown

QUESTION = "Who built the lighthouse?"


async def feedback(library: Library, server: Server) -> FeedbackCount:
    """The counts, as moderators see them."""
    day = date(2000, 1, 1)
    found = await library.communities.get_statistics(server.collection, day, date(2100, 1, 1), 10)
    return found.feedback


@pytest.fixture
def bob(stocked: Server, discord: Env) -> MemberActor:
    return stocked.guild.add_member(discord.create_user("bob"))


async def test_each_person_counts_once_and_their_last_word_counts(
    stocked: Server, bob: MemberActor, library: Library
) -> None:
    """Clicking again changes nothing, changing one's mind does, and each is thanked alone."""
    message = await ask(stocked, QUESTION)
    for _ in range(2):
        result = await press(stocked.member, message, "helpful:")
        assert sentence(result) == "Thank you! It is noted that this answer was helpful."
    assert await feedback(library, stocked) == FeedbackCount(1, 0)
    await press(bob, message, "helpful:")
    assert await feedback(library, stocked) == FeedbackCount(2, 0)
    form = await press(stocked.member, message, "not-helpful:")
    assert await feedback(library, stocked) == FeedbackCount(2, 0)
    result = await stocked.member.submit_modal(form, {"text": "It is about another lighthouse."})
    assert sentence(result).startswith("Thank you! It is noted that this answer was not helpful")
    assert await feedback(library, stocked) == FeedbackCount(1, 1)


async def test_reason_may_be_left_out_and_is_kept_where_it_is_given(
    stocked: Server, bob: MemberActor, library: Library
) -> None:
    """Moderators see the reasons that people gave; the message in the channel stays as it was."""
    message = await ask(stocked, QUESTION)
    before = shown(message)
    for person, text in ((stocked.member, ""), (bob, "Too old.")):
        await person.submit_modal(await press(person, message, "not-helpful:"), {"text": text})
    day = date(2000, 1, 1)
    found = await library.communities.get_statistics(stocked.collection, day, date(2100, 1, 1), 10)
    assert [(count, list(why)) for _, count, why in found.poorly_answered] == [
        (FeedbackCount(0, 2), ["Too old."])
    ]
    last = stocked.channel.last_message
    assert last is not None
    assert texts([dict(each.to_dict()) for each in last.components]) == before


async def test_follow_up_takes_the_subject_along_for_all_to_read(stocked: Server, bob: MemberActor) -> None:
    """Anybody goes on from a public answer, in public, and sees what was understood."""
    message = await ask(stocked, "What would a new bridge cost?")
    form = await press(bob, message, "follow-up:")
    answered = reply(await bob.submit_modal(form, {"text": "And who said that?"}))
    assert not answered.ephemeral
    assert "Understood with" in shown(answered)
    assert "bridge" in shown(answered)
    assert ids(answered, "delete:") == [f"delete:{bob.id}"]


async def test_answer_to_a_mention_has_the_same_buttons(stocked: Server, discord: Env) -> None:
    """However it was asked, an answer can be gone on from, and deleted by whoever asked."""
    by_command = await ask(stocked, QUESTION)
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    last = stocked.channel.last_message
    assert last is not None
    buttons = list_buttons([dict(each.to_dict()) for each in last.components])
    assert [each["custom_id"] for each in buttons if "custom_id" in each] == ids(by_command)


async def test_small_talk_has_no_buttons(stocked: Server) -> None:
    """There is nothing to go on from in a greeting."""
    assert ids(await ask(stocked, "Hello!")) == []
