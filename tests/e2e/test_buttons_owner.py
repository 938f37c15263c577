"""Buttons that some people may press, and others not: Delete, and Post publicly."""

import pytest
from discord import PermissionOverwrite, Permissions
from simcord.actors import MemberActor
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.client import Pullquote
from index.models import Actor
from tests.e2e.conftest import Server, reply
from tests.e2e.pressing import ask, ids, labels, press, sentence, shown

QUESTION = "Who built the lighthouse?"
ONLY = "Only whoever asked, and moderators, may delete this answer."


def is_there(server: Server, message: ResponseMessage) -> bool:
    """Whether the message still stands in the channel."""
    return message.id in [each.id for each in server.channel.history()]


@pytest.fixture
async def private(stocked: Server, discord: Env) -> ResponseMessage:
    """An answer that nobody but its asker sees."""
    bot = discord.bot
    assert isinstance(bot, Pullquote)
    await bot.communities.change(stocked.collection, Actor("1", "test"), is_private=True)
    message = await ask(stocked, QUESTION)
    assert message.ephemeral
    return message


async def test_asker_deletes_the_answer(stocked: Server) -> None:
    """Whoever asked takes the answer back."""
    message = await ask(stocked, QUESTION)
    assert is_there(stocked, message)
    await press(stocked.member, message, "delete:")
    assert not is_there(stocked, message)


async def test_another_member_is_told_who_may_delete(stocked: Server, discord: Env) -> None:
    """Nobody's answer is deleted by just anybody, nor by an asker of another answer."""
    message = await ask(stocked, QUESTION)
    bob = stocked.guild.add_member(discord.create_user("bob"))
    assert sentence(await press(bob, message, "delete:")) == ONLY
    assert is_there(stocked, message)


@pytest.mark.parametrize("by_role", [True, False])
async def test_moderator_deletes_any_answer(stocked: Server, discord: Env, by_role: bool) -> None:
    """Whoever may manage the server, or has a role that was set for that, deletes answers of others."""
    message = await ask(stocked, QUESTION)
    moderator = await new_moderator(stocked, discord, by_role=by_role)
    await press(moderator, message, "delete:")
    assert not is_there(stocked, message)


async def new_moderator(server: Server, discord: Env, *, by_role: bool) -> MemberActor:
    """Somebody whom a role makes a moderator, by the settings or by what it permits."""
    role = (
        server.guild.create_role("Editors")
        if by_role
        else server.guild.create_role("Staff", permissions=Permissions(manage_guild=True))
    )
    if by_role:
        bot = discord.bot
        assert isinstance(bot, Pullquote)
        await bot.communities.change(server.collection, Actor("1", "test"), moderator_roles=(role.id,))
    return server.guild.add_member(discord.create_user("mo"), roles=[role])


async def test_answer_that_is_gone_already_is_no_error(stocked: Server, discord: Env) -> None:
    """Of two who delete at once, neither is told of an error."""
    message = await ask(stocked, QUESTION)
    discord.inject_error("DELETE", "/webhooks/*/messages/@original", status=404, code=10008)
    result = await press(stocked.member, message, "delete:")
    assert result.acknowledged
    assert not result.followups


async def test_private_answer_is_posted_once_by_its_asker(
    stocked: Server, private: ResponseMessage, discord: Env
) -> None:
    """It is posted in the channel with the asker's name, pinging nobody, and the button goes away."""
    before = len(stocked.channel.history())
    result = await press(stocked.member, private, "post:")
    [posted] = result.followups
    assert not posted.ephemeral
    assert len(stocked.channel.history()) == before + 1
    assert f"Posted by {stocked.member.mention}" in shown(posted)
    sent = [each.json for each in discord.http_requests if each.method == "POST" and each.json]
    assert sent[-1]["allowed_mentions"] == {"parse": []}
    assert "1874 by the engineer Clara Moretti" in shown(posted)
    assert ids(posted, "delete:") == [f"delete:{stocked.member.id}"]
    assert not ids(posted, "post:")
    assert not ids(private, "post:")


async def test_second_click_posts_nothing(stocked: Server, private: ResponseMessage, discord: Env) -> None:
    """Whoever clicks again before the button is gone is told that the answer was posted."""
    discord.inject_error("PATCH", "/webhooks/*/messages/@original", status=404, code=10008)
    await press(stocked.member, private, "post:")
    before = len(stocked.channel.history())
    result = await press(stocked.member, private, "post:")
    assert sentence(result) == "This answer has been posted already."
    assert len(stocked.channel.history()) == before


async def test_private_answer_is_not_posted_where_answers_are_not_welcome(
    stocked: Server, private: ResponseMessage, discord: Env
) -> None:
    """Where moderators want no answers, none gets in through the private ones."""
    bot = discord.bot
    assert isinstance(bot, Pullquote)
    await bot.communities.change(stocked.collection, Actor("1", "test"), channels=(1,))
    before = len(stocked.channel.history())
    result = await press(stocked.member, private, "post:")
    assert sentence(result) == "Answers are not posted in this channel; ask in one where they are."
    assert len(stocked.channel.history()) == before


async def test_private_answer_is_posted_only_where_its_asker_may_write(
    stocked: Server, private: ResponseMessage, discord: Env
) -> None:
    """The bot is no way around a channel in which members may only read."""
    bob = stocked.guild.add_member(discord.create_user("bob"))
    closed = PermissionOverwrite(send_messages=False)
    channel = stocked.guild.create_text_channel("notices", overwrites={bob: closed})
    asked = reply(await bob.slash(channel, "ask", question=QUESTION))
    assert asked.ephemeral
    before = len(channel.history())
    result = await press(bob, asked, "post:")
    assert sentence(result) == "You may not write in this channel, so the answer was not posted."
    assert len(channel.history()) == before


async def test_private_answer_offers_posting_and_a_public_one_deleting(
    stocked: Server, private: ResponseMessage
) -> None:
    """A private answer is dismissed by Discord's own link, and a public one is public."""
    assert "Post publicly" in labels(private)
    assert "Delete" not in labels(private)


async def test_what_a_private_answer_leads_to_is_private(stocked: Server, private: ResponseMessage) -> None:
    """A follow-up to an answer that one person sees is answered for that person."""
    form = await press(stocked.member, private, "follow-up:")
    answered = reply(await stocked.member.submit_modal(form, {"text": "How many steps has the tower?"}))
    assert answered.ephemeral
    assert "211" in shown(answered)
