import asyncio

import discord as discord_py
import pytest
from discord import RoleTags
from simcord.env import Env

from bot.commands.mentions import HOW_TO_ASK, NOT_MY_ROLE, USE_THE_MENU
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, mention, refusals, reply, shown_in, texts
from tests.e2e.talking import FOUND, NOTHING, QUESTION, change, post, said, send_long, thread_on
from tests.texts import BRIDGE, HOSTILE

TAKEN_ALONG = "from the question before"


async def test_mention_answers_without_a_privileged_intent(stocked: Server, discord: Env) -> None:
    """A member mentions the bot with a question and is answered in the channel."""
    intents = discord.bot.intents
    assert not intents.message_content
    assert not intents.members
    assert not intents.presences
    await stocked.member.send(stocked.channel, f"{mention(discord)} who built the lighthouse?")
    answer = stocked.channel.last_message
    assert answer is not None
    assert answer.author == discord.bot.user
    assert answer.reference is not None
    assert FOUND in shown_in(answer)


async def test_mention_alone_explains_how_to_ask(stocked: Server, discord: Env) -> None:
    """A bare mention is answered with how to ask."""
    await stocked.member.send(stocked.channel, mention(discord))
    assert said(stocked.channel) == [HOW_TO_ASK]


async def test_emoji_alone_is_small_talk(stocked: Server, discord: Env) -> None:
    """A mention with nothing but emoji gets a friendly sentence and no search."""
    await stocked.member.send(stocked.channel, f"{mention(discord)} 🎉 <:wave:123456789012345678>")
    (sentence,) = said(stocked.channel)
    assert "quote from the stored articles" in sentence


@pytest.mark.parametrize("text", [QUESTION, "lighthouse " * 150])
async def test_messages_that_do_not_mention_the_bot_are_left_alone(stocked: Server, text: str) -> None:
    """The bot never answers unasked."""
    await stocked.member.send(stocked.channel, text)
    assert said(stocked.channel) == []


@pytest.mark.parametrize("words", ["lighthouse " * 150, "lighthouse " * 360])
async def test_long_question_gets_a_sentence(stocked: Server, discord: Env, words: str) -> None:
    """A question over the limit, also one as long as Discord lets some people write, is refused in words."""
    await send_long(discord, stocked.channel, stocked.member, f"{mention(discord)} {words}")
    (sentence,) = said(stocked.channel)
    assert "the limit is 1,000" in sentence


@pytest.mark.parametrize("allowed", [True, False])
async def test_typing_is_shown_where_that_is_allowed(stocked: Server, discord: Env, allowed: bool) -> None:
    """Whoever mentions the bot sees that it is at work; where it may not show that, it answers all the same."""
    if not allowed:
        discord.inject_error("POST", "/channels/*/typing", status=403)
    await stocked.member.send(stocked.channel, f"{mention(discord)} who built the lighthouse?")
    assert FOUND in said(stocked.channel)[0]
    steps = discord.transcript()
    assert 0 < steps.index("/typing") < steps.rindex("/messages")


async def test_hostile_text_neither_pings_nor_breaks_the_reply(
    server: Server, add: AddArticles, discord: Env
) -> None:
    """Mentions, links, code and spoilers inside an article are shown as text."""
    await add(server.collection, HOSTILE)
    await server.member.send(server.channel, f"{mention(discord)} what did the zebra say to everyone here?")
    message = server.channel.last_message
    assert message is not None
    assert not message.mention_everyone
    assert not message.role_mentions
    assert [user for user in message.mentions if user != server.member.member] == []
    shown = shown_in(message)
    assert "\\@everyone" in shown
    assert "javascript:" not in shown
    assert shown.replace("\\", "").count("@everyone") == shown.count("\\@everyone")


async def test_answer_to_an_answer_goes_on_from_it(stocked: Server, discord: Env, add: AddArticles) -> None:
    """Whoever answers the bot's answer with a ping asks about the same; the bot says what it took along."""
    await add(stocked.collection, BRIDGE)
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    answer = stocked.channel.last_message
    assert answer is not None
    await stocked.member.send(
        stocked.channel, f"{mention(discord)} and how far can it be seen?", reply_to=answer
    )
    last = said(stocked.channel)[-1]
    assert "lighthouse" in last.lower()
    assert "32 kilometres" in last


@pytest.mark.parametrize(
    ("words", "answered"),
    [("how many steps has the tower?", True), ("Thanks!", True), ("we saw that", False), ("lol", False)],
)
async def test_nod_at_an_answer_is_left_alone(
    stocked: Server, discord: Env, words: str, answered: bool
) -> None:
    """A reply that only pings the bot is answered if it asks, or thanks; any other remark is not commented on."""
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    answer = stocked.channel.last_message
    assert answer is not None
    message = discord.backend.create_message(
        stocked.channel.id,
        stocked.member.id,
        words,
        reference={"channel_id": str(stocked.channel.id), "message_id": str(answer.id)},
    )
    assert message is not None
    await discord.settle()
    assert len(said(stocked.channel)) == 1 + answered


async def test_thread_under_an_answer_goes_on_from_it(stocked: Server, discord: Env) -> None:
    """In a thread on the bot's answer a question takes its subject along, and the next one that of the last."""
    asked = await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    thread = thread_on(discord, stocked, reply(asked).id)
    await stocked.member.send(thread, f"{mention(discord)} and how far can it be seen?")
    assert "32 kilometres" in said(thread)[-1]
    await stocked.member.send(thread, f"{mention(discord)} and what did it burn?")
    assert "whale oil" in said(thread)[-1]


async def test_private_question_in_a_thread_is_nobody_elses_subject(stocked: Server, discord: Env) -> None:
    """What somebody asks alone in a thread is taken along by their next private question, and by no other."""
    thread = thread_on(discord, stocked, await stocked.member.send(stocked.channel, "Ships!"))
    await stocked.member.slash(thread, "ask", question=QUESTION, private=True)
    own = await stocked.member.slash(thread, "ask", question="and how far can it be seen?", private=True)
    assert TAKEN_ALONG in texts(reply(own).components)
    other = stocked.guild.add_member(discord.create_user("bob"))
    for person in (other, stocked.member):
        await person.send(thread, f"{mention(discord)} and how far can it be seen?")
        assert TAKEN_ALONG not in said(thread)[-1]
    alone = await other.slash(thread, "ask", question="and how far can it be seen?", private=True)
    assert TAKEN_ALONG not in (texts(reply(alone).components) or reply(alone).content)


async def test_thread_of_members_is_a_place_like_others(stocked: Server, discord: Env) -> None:
    """In a thread on a member's message a question that cannot stand alone has nothing to go on from."""
    message = await stocked.member.send(stocked.channel, "What a lighthouse!")
    thread = thread_on(discord, stocked, message)
    await stocked.member.send(thread, f"{mention(discord)} and what is it?")
    assert "only common words" in said(thread)[-1]
    await stocked.member.send(thread, f"{mention(discord)} {QUESTION}")
    assert FOUND in said(thread)[-1]


async def test_forum_post_may_ask_by_its_title(stocked: Server, discord: Env) -> None:
    """A post in a forum that mentions the bot is answered; with nothing more, its title is the question."""
    forum = stocked.guild.create_forum_channel("questions")
    by_text = await post(discord, forum, stocked.member, "Help", f"{mention(discord)} {QUESTION}")
    assert FOUND in said(by_text)[-1]
    by_title = await post(discord, forum, stocked.member, QUESTION, mention(discord))
    assert FOUND in said(by_title)[-1]


async def test_bare_mention_under_a_members_message_leads_to_the_menu(stocked: Server, discord: Env) -> None:
    """The bot cannot read a message that it is not mentioned in, and says how it can."""
    message = await stocked.member.send(stocked.channel, "It was built in 1874.")
    await stocked.member.send(stocked.channel, mention(discord), reply_to=message)
    assert said(stocked.channel) == [USE_THE_MENU]


async def test_question_under_a_members_message_is_answered(stocked: Server, discord: Env) -> None:
    """A mention with a question inside a reply to somebody else works as anywhere."""
    message = await stocked.member.send(stocked.channel, "No idea.")
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}", reply_to=message)
    assert FOUND in said(stocked.channel)[-1]


async def test_mention_of_its_role_is_explained(stocked: Server, discord: Env) -> None:
    """Discord offers the bot's role beside the bot; whoever picks it learns to pick the other."""
    role = stocked.guild.create_role("Pullquote")
    guild = discord.bot.get_guild(stocked.guild.id)
    assert guild is not None
    assert discord.bot.user is not None
    known = guild.get_role(role.id)
    assert known is not None
    known.tags = RoleTags({"bot_id": str(discord.bot.user.id)})
    discord.backend.create_message(
        stocked.channel.id,
        stocked.member.id,
        f"{role.mention} {QUESTION}",
    )
    await discord.settle()
    assert said(stocked.channel) == [NOT_MY_ROLE.format(mention=mention(discord))]


async def test_channels_where_it_does_not_answer_stay_quiet(stocked: Server, discord: Env) -> None:
    """Where moderators want no answers a mention gets none; in a thread of an open channel it does."""
    await change(discord, stocked, channels=(stocked.channel.id,))
    other = stocked.guild.create_text_channel("elsewhere")
    await stocked.member.send(other, f"{mention(discord)} {QUESTION}")
    assert said(other) == []
    message = await stocked.member.send(stocked.channel, "Here.")
    thread = thread_on(discord, stocked, message)
    await stocked.member.send(thread, f"{mention(discord)} {QUESTION}")
    assert FOUND in said(thread)[-1]


async def test_too_many_questions_are_told_once(stocked: Server, discord: Env) -> None:
    """Whoever asks too often is told when to ask again, once, and not at every message."""
    await change(discord, stocked, member_questions=1)
    for _ in range(3):
        await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    answer, refusal = said(stocked.channel)
    assert FOUND in answer
    assert "ask again in 30 seconds" in refusal


async def test_two_questions_at_once_are_both_answered(stocked: Server, discord: Env) -> None:
    """Questions that come together are answered each under its own message."""
    for words in (QUESTION, "When did the bridge collapse?"):
        discord.backend.create_message(stocked.channel.id, stocked.member.id, f"{mention(discord)} {words}")
    await discord.settle()
    replies = [message for message in stocked.channel.history() if message.author.bot]
    assert len({message.reference.message_id for message in replies if message.reference}) == 2
    assert {FOUND in shown_in(message) for message in replies} == {True, False}


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (400, 50083), (404, 10003)])
async def test_channel_that_cannot_be_written_is_no_error(
    stocked: Server, discord: Env, status: int, code: int
) -> None:
    """Where the bot may not write, in archived threads and in channels that are gone, it goes on in silence."""
    discord.inject_error("POST", "/channels/*/messages", status=status, code=code, times=2)
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    assert said(stocked.channel) == []
    assert refusals(discord) == []
    await asyncio.sleep(0)
    discord.backend.faults.clear()
    await stocked.member.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    assert FOUND in said(stocked.channel)[-1]


async def test_question_deleted_meanwhile_is_answered_beside(stocked: Server, discord: Env) -> None:
    """When the question is gone by the time of the answer, the answer still comes."""
    sent = discord.backend.create_message(
        stocked.channel.id, stocked.member.id, f"{mention(discord)} {QUESTION}"
    )
    discord.backend.delete_message(stocked.channel.id, sent.id)
    await discord.settle()
    assert FOUND in said(stocked.channel)[-1]


async def test_bots_and_webhooks_are_not_answered(stocked: Server, discord: Env) -> None:
    """What programs write is never a question, so that two bots cannot talk on and on."""
    hook = stocked.guild.create_webhook(stocked.channel, "News")
    await hook.send(f"{mention(discord)} {QUESTION}")
    other = stocked.guild.add_member(discord.create_user("robot", bot=True))
    await other.send(stocked.channel, f"{mention(discord)} {QUESTION}")
    own = [message for message in stocked.channel.history() if message.author == discord.bot.user]
    assert own == []


async def test_nothing_found_is_said_to_whoever_asks(stocked: Server, discord: Env) -> None:
    """A question that nothing answers is answered with that."""
    await stocked.member.send(stocked.channel, f"{mention(discord)} Who conducts the Vienna orchestra?")
    assert NOTHING in said(stocked.channel)[-1]
    assert isinstance(stocked.channel.last_message, discord_py.Message)
