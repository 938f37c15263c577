import time

import pytest
from simcord.env import Env

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from tests.e2e.conftest import Server, mention
from tests.e2e.talking import FOUND, QUESTION, change, post, said, thread_on

NOTE = "Nobody asked me"


@pytest.fixture(params=[True])
async def simcord_bot(library: Library, request: pytest.FixtureRequest) -> Pullquote:
    """A bot that its host lets answer unasked, or not."""
    return Pullquote(library, Settings(answer_unasked=request.param))


@pytest.fixture
async def auto(stocked: Server, discord: Env) -> Server:
    """A server whose moderators want that in its channel."""
    await change(discord, stocked, auto_channels=(stocked.channel.id,))
    return stocked


async def test_sure_answer_comes_unasked(auto: Server, discord: Env) -> None:
    """A question to nobody in particular is answered, with why, where the moderators want that."""
    assert discord.bot.intents.message_content
    assert not discord.bot.intents.members
    await auto.member.send(auto.channel, QUESTION)
    (answer,) = said(auto.channel)
    assert FOUND in answer
    assert NOTE in answer


@pytest.mark.parametrize(
    "text",
    [
        "Who conducts the Vienna orchestra?",
        "The lighthouse was built by somebody.",
        "What do you all think?",
        "Where is the lens?",  # which is answered when asked, but not for sure
        "Who painted the lighthouse door, and in which shop was the paint bought?",
    ],
)
async def test_whatever_it_is_not_sure_of_is_passed_over(auto: Server, text: str, library: Library) -> None:
    """Statements, talk and questions without a sure answer get silence, and leave no trace."""
    await auto.member.send(auto.channel, text)
    assert said(auto.channel) == []
    assert await library.list_answers(auto.collection, 10) == []


async def test_what_is_said_to_somebody_is_left_to_them(auto: Server, discord: Env) -> None:
    """Replies, and messages that mention somebody, are not the bot's business; a mention of it is, once."""
    bob = auto.guild.add_member(discord.create_user("bob"))
    first = await bob.send(auto.channel, "Good morning.")
    await auto.member.send(auto.channel, QUESTION, reply_to=first)
    await auto.member.send(auto.channel, f"{bob.mention} {QUESTION}")
    assert said(auto.channel) == []
    await auto.member.send(auto.channel, f"{mention(discord)} {QUESTION}")
    (answer,) = said(auto.channel)
    assert NOTE not in answer


async def test_programs_are_not_answered(auto: Server, discord: Env) -> None:
    """What bots and webhooks ask is passed over."""
    robot = auto.guild.add_member(discord.create_user("robot", bot=True))
    await robot.send(auto.channel, QUESTION)
    await auto.guild.create_webhook(auto.channel, "News").send(QUESTION)
    assert [m for m in auto.channel.history() if m.author == discord.bot.user] == []


async def test_other_channels_stay_as_they_are(auto: Server) -> None:
    """In channels that were not chosen it answers nothing unasked; in threads of a chosen one it does."""
    other = auto.guild.create_text_channel("other")
    await auto.member.send(other, QUESTION)
    assert said(other) == []


async def test_threads_and_forums_of_a_chosen_channel_count(auto: Server, discord: Env) -> None:
    """A thread in a chosen channel and a post in a chosen forum are answered, the post by its title as well."""
    message = await auto.member.send(auto.channel, "Here.")
    thread = thread_on(discord, auto, message)
    await auto.member.send(thread, QUESTION)
    assert FOUND in said(thread)[-1]
    forum = auto.guild.create_forum_channel("questions")
    await change(discord, auto, auto_channels=(forum.id,))
    by_title = await post(discord, forum, auto.member, QUESTION, "I really would like to know.")
    assert FOUND in said(by_title)[-1]


async def test_channel_is_left_alone_for_a_while(
    auto: Server, discord: Env, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an answer the bot is silent in that channel for half a minute."""
    assert isinstance(discord.bot, Pullquote)
    cog = discord.bot.get_cog("Unasked")
    assert cog is not None
    await auto.member.send(auto.channel, QUESTION)
    await auto.member.send(auto.channel, QUESTION)
    assert len(said(auto.channel)) == 1
    now = time.monotonic()
    monkeypatch.setattr(cog, "clock", lambda: now + 31)
    await auto.member.send(auto.channel, QUESTION)
    assert len(said(auto.channel)) == 2


@pytest.mark.parametrize("simcord_bot", [False], indirect=True)
async def test_without_the_hosts_setting_nothing_is_read(auto: Server, discord: Env) -> None:
    """Where the host has not turned it on the intent is off, and chosen channels change nothing."""
    assert not discord.bot.intents.message_content
    await auto.member.send(auto.channel, QUESTION)
    assert said(auto.channel) == []
    await auto.member.send(auto.channel, f"{mention(discord)} {QUESTION}")
    assert FOUND in said(auto.channel)[-1]


async def test_bare_mention_under_a_message_finds_its_sources(auto: Server, discord: Env) -> None:
    """With the intent the bot can read the message that a bare mention answers, and shows what bears on it."""
    other = auto.guild.create_text_channel("other")
    message = await auto.member.send(other, "Clara Moretti built the lighthouse of Porto Vento.")
    await auto.member.send(other, mention(discord), reply_to=message)
    assert FOUND in said(other)[-1]
