import pytest

from index.asked import Kind
from index.follow_ups import carry

EARLIER = "Which soldiers were captured in Kursk?"


@pytest.mark.parametrize(
    ("question", "carried"),
    [
        ("and how many were there?", ("soldiers", "captured", "Kursk")),
        ("Why?", ("soldiers", "captured", "Kursk")),
        ("When was that?", ("soldiers", "captured", "Kursk")),
        ("When did he leave?", ("captured", "Kursk")),
        ("What happened there?", ("captured", "Kursk")),
        ("What year?", ("captured", "Kursk")),
        ("How many soldiers did they capture?", ("Kursk",)),
        ("What about Sudzha?", ("soldiers", "captured")),
    ],
)
def test_follow_up_takes_the_subject_along(question: str, carried: tuple[str, ...]) -> None:
    """What cannot be understood by itself is understood with what was asked about before."""
    assert carry(question, EARLIER).words == carried


@pytest.mark.parametrize(
    "question",
    [
        "What is photosynthesis?",
        "How long does it take to fly to Paris?",
        "When was the bridge built?",
        "What did the company do after it moved?",
        "What did Lavoisier conclude in his experiments?",
        "Who loved Warsaw so much that he kept putting it in his novels?",
        "Is there a ferry?",
        "Was it necessary that the bridge was closed?",
        "What is the name of the law that closed the bridge?",
    ],
)
def test_question_of_its_own_takes_nothing_along(question: str) -> None:
    """Another question in the same thread is answered as it would be anywhere else."""
    assert carry(question, EARLIER).words == ()


def test_what_was_carried_before_is_carried_on() -> None:
    """The third question in a row still knows what the first was about."""
    assert carry("And when?", "How many were there?", ("soldiers", "Kursk")).words == ("soldiers", "Kursk")


def test_what_is_asked_for_is_carried_where_the_follow_up_asks_nothing() -> None:
    """After "When was A born?", "And B?" asks for a time as well, and not for A."""
    taken = carry("And Charles Babbage?", "When was Ada Lovelace born?")
    assert (taken.words, taken.kind) == (("born",), Kind.TIME)


@pytest.mark.parametrize(
    ("earlier", "question", "carried"),
    [
        (
            "Welche Soldaten wurden in Kursk gefangen?",
            "Und wie viele waren es?",
            ("Soldaten", "Kursk", "gefangen"),
        ),
        ("Welche Soldaten wurden in Kursk gefangen?", "Wann fuhren sie danach heim?", ("Kursk", "gefangen")),
        ("Welche Soldaten wurden in Kursk gefangen?", "Wo liegt die Hauptstadt von Frankreich?", ()),
        ("Quels soldats ont été capturés à Koursk ?", "Quand est-il mort ?", ("capturés", "Koursk")),
        ("Quels soldats ont été capturés à Koursk ?", "Où se trouve la tour Eiffel ?", ()),
    ],
)
def test_follow_ups_in_german_and_french(earlier: str, question: str, carried: tuple[str, ...]) -> None:
    """Their words that refer back are known, too."""
    assert carry(question, earlier).words == carried
