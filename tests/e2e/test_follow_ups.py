"""Follow-ups, sources of a message, and what matches a watch."""

import json
from pathlib import Path

import pytest

from index.errors import QuestionRefused, TextRefused
from index.library import Library
from index.models import NewArticle, Status
from tests.conftest import AddArticles, Terminal

KURSK = NewArticle(
    "The battle of Kursk",
    "North Korean soldiers were captured in Kursk in January. There were two of them, and both were wounded.",
    url="https://example.org/kursk",
)
FERRY = NewArticle("Ferries", "The ferry crosses the lake in ten minutes. There were two captains in May.")


@pytest.fixture
async def stored(library: Library, add: AddArticles) -> Library:
    """A library that holds both."""
    await add("a", KURSK, FERRY)
    return library


async def test_follow_up_of_common_words_is_answered_with_the_subject_before(stored: Library) -> None:
    """What is refused by itself is understood after a question."""
    first = await stored.ask("a", "Which soldiers were captured in Kursk?")
    earlier = await stored.get_answer("a", first.answer_id)
    with pytest.raises(QuestionRefused):
        await stored.ask("a", "And how many were there?")
    answer = await stored.ask("a", "And how many were there?", earlier=earlier)
    assert answer.carried == ("soldiers", "captured", "Kursk")
    assert (answer.status, answer.quotes[0].article.title) == (Status.ANSWERED, KURSK.title)
    kept = await stored.get_answer("a", answer.answer_id)
    assert (kept.question, kept.carried) == ("And how many were there?", answer.carried)
    third = await stored.ask("a", "And when?", earlier=kept)
    assert third.carried == answer.carried
    listed = (await stored.list_answers("a", 1))[0]
    assert (await stored.ask("a", "Why?", earlier=listed)).carried == answer.carried


async def test_question_of_its_own_is_answered_as_if_nothing_was_before(stored: Library) -> None:
    """In a thread people ask about other things as well."""
    earlier = await stored.get_answer("a", (await stored.ask("a", "Who was captured in Kursk?")).answer_id)
    alone = await stored.ask("a", "How long does the ferry take to cross the lake?")
    after = await stored.ask("a", "How long does the ferry take to cross the lake?", earlier=earlier)
    assert (after.answer_id, after.carried, after.quotes) == (alone.answer_id, (), alone.quotes)


async def test_message_gets_quotes_for_what_it_claims(stored: Library) -> None:
    """Mentions, links, code and emoji are no claims, and what is said beside them is."""
    text = "Hey <@80351110224678912> :smile: ```ferry captains``` https://lake.example/ferry — soldiers were captured in Kursk!"
    answer = await stored.find_sources("a", text)
    assert answer.status is Status.ANSWERED
    assert [quote.article.title for quote in answer.quotes] == [KURSK.title]
    assert (await stored.get_answer("a", answer.answer_id)).question == text


async def test_message_with_several_claims_gets_a_quote_for_each(stored: Library) -> None:
    """No quote twice, the ranks in order."""
    text = "North Korean soldiers were captured in Kursk. And the ferry crosses the lake in ten minutes."
    answer = await stored.find_sources("a", text, 3)
    assert {quote.article.title for quote in answer.quotes} == {KURSK.title, FERRY.title}
    assert [quote.rank for quote in answer.quotes] == list(range(1, len(answer.quotes) + 1))
    assert len({(quote.revision_id, quote.span) for quote in answer.quotes}) == len(answer.quotes)


async def test_message_about_something_else_gets_nothing(stored: Library) -> None:
    """Nothing stored bears on it, and that is said."""
    answer = await stored.find_sources("a", "Parliament passed the new budget for hospitals last night.")
    assert (answer.status, answer.quotes) == (Status.NOTHING_FOUND, ())


@pytest.mark.parametrize(
    "text", ["", "https://example.org/", "<:smile:123456789012345678>", "it is what it is", "x" * 4_001]
)
async def test_message_without_words_is_refused_in_a_sentence(stored: Library, text: str) -> None:
    """Only links, symbols or common words, or too much."""
    with pytest.raises(TextRefused):
        await stored.find_sources("a", text)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("soldiers kursk", [KURSK.title]),
        ("captured soldier", [KURSK.title]),
        ('"captured in Kursk"', [KURSK.title]),
        ('"soldiers in Kursk"', []),
        ("kursk source:example.org", [KURSK.title]),
        ("ferry source:example.org", []),
        ("two -ferry", [KURSK.title]),
        ("soldiers ferry", []),
        ("wounded captains", []),
        ("Kursk hospital", []),
        ("Who was captured in Kursk?", [KURSK.title]),
        ("ferry", [FERRY.title]),
        ("two", [KURSK.title, FERRY.title]),
    ],
)
async def test_article_matches_a_watch_with_all_its_words_only(
    stored: Library, query: str, titles: list[str]
) -> None:
    """A common word in both is no reason to tell anybody."""
    found = await stored.find_matches("a", query, [1, 2])
    assert sorted(quote.article.title for quote in found) == sorted(titles)


async def test_only_the_articles_named_can_match(stored: Library) -> None:
    """A watch tells of new articles, and not of all that there are."""
    assert await stored.find_matches("a", "ferry", [1]) == []
    assert await stored.find_matches("a", "ferry", []) == []


def test_terminal_asks_a_follow_up(pullquote: Terminal, tmp_path: Path) -> None:
    """After an answer, by its id."""
    (tmp_path / "a.txt").write_text(f"{KURSK.title}\n\n{KURSK.text}")
    pullquote("add", tmp_path / "a.txt")
    first = json.loads(pullquote("ask", "--json", "Which soldiers were captured in Kursk?").stdout)
    after = json.loads(
        pullquote("ask", "--json", "--after", first["answer_id"][:6], "and how many were there?").stdout
    )
    assert after["carried"] == ["soldiers", "captured", "Kursk"]
    assert "carried" not in first
