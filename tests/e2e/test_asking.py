import pytest
from simcord.env import Env

from bot.commands.mentions import HOW_TO_ASK
from index.errors import ArticleNotFound, QuestionRefused
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, mention, new_server, refusals, reply, shown_in, texts
from tests.texts import BRIDGE, HOSTILE


async def test_slash_command_answers_with_a_quote_and_its_citation(stocked: Server) -> None:
    """A member asks with /ask and reads the sentence, its title, site, author, date and link."""
    result = await stocked.member.slash(stocked.channel, "ask", question="Who built the lighthouse?")
    shown = texts(reply(result).components)
    assert "1874 by the engineer Clara Moretti" in shown
    assert "**built**" in shown
    assert "The lighthouse of Porto Vento · Ada Winter · example.org · 17 May 2024" in shown
    assert "https://www.example.org/lighthouse#:~:text=The%20lighthouse" in shown


async def test_mention_answers_the_same_without_a_privileged_intent(stocked: Server, discord: Env) -> None:
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
    assert "Clara Moretti" in shown_in(answer)


async def test_another_servers_articles_stay_invisible(
    stocked: Server, discord: Env, add: AddArticles
) -> None:
    """What one community has stored never answers another, nor is it found by search or number."""
    other = new_server(discord, "Elsewhere", "bob")
    await add(other.collection, BRIDGE)
    result = await other.member.slash(other.channel, "ask", question="Who built the lighthouse?")
    assert "Nothing stored here answers that" in texts(reply(result).components)
    assert "Moretti" not in texts(reply(result).components)
    found = await other.member.slash(other.channel, "article search", query="lighthouse")
    assert "Porto Vento" not in texts(reply(found).components)
    assert await other.member.autocomplete(other.channel, "article show", "article", "light") == []
    shown = await other.member.slash(other.channel, "article show", article="1")
    assert "No article here" in reply(shown).content
    assert refusals(discord) == [ArticleNotFound]


async def test_nothing_found_says_so_and_names_the_words(stocked: Server) -> None:
    """When nothing answers, the bot says so and which words no stored article mentions."""
    result = await stocked.member.slash(stocked.channel, "ask", question="Who conducts the Vienna orchestra?")
    shown = texts(reply(result).components)
    assert "Nothing stored here answers that." in shown
    assert "No stored article mentions: **conducts, Vienna, orchestra**" in shown


async def test_question_of_common_words_is_refused_to_the_asker_alone(stocked: Server, discord: Env) -> None:
    """A question with nothing to search for gets a sentence that only the asker sees."""
    result = await stocked.member.slash(stocked.channel, "ask", question="what is it about?")
    assert result.response is not None
    assert result.response.ephemeral
    assert "only common words" in result.response.content
    assert refusals(discord) == [QuestionRefused]


async def test_long_question_by_mention_gets_a_sentence(stocked: Server, discord: Env) -> None:
    """A question over the limit is refused in words, and the bot goes on."""
    await stocked.member.send(stocked.channel, f"{mention(discord)} " + "lighthouse " * 150)
    assert stocked.channel.last_message is not None
    assert "the limit is 1,000" in stocked.channel.last_message.content


@pytest.mark.parametrize("allowed", [True, False])
async def test_mention_is_answered_with_typing_shown_where_that_is_allowed(
    stocked: Server, discord: Env, allowed: bool
) -> None:
    """Whoever mentions the bot sees that it is at work; where it may not show that, it answers all the same."""
    if not allowed:
        discord.inject_error("POST", "/channels/*/typing", status=403)
    await stocked.member.send(stocked.channel, f"{mention(discord)} who built the lighthouse?")
    assert "Clara Moretti" in shown_in(stocked.channel.last_message)
    steps = discord.transcript()
    assert 0 < steps.index("/typing") < steps.rindex("/messages")


async def test_mention_alone_explains_how_to_ask(stocked: Server, discord: Env) -> None:
    """A bare mention is answered with how to ask."""
    await stocked.member.send(stocked.channel, mention(discord))
    assert stocked.channel.last_message is not None
    assert stocked.channel.last_message.content == HOW_TO_ASK


async def test_messages_that_do_not_mention_the_bot_are_left_alone(stocked: Server) -> None:
    """The bot never answers unasked."""
    await stocked.member.send(stocked.channel, "Who built the lighthouse?")
    assert stocked.channel.last_message is not None
    assert stocked.channel.last_message.content == "Who built the lighthouse?"


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
