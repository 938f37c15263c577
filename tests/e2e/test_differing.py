"""When sources differ: told where it is plain, and never where it is not."""

import pytest

from index.library import Library
from index.models import NewArticle
from tests.conftest import AddArticles

SOLDIERS = "How many soldiers were captured in Kursk?"
FERRY = "When does the last ferry leave?"
BRIDGE = "When was the bridge opened?"


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            SOLDIERS,
            "At last 2,500 soldiers were captured in Kursk.",
            "Officials say 3,100 soldiers were captured in Kursk.",
        ),
        (FERRY, "The last ferry leaves at nine.", "The last ferry leaves at ten."),
        (BRIDGE, "The bridge was opened in 1932.", "The bridge was opened to the public on 3 May 1934."),
        (
            "How tall is the lighthouse?",
            "The lighthouse is 52 metres tall.",
            "They say the lighthouse is 58 metres tall.",
        ),
    ],
)
async def test_contradiction_is_told_and_both_sides_are_shown(
    library: Library, add: AddArticles, question: str, one: str, other: str
) -> None:
    """Who reads one figure sees that another article has another."""
    await add("a", NewArticle("Report", one), NewArticle("Another paper", other))
    answer = await library.ask("a", question, 2)
    assert answer.differing
    assert {quote.article.title for quote in answer.quotes} == {"Report", "Another paper"}
    assert (await library.get_answer("a", answer.answer_id)).differing


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            SOLDIERS,
            "At last 2,500 soldiers were captured in Kursk.",
            "Two thousand five hundred soldiers were captured in Kursk.",
        ),
        (
            SOLDIERS,
            "At last 2500 soldiers were captured in Kursk.",
            "They say 2,500 enemy soldiers were captured in Kursk.",
        ),
        (
            SOLDIERS,
            "At last 2,500 soldiers were captured in Kursk.",
            "Some say about 2,600 soldiers were captured in Kursk.",
        ),
        (SOLDIERS, "At last 2,500 soldiers were captured in Kursk.", "In Sudzha 300 soldiers were captured."),
        (
            SOLDIERS,
            "At last 2,500 soldiers were captured in Kursk.",
            "3,100 shells fell while soldiers were captured in Kursk.",
        ),
        (FERRY, "The last ferry leaves at 9 pm.", "The last ferry of the day leaves at 21:00 sharp."),
        (BRIDGE, "The bridge was opened in 1932.", "The bridge was opened to the public on 3 May 1932."),
        (
            "How tall is the lighthouse?",
            "The lighthouse is 52 metres tall.",
            "The lighthouse is 171 feet tall, they say.",
        ),
        (
            "How many people live in Harbour?",
            "In 2010, 4,000 people lived in Harbour.",
            "In 2020, 5,000 people lived in Harbour.",
        ),
        ("Who opened the bridge?", "Ann opened the bridge in 1932.", "Bob opened the bridge in 1934."),
    ],
)
async def test_what_may_both_be_right_is_no_contradiction(
    library: Library, add: AddArticles, question: str, one: str, other: str
) -> None:
    """The same value in other words, a rounded one, another place or another year do not differ."""
    await add("a", NewArticle("Report", one), NewArticle("Another paper", other))
    assert not (await library.ask("a", question, 3)).differing


async def test_one_article_does_not_contradict_itself(library: Library, add: AddArticles) -> None:
    """Sources differ, and not the sentences of one."""
    text = "2,500 soldiers were captured in Kursk in spring.\n\nLater 3,100 soldiers were captured in Kursk."
    await add("a", NewArticle("Report", text))
    assert not (await library.ask("a", SOLDIERS, 3)).differing


async def test_contradiction_further_down_is_brought_up(library: Library, add: AddArticles) -> None:
    """With room for two quotes the second is the one that differs."""
    same = [
        NewArticle(f"Paper {n}", f"In the {n} bulletin 2,500 soldiers were captured in Kursk.")
        for n in ("first", "next")
    ]
    await add(
        "a",
        *same,
        NewArticle("Dissent", "Officials of the other side insist 3,100 soldiers were captured in Kursk."),
    )
    answer = await library.ask("a", SOLDIERS, 2)
    assert answer.differing
    assert "Dissent" in {quote.article.title for quote in answer.quotes}
    assert [quote.rank for quote in answer.quotes] == [1, 2]
