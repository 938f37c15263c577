"""Buttons in direct messages, which are about a server that they do not stand in."""

import pytest
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from tests.e2e.conftest import Server, reply
from tests.e2e.pressing import ids, labels, press, sentence, shown, told

QUESTION = "What would a new bridge cost?"
LEFT = "That is from a server that you, or I, are not in any more."


@pytest.fixture
async def answer(stocked: Server, discord: Env) -> ResponseMessage:
    """An answer in a direct message."""
    await stocked.member.send_dm(QUESTION)
    last = stocked.member.user.dm_channel.last_message
    assert last is not None
    return ResponseMessage(discord, discord.backend.get_message(last.channel.id, last.id))


async def test_buttons_in_a_direct_message_know_their_server(
    stocked: Server, answer: ResponseMessage
) -> None:
    """In context, the article, feedback and a follow-up are there for who asks in a direct message."""
    person = stocked.member.user
    assert all(each.endswith(f"@{stocked.collection}") for each in ids(answer) if "delete" not in each)
    context = told(await press(person, answer, "context:"))
    assert "Engineers had warned for years" in shown(context)
    article = told(await press(person, context, "read:"))
    assert "Nobody was hurt." in shown(article)
    assert "helpful" in sentence(await press(person, answer, "helpful:"))
    form = await press(person, answer, "follow-up:")
    answered = reply(await person.submit_modal(form, {"text": "And who said that?"}))
    assert "The mayor said" in shown(answered).replace("**", "")


async def test_answer_in_a_direct_message_can_be_deleted_and_not_posted(
    stocked: Server, answer: ResponseMessage
) -> None:
    """There is no channel to post it to, and whoever asked may take it back."""
    assert "Post publicly" not in labels(answer)
    await press(stocked.member.user, answer, "delete:")
    assert answer.id not in [each.id for each in stocked.member.user.dm_channel.history()]


@pytest.mark.parametrize("kind", ["context:", "follow-up:", "helpful:", "not-helpful:"])
async def test_who_has_left_the_server_reads_nothing_of_it_any_more(
    stocked: Server, answer: ResponseMessage, discord: Env, library: Library, kind: str
) -> None:
    """Old answers in direct messages are no way back into a server."""
    stocked.guild.remove_member(stocked.member)
    await discord.restart_bot(Pullquote(library, Settings()))
    result = await press(stocked.member.user, answer, kind)
    assert sentence(result) == LEFT
    assert result.modal is None
