import pytest
from simcord.env import Env
from simcord.results import ResponseMessage

from index.errors import TextRefused
from index.models import NewArticle
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, refusals, reply, texts
from tests.e2e.pressing import labels, press
from tests.e2e.talking import FOUND, change, said
from tests.texts import BRIDGE

FIND, CHECK = "Find sources", "Check this quote"
RIGHT = "The lighthouse of Porto Vento was built in 1874 by the engineer Clara Moretti."


async def choose(server: Server, menu: str, text: str) -> ResponseMessage:
    """What a member gets by a menu of somebody else's message."""
    message = await server.member.send(server.channel, text)
    result = await server.member.context_menu(server.channel, menu, message)
    return reply(result)


async def test_sources_for_a_message_are_shown_alone_and_can_be_posted(stocked: Server) -> None:
    """Quotes that bear on what somebody wrote come to whoever asked for them, who may post them."""
    answer = await choose(
        stocked, FIND, "I heard that some Clara Moretti built the lighthouse in Porto Vento."
    )
    assert answer.ephemeral
    assert FOUND in texts(answer.components)
    assert said(stocked.channel)[:-1] == []
    await press(stocked.member, answer, "post:")
    posted = stocked.channel.last_message
    assert posted is not None
    assert not posted.flags.ephemeral


async def test_message_that_nothing_bears_on_gets_no_source(stocked: Server) -> None:
    """A claim about something else has no source here, which is said."""
    answer = await choose(stocked, FIND, "The orchestra of Vienna plays Mahler tonight.")
    assert "Nothing stored here answers that." in texts(answer.components)


@pytest.mark.parametrize("menu", [FIND, CHECK])
@pytest.mark.parametrize("text", ["🎉", "and so it is"])
async def test_message_with_no_words_to_look_for_gets_a_sentence(
    stocked: Server, discord: Env, menu: str, text: str
) -> None:
    """Emoji or common words alone cannot be looked for."""
    answer = await choose(stocked, menu, text)
    assert answer.ephemeral
    assert answer.content
    assert refusals(discord) == [TextRefused]


@pytest.mark.parametrize("menu", [FIND, CHECK])
async def test_picture_without_words_gets_a_sentence(stocked: Server, discord: Env, menu: str) -> None:
    """A message that is only a picture has nothing to be checked."""
    message = await stocked.member.send(stocked.channel, attachments=[("x.png", b"x")])
    result = await stocked.member.context_menu(stocked.channel, menu, message)
    assert "has no words" in reply(result).content
    assert refusals(discord) == [TextRefused]


async def test_word_for_word_quote_is_confirmed_with_its_place(stocked: Server) -> None:
    """Right words are said to be right, with the article and a way to the place."""
    answer = await choose(stocked, CHECK, f"“{RIGHT}”")
    shown = texts(answer.components)
    assert answer.ephemeral
    assert "### Word for word" in shown
    assert RIGHT.removesuffix(".") in shown
    assert "The lighthouse of Porto Vento · Ada Winter" in shown
    assert "https://www.example.org/lighthouse#:~:text=" in shown
    assert labels(answer) == ["Open"]


async def test_changed_words_are_shown_and_said(stocked: Server) -> None:
    """Where words differ both texts are shown, what differs marked, and said in words as well."""
    changed = "The lighthouse of Porto Vento was built in 1884 by the famous engineer Clara Moretti."
    shown = texts((await choose(stocked, CHECK, changed)).components)
    assert "### Nearly, but not word for word" in shown
    assert "was built in **1874** by the engineer Clara Moretti." in shown
    assert "was built in ~~1884~~ by the ~~famous~~ engineer Clara Moretti." in shown
    assert "The article has “1874” where the message has “1884”." in shown
    assert "The message adds “famous”." in shown


async def test_right_words_of_another_article_are_said_to_be_that(stocked: Server) -> None:
    """Words that stand elsewhere than the message says are right words, wrongly attributed."""
    text = f"“{RIGHT}” — How the old bridge fell"
    shown = texts((await choose(stocked, CHECK, text)).components)
    assert "### The right words, but another article" in shown
    assert "The message names “How the old bridge fell”, where these words do not stand." in shown
    assert "The lighthouse of Porto Vento · Ada Winter" in shown


async def test_words_that_nobody_wrote_are_not_found(stocked: Server) -> None:
    """Made up words are said to stand nowhere; the closest passage is shown as no more than that."""
    made_up = (
        "“The lighthouse keeper confessed to have sunk four ships with a false lamp in the storm of 1911.”"
    )
    shown = texts((await choose(stocked, CHECK, made_up)).components)
    assert "### Not found" in shown
    assert "No stored article has these words, nor nearly these." in shown
    assert "This is the closest passage, and no source for them:" in shown


async def test_quote_of_an_earlier_text_is_said_to_be_old(stocked: Server, add: AddArticles) -> None:
    """Words that an article does not have any more were there once, which is said."""
    await add(stocked.collection, NewArticle(BRIDGE.title, BRIDGE.text.replace("14 million", "19 million")))
    shown = texts(
        (
            await choose(stocked, CHECK, "“The mayor said that a new bridge would cost 14 million crowns.”")
        ).components
    )
    assert "14 million" in shown


async def test_another_servers_articles_prove_nothing(stocked: Server, discord: Env) -> None:
    """A quote is checked against the articles of the own server only."""
    other = new_server(discord, "Elsewhere", "bob")
    for menu in (FIND, CHECK):
        shown = texts((await choose(other, menu, f"“{RIGHT}”")).components)
        assert "Ada Winter" not in shown


async def test_sources_are_looked_for_where_the_bot_answers(stocked: Server, discord: Env) -> None:
    """In a closed channel sources are not looked for; a quote may be checked anywhere, as nobody else reads it."""
    await change(discord, stocked, channels=(1,))
    assert "I do not answer in this channel" in (await choose(stocked, FIND, RIGHT)).content
    assert "Word for word" in texts((await choose(stocked, CHECK, RIGHT)).components)


async def test_menus_count_as_questions(stocked: Server, discord: Env) -> None:
    """Both menus are within the cooldown."""
    await change(discord, stocked, member_questions=1)
    await choose(stocked, CHECK, RIGHT)
    assert "ask again in" in (await choose(stocked, FIND, RIGHT)).content
    assert len(refusals(discord)) == 1
