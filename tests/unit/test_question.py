from datetime import date

import pytest

from index.errors import QuestionRefused
from index.models import Period
from index.question import read_question
from index.smalltalk import SmallTalk, find_small_talk

TODAY = date(2026, 1, 2)  # a Friday


def test_operators_are_taken_out_of_the_words() -> None:
    """Phrases stay words to look for; words left out and filters are none."""
    question = read_question(
        'Who fell from "the old bridge" -ferry -"last boat" AUTHOR:"Ada Winter" after:2025-03'
    )
    assert question.terms == ["fall", "old", "bridg"]
    assert question.phrases == ("the old bridge",)
    assert question.without == ("ferry", "last boat")
    assert [(each.author, each.since) for each in question.where or ()] == [
        (None, "2025-03"),
        ("Ada Winter", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "state-of-the-art bridge",
        "ratio foo:bar",
        "train at 10:30",
        "https://e.org/a?b:c",
        "from 2010 - 2015",
        "at -5 degrees",
        "- a point of a list",
        "years 2010 -2015",
        'a 5" pipe',
        "source: the mayor",
    ],
)
def test_what_only_looks_like_an_operator_stays_words(text: str) -> None:
    """Times, addresses, hyphens, dashes, negative numbers and inches are no operators."""
    question = read_question(text)
    assert (question.phrases, question.without, question.where) == ((), (), None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("bridge before:soon", "write before:2025"),
        ("bridge after:2025-13", "write after:2025"),
        ("bridge -source:e.org", "but no filter"),
        ("source:e.org after:2025", "only filters"),
    ],
)
def test_operators_that_cannot_be_followed_are_refused_in_a_sentence(text: str, reason: str) -> None:
    """A wrong date, a filter with a minus, and filters alone say what to do instead."""
    with pytest.raises(QuestionRefused, match=reason):
        read_question(text)


def test_title_alone_looks_for_its_words() -> None:
    """A question of nothing but title: finds what the titles are about."""
    assert read_question("title:lighthouse").terms == ["lighthous"]


@pytest.mark.parametrize(
    ("text", "since", "before"),
    [
        ("what happened last week", "2025-12-22", "2025-12-29"),
        ("what happened yesterday", "2026-01-01", "2026-01-02"),
        ("fires this month", "2026-01-01", "2026-02-01"),
        ("fires in the past 3 days", "2025-12-30", "2026-01-03"),
        ("fires last year", "2025-01-01", "2026-01-01"),
        ("fires two months ago", "2025-11-01", "2025-12-01"),
        ("fires in March", "2025-03-01", "2025-04-01"),
        ("fires since Monday", "2025-12-29", "2026-01-03"),
        ("fires last Friday", "2025-12-26", "2025-12-27"),
    ],
)
def test_relative_dates_are_read_by_the_calendar(text: str, since: str, before: str) -> None:
    """Words for a time mean days counted from today; weeks begin on Monday."""
    assert read_question(text, TODAY).period == Period(since, before)


@pytest.mark.parametrize(
    "text",
    [
        "the last week of the siege",
        "who sang Yesterday",
        "fires in March 1990",
        "in May of 1990",
        "99999 years ago",
    ],
)
def test_other_times_are_looked_for_as_they_are(text: str) -> None:
    """A week of something, a song's name, or a month with its year is no relative date."""
    assert read_question(text, TODAY).period is None


def test_words_that_only_say_when_are_not_looked_for() -> None:
    """What is asked about is looked for, and not the words for the time; these only if there are no others."""
    assert read_question("which mayor resigned last week", TODAY).terms == ["mayor", "resign"]
    assert read_question("news about the bridge").terms == ["bridg"]
    assert read_question("what is the latest on the bridge?").terms == ["bridg"]
    assert read_question("latest news").terms == ["latest", "news"]
    assert read_question("the latest version of the bridge").prefers_fresh
    assert not read_question("who owns Fox News").prefers_fresh


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Hello!", SmallTalk.GREETING), ("hi there 👋", SmallTalk.GREETING), ("Здравствуйте", SmallTalk.GREETING),
        ("Thanks a lot!!", SmallTalk.THANKS), ("many thanks", SmallTalk.THANKS), ("Hi, how are you?", SmallTalk.HOW_ARE_YOU),
        ("good bot", SmallTalk.OTHER), ("lol", SmallTalk.OTHER), ("🎉🎉", SmallTalk.OTHER), ("<:party:123>", SmallTalk.OTHER),
        ("hello world program", None), ("thanks, and who is Ri?", None), ("who said thanks", None),
        ('"hello"', None), ("???", None), ("high tide", None),
    ],
)  # fmt: skip
def test_small_talk_is_told_from_questions(text: str, kind: SmallTalk | None) -> None:
    """Only a message that is nothing but greetings, thanks and the like is small talk."""
    assert find_small_talk(text) is kind
