import pytest

from index.asked import Kind, find_cue
from index.question import read_question


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("How old was the captain?", Kind.AGE),
        ("When did the ferry sink?", Kind.TIME),
        ("In what year did it open?", Kind.TIME),
        ("How many steps are there?", Kind.NUMBER),
        ("What percentage of voters agreed?", Kind.NUMBER),
        ("Who built the lighthouse?", Kind.NAME),
        ("Where does the ferry land?", Kind.PLACE),
        ("Which country built it?", Kind.PLACE),
        ("Why did the bridge fall?", Kind.REASON),
        ("How much did it cost?", Kind.NUMBER),
        ("What is a lighthouse?", None),
        ("What happens whenever it rains?", None),
    ],
)
def test_a_question_says_what_kind_of_thing_it_asks_for(question: str, kind: Kind | None) -> None:
    """Cue words tell an age, a time, a number, a name, a place or a reason; others ask for no kind."""
    found = find_cue(question)
    assert (found[0] if found else None) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "fits"),
    [
        (Kind.AGE, "Both were in their twenties.", True),
        (Kind.AGE, "She is a 34-year-old engineer.", True),
        (Kind.AGE, "He lives in a house with 34 windows.", False),
        (Kind.TIME, "They were deployed last fall.", True),
        (Kind.TIME, "It opened in the 1890s.", True),
        (Kind.TIME, "It may open.", False),
        (Kind.NUMBER, "The group had a dozen members.", True),
        (Kind.NUMBER, "The stones are heavy.", False),
        (Kind.NAME, "It was built by Ada Winter.", True),
        (Kind.NAME, "It was built by the town.", False),
        (Kind.PLACE, "The ferry lands in Rotterdam.", True),
        (Kind.PLACE, "The ferry lands twice.", False),
        (Kind.REASON, "It fell because of the flood.", True),
        (Kind.REASON, "It fell at night.", False),
    ],
)
def test_a_sentence_has_a_thing_of_the_kind_or_not(kind: Kind, sentence: str, fits: bool) -> None:
    """Ages, times and numbers are seen in figures and in words."""
    assert kind.is_in(sentence) is fits


def test_what_the_question_says_itself_is_no_news() -> None:
    """A sentence that only repeats the question's year, number or name does not answer it by that."""
    known = frozenset({"who", "won", "in", "1990", "ada", "winter"})
    assert not Kind.TIME.is_in("Ada Winter won in 1990.", known)
    assert Kind.TIME.is_in("Ada Winter, born in 1961, won in 1990.", known)
    assert not Kind.NAME.is_in("The winner was Ada Winter.", known)


def test_how_old_is_not_searched_for_as_a_word() -> None:
    """The words that ask for an age are left out, so that "twenties" may answer "how old"."""
    assert read_question("How old are the prisoners?").terms == ["prison"]
    assert read_question("How long is the old bridge?").terms == ["long", "old", "bridg"]
