from dataclasses import replace
from typing import Any

from discord import ui

from bot.replies.answers import answer_view
from index.models import Answer, Citation, Quote, Span, Status
from tests.e2e.conftest import texts
from tests.e2e.pressing import list_buttons

CITATION = Citation(7, None, "The bridge", "https://e.org/b", "Ada", "2024-05-03")
QUOTE = Quote(1, "It cost 14 million.", CITATION, 1, Span(0, 19), 1.0, ())
ANSWER = Answer("What did it cost?", "0123456789ab", Status.ANSWERED, 1.0, (QUOTE,), (), ())


def view(answer: Answer, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - those of answer_view
    """What Discord is sent."""
    made: ui.LayoutView = answer_view(answer, **({"shown_to": 5, "is_private": False} | options))
    components: list[dict[str, Any]] = made.to_components()  # type: ignore[no-untyped-call]  # as discord.py has it
    return components


def labels(components: list[dict[str, Any]]) -> list[object]:
    return [button["label"] for button in list_buttons(components)]


def test_sources_that_differ_are_said_to_and_stand_side_by_side_with_their_dates() -> None:
    """Which is right is for the reader to judge; the numbers stay those of the ranking."""
    other = replace(
        QUOTE,
        rank=2,
        text="It cost 29 million.",
        article=replace(CITATION, id=8, published_at="2025-06-02"),
    )
    shown = texts(view(replace(ANSWER, quotes=(QUOTE, other), differing=True)))
    assert "The sources differ here: compare what each says, and when." in shown
    assert shown.index("**1.** It cost 14 million.") < shown.index("3 May 2024")
    assert shown.index("3 May 2024") < shown.index("**2.** It cost 29 million.") < shown.index("2 June 2025")
    assert "differ" not in texts(view(replace(ANSWER, quotes=(QUOTE, other))))


def test_words_taken_along_are_named_and_harmless() -> None:
    """A follow-up says what it was understood with, as text."""
    shown = texts(view(replace(ANSWER, carried=("Kursk", "@everyone"))))
    assert "-# Understood with “Kursk”, “\\@everyone” from the question before." in shown


def test_where_an_answer_is_from_is_small_print() -> None:
    """In a direct message it is told which server's articles it is from."""
    assert "-# From the articles of Harbour." in texts(view(ANSWER, note="From the articles of Harbour."))


def test_page_that_is_gone_is_read_from_the_store() -> None:
    """Nobody is led to a page that is not there; the stored text is."""
    gone = replace(QUOTE, article=replace(CITATION, gone_at="2026-05-03"))
    components = view(replace(ANSWER, quotes=(gone,)))
    assert "page gone since 3 May 2026" in texts(components)
    assert labels(components)[:2] == ["Read article", "In context"]


def test_buttons_are_those_that_can_do_something_there() -> None:
    """In public whoever asked may delete; alone they may post, but not outside the server."""
    always = ["Open", "In context"]
    kept = ["Ask a follow-up", "Helpful", "Not helpful"]
    assert labels(view(ANSWER)) == [*always, *kept, "Delete"]
    assert labels(view(ANSWER, is_private=True)) == [*always, *kept, "Post publicly"]
    assert labels(view(ANSWER, is_private=True, collection="9")) == [*always, *kept]
    assert labels(view(ANSWER, is_kept=False)) == [*always, "Delete"]
    assert labels(view(ANSWER, is_private=True, is_kept=False)) == always


def test_what_was_not_kept_says_what_there_is_no_room_for() -> None:
    """Without a button for more, a quote that does not fit is at least told of."""
    long = replace(QUOTE, text="It cost a lot. " * 180)
    shown = texts(view(replace(ANSWER, quotes=(long, replace(long, rank=2))), is_kept=False))
    assert "-# 1 more quote was too long to show here." in shown
