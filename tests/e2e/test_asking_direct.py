import discord as discord_py
import pytest
from simcord.builders import UserHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.client import Pullquote
from bot.commands.mentions import HOW_TO_ASK_ALONE
from index.library import Library
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, mention, new_server, refusals, reply, shown_in, texts
from tests.e2e.elsewhere import GUILD, user_install
from tests.e2e.talking import FOUND, NOTHING, QUESTION, change, said
from tests.texts import BRIDGE, LAMPS, LIGHTHOUSE

STRANGER = "I know of none that we are both in"


def heard(user: UserHandle) -> list[str]:
    """What the bot has said to the person alone."""
    return said(user.dm_channel)


def menu_of(message: discord_py.Message | ResponseMessage) -> discord_py.SelectMenu | None:
    """The menu below an answer."""
    if isinstance(message, ResponseMessage):
        message = message.message
    rows = [row for row in message.components if isinstance(row, discord_py.ActionRow)]
    menus = [each for row in rows for each in row.children if isinstance(each, discord_py.SelectMenu)]
    return menus[0] if menus else None


async def join_two(discord: Env, add: AddArticles) -> tuple[Server, Server, UserHandle]:
    """Two servers with articles, and somebody who is in both."""
    first, second = new_server(discord, "Harbour", "ann"), new_server(discord, "Valley *B*", "bob")
    await add(first.collection, LIGHTHOUSE)
    await add(second.collection, BRIDGE, LAMPS)
    second.guild.add_member(first.member.user)
    return first, second, first.member.user


async def test_direct_message_is_answered_from_the_persons_server(stocked: Server, discord: Env) -> None:
    """Whoever is in a server with the bot may ask it alone, and reads from where the answer is."""
    user = stocked.member.user
    await user.send_dm(QUESTION)
    (answer,) = heard(user)
    assert FOUND in answer
    assert "From the articles of Harbour." in answer
    message = user.dm_channel.last_message
    assert message is not None
    assert menu_of(message) is None


async def test_slash_command_works_in_a_direct_message(stocked: Server) -> None:
    """/ask works there as well."""
    result: InteractionResult = await stocked.member.user.slash("ask", question=QUESTION)
    assert FOUND in texts(reply(result).components)
    assert not reply(result).ephemeral


async def test_stranger_gets_nothing(stocked: Server, discord: Env) -> None:
    """Who shares no server with the bot reads no article of any, and is told what to do."""
    stranger = discord.create_user("eve")
    await stranger.send_dm(QUESTION)
    assert STRANGER in heard(stranger)[-1]
    result = await stranger.slash("ask", question=QUESTION)
    assert STRANGER in reply(result).content
    assert len(refusals(discord)) == 1


async def test_whoever_has_left_gets_nothing(stocked: Server, discord: Env) -> None:
    """A person who asked before and left the server is no member any more once the minutes are over."""
    user = stocked.member.user
    await stocked.member.slash(stocked.channel, "ask", question=QUESTION)
    stocked.guild.remove_member(stocked.member)
    await user.send_dm(QUESTION)
    assert STRANGER in heard(user)[-1]


async def test_server_asked_last_answers_and_another_can_be_chosen(
    discord: Env, add: AddArticles, library: Library
) -> None:
    """With several servers the last one asked answers; the menu asks another, now and from then on."""
    first, second, user = await join_two(discord, add)
    await first.member.slash(first.channel, "ask", question=QUESTION)
    await user.send_dm("When did the old bridge collapse?")
    message = user.dm_channel.last_message
    assert message is not None
    assert "From the articles of Harbour." in shown_in(message)
    assert NOTHING in shown_in(message)
    menu = menu_of(message)
    assert menu is not None
    assert [option.label for option in menu.options] == ["Valley *B*"]
    await user.select(message, [second.collection])
    chosen = user.dm_channel.last_message
    assert chosen is not None
    assert chosen.id == message.id
    assert "From the articles of Valley \\*B\\*." in shown_in(chosen)
    assert "quiet morning in March" in shown_in(chosen)
    await user.send_dm("What did the mayor say of the new bridge?")
    assert "14 million crowns" in heard(user)[-1]


async def test_menu_outlives_a_restart(discord: Env, add: AddArticles, library: Library) -> None:
    """Nothing of the menu is kept in the bot's memory."""
    first, second, user = await join_two(discord, add)
    await first.member.slash(first.channel, "ask", question=QUESTION)
    await user.send_dm("When did the old bridge collapse?")
    message = user.dm_channel.last_message
    assert message is not None
    assert isinstance(discord.bot, Pullquote)
    discord.bot.communities.__init__(library)  # type: ignore[misc]  # as a new start has it
    discord.bot.memberships.__init__()  # type: ignore[misc]
    await user.select(message, [second.collection])
    assert "quiet morning in March" in heard(user)[-1]


async def test_menu_gives_nothing_of_a_server_that_was_left(discord: Env, add: AddArticles) -> None:
    """A choice of a server that the person has left since is refused, and the answer stays."""
    first, second, user = await join_two(discord, add)
    await first.member.slash(first.channel, "ask", question=QUESTION)
    await user.send_dm("When did the old bridge collapse?")
    message = user.dm_channel.last_message
    assert message is not None
    second.guild.remove_member(user)
    assert isinstance(discord.bot, Pullquote)
    discord.bot.memberships.__init__()  # type: ignore[misc]  # the minutes are over
    result = await user.select(message, [second.collection])
    assert "not in any more" in result.followups[-1].content
    assert NOTHING in heard(user)[-1]


async def test_question_goes_on_from_the_last_one(stocked: Server) -> None:
    """Alone with the bot, a question that cannot stand alone is about what was asked before."""
    user = stocked.member.user
    await user.send_dm(QUESTION)
    await user.send_dm("and how far can it be seen?")
    assert "32 kilometres" in heard(user)[-1]


async def test_nothing_said_explains_how_to_ask(stocked: Server, discord: Env) -> None:
    """A message with nothing but a mention gets a sentence."""
    user = stocked.member.user
    await user.send_dm(mention(discord))
    assert heard(user) == [HOW_TO_ASK_ALONE]


async def test_servers_cooldown_holds_there_as_well(stocked: Server, discord: Env) -> None:
    """Nobody gets round a server's limits by asking alone."""
    await change(discord, stocked, member_questions=1)
    user = stocked.member.user
    await user.send_dm(QUESTION)
    await user.send_dm(QUESTION)
    assert "ask again in" in heard(user)[-1]


async def test_buttons_below_know_their_server(discord: Env, add: AddArticles) -> None:
    """A button below such an answer finds the article in the server that the answer is of."""
    first, second, user = await join_two(discord, add)
    await second.guild.add_member(discord.create_user("x")).slash(second.channel, "ask", question=QUESTION)
    await first.member.slash(first.channel, "ask", question=QUESTION)
    await user.send_dm(QUESTION)
    message = user.dm_channel.last_message
    assert message is not None
    result = await user.click(message, label="In context")
    assert "whale oil" in texts(reply(result).components)


async def test_sources_for_a_message_are_looked_for_in_another_server(
    discord: Env, add: AddArticles, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The menu below them looks for sources again, though a message may be longer than a question."""
    _first, _second, user = await join_two(discord, add)
    abroad = new_server(discord, "Abroad", "zoe")
    person = abroad.guild.add_member(user)
    message = discord.backend.prepare_message(abroad.channel.id, person.id, "x")
    message.content = "The lighthouse was built by Clara Moretti in 1874. " + "It is a nice tower. " * 60
    discord.backend.commit_message(message, broadcast=False)
    posted = abroad.channel.last_message
    assert posted is not None
    with user_install(monkeypatch, context=GUILD):
        found = reply(await person.context_menu(abroad.channel, "Find sources", posted))
        menu = menu_of(found)
        assert menu is not None
        result = await person.select(found.message, [menu.options[0].value], custom_id=menu.custom_id)
    assert result.followups == []
    shown = texts(reply(result).components)
    assert "From the articles of Valley" in shown
    assert "Quotes that bear on this message:" in shown
    assert LAMPS.title in shown
