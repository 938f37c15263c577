import re
from dataclasses import replace
from pathlib import Path

import pytest
from simcord.env import Env
from simcord.results import ResponseMessage

from bot.__main__ import open_library
from bot.client import Pullquote
from bot.replies.answers import answer_view
from bot.settings import Settings
from index.library import Library
from index.models import NewArticle
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, new_server, reply
from tests.e2e.pressing import ask, ids, labels, press, sentence, shown, told
from tests.texts import ANN, LIGHTHOUSE

QUESTION = "Who built the lighthouse?"
FERRY = "Who painted the ferry?"
PAINTERS = [
    NewArticle(title=f"Letter of {name}", text=f"{name} painted the ferry {colour}. It took {days} days.")
    for days, (name, colour) in enumerate(
        [
            ("Ada", "blue"),
            ("Bert", "green"),
            ("Cleo", "red"),
            ("Dora", "white"),
            ("Emil", "black"),
            ("Fritz", "yellow"),
            ("Gerda", "orange"),
            ("Hans", "violet"),
        ],
        start=2,
    )
]


@pytest.fixture
async def many(server: Server, add: AddArticles) -> Server:
    """A server with eight articles that answer the same question, each in its way."""
    await add(server.collection, *PAINTERS)
    return server


def plain(message: ResponseMessage) -> str:
    """All that the message displays, without the bold."""
    return shown(message).replace("**", "")


def numbers(text: str) -> list[int]:
    """The numbers of the quotes shown."""
    return [int(number) for number in re.findall(r"\*\*(\d+)\.\*\*", text)]


async def test_more_shows_the_next_quotes_to_whoever_clicks_alone(many: Server, discord: Env) -> None:
    """Whoever wants more gets the next few, and again, until each quote was shown once."""
    message = await ask(many, FERRY)
    bob = many.guild.add_member(discord.create_user("bob"))
    seen = numbers(shown(message))
    assert seen == [1, 2, 3]
    while ids(message, "more:"):
        message = told(await press(bob, message, "more:"))
        seen += numbers(shown(message))
    assert seen == list(range(1, 9))


async def test_answer_says_how_many_more_quotes_there_are(many: Server) -> None:
    """The button tells what it has; an answer that is shown whole has no such button."""
    assert "5 more quotes" in labels(await ask(many, FERRY))
    assert not ids(await ask(many, "What did Gerda paint orange?"), "more:")


async def test_context_is_shown_to_whoever_clicks_alone(stocked: Server) -> None:
    """The paragraph around a quote is shown with the quote in bold, and leads to the article there."""
    message = await ask(stocked, "When was the whale oil lamp replaced?")
    context = told(await press(stocked.member, message, "context:"))
    assert "**Its lamp burned whale oil until 1902" in shown(context)
    assert "The light can be seen from 32 kilometres away." in shown(context)
    assert "The lighthouse of Porto Vento" in shown(context)
    article = told(await press(stocked.member, context, "read:"))
    assert "Page 1 of 1" in shown(article)
    assert "**Its lamp burned" in shown(article)


async def test_removed_article_is_told_of_among_more_quotes(many: Server, library: Library) -> None:
    """In place of a quote whose article was removed stands that it was."""
    message = await ask(many, FERRY)
    kept = await library.get_answer(many.collection, ids(message, "follow-up:")[0].split(":")[1])
    fourth = kept.quotes[3].quote
    assert fourth is not None
    await library.remove(many.collection, fourth.article.title, ANN)
    more = plain(told(await press(many.member, message, "more:")))
    assert "4. *The article that was quoted here has been removed since.*" in more
    assert fourth.text not in more


async def test_quote_of_a_changed_article_says_so(server: Server, add: AddArticles) -> None:
    """In context and among more quotes, a quote of a text that is not the article's any more is marked."""
    letters = [replace(letter, external_id=letter.title) for letter in PAINTERS]
    await add(server.collection, *letters)
    message = await ask(server, FERRY)
    await add(server.collection, *(replace(a, text=f"{a.title}: nothing was painted.") for a in letters))
    more = plain(told(await press(server.member, message, "more:")))
    assert more.count("The article has changed since") == 3
    assert more.count("painted the ferry ") == 3
    context = plain(told(await press(server.member, message, "context:")))
    assert "The article has changed since" in context
    assert "painted the ferry" in context


async def test_context_of_a_removed_article_is_a_sentence(
    stocked: Server, library: Library, discord: Env
) -> None:
    """Nothing is shown of an article that was removed."""
    message = await ask(stocked, QUESTION)
    await library.remove(stocked.collection, LIGHTHOUSE.title, ANN)
    result = await press(stocked.member, message, "context:")
    assert sentence(result) == "The article that was quoted here has been removed since."


@pytest.mark.parametrize("kind", ["more:", "follow-up:", "helpful:", "not-helpful:"])
async def test_answer_that_is_kept_no_more_is_told_in_a_sentence(
    many: Server, discord: Env, db: Path, library: Library, kind: str
) -> None:
    """After its time an answer is gone; its buttons say so, and to ask again."""
    message = await ask(many, FERRY)
    await library.close()
    forgetful = open_library(db, keep_answers_days=0, create=False)
    await discord.restart_bot(Pullquote(forgetful, Settings()))
    result = await press(many.member, message, kind)
    assert sentence(result) == "That answer is not kept any more; ask the question again."
    await forgetful.close()


@pytest.mark.parametrize("kind", ["more:", "context:", "follow-up:", "helpful:", "not-helpful:"])
async def test_button_in_another_server_tells_nothing(
    many: Server, discord: Env, library: Library, kind: str
) -> None:
    """A custom_id that gets into another server leads to nothing of this one's."""
    message = await ask(many, FERRY)
    other = new_server(discord, "Elsewhere", "eve")
    assert discord.bot.user is not None
    channel = discord.bot.get_channel(other.channel.id)
    answer = await library.get_answer(many.collection, ids(message, "follow-up:")[0].split(":")[1])
    copy = await channel.send(view=answer_view(answer, shown_to=1, is_private=False))  # type: ignore[union-attr]  # a text channel
    assert channel is not None
    result = await other.member.click(copy, custom_id=ids(message, kind)[0])
    assert "painted" not in shown(told(result)) + sentence(result)
    assert sentence(result)
    assert result.modal is None


async def test_buttons_work_after_a_restart(many: Server, discord: Env, db: Path, library: Library) -> None:
    """A new process over the same database serves the buttons of its predecessor, and its open forms."""
    message = await ask(many, FERRY)
    form = await press(many.member, message, "follow-up:")
    await library.close()
    again = open_library(db, create=False)
    await discord.restart_bot(Pullquote(again, Settings()))
    assert numbers(shown(told(await press(many.member, message, "more:")))) == [4, 5, 6]
    assert "painted the ferry" in plain(told(await press(many.member, message, "context:")))
    answered = await many.member.submit_modal(form, {"text": "Who painted the ferry violet?"})
    assert "Hans" in shown(reply(answered))
    await press(many.member, message, "delete:")
    assert message.id not in [each.id for each in many.channel.history()]
    await again.close()


async def test_answers_are_not_offered_what_needs_them_where_none_are_kept(
    discord: Env, db: Path, library: Library, add: AddArticles
) -> None:
    """Where the host keeps no answers, the buttons that would need them are not there."""
    server = new_server(discord, "Forgetful", "ann")
    await add(server.collection, *PAINTERS)
    await library.close()
    forgetful = open_library(db, keep_answers_days=0, create=False)
    await discord.restart_bot(Pullquote(forgetful, Settings(keep_answers_days=0)))
    message = await ask(server, FERRY)
    assert set(labels(message)) == {"Read article", "In context", "Delete"}
    assert "painted the ferry" in plain(told(await press(server.member, message, "context:")))
    await forgetful.close()
