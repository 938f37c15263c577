import pytest

from index.bm25 import BM25Index
from index.indexing import analyse
from index.question import read_question
from index.readings import choose, is_settled, iter_readings, terms_of

GERMAN = "Die Häuser an der Brücke wurden von den Bürgern der Stadt gebaut, und sie sind noch heute zu sehen."
FRENCH = "Les chevaux de l’empereur ont été vus dans les rues de la ville, et ils sont très beaux."
SPANISH = "Las canciones de los marineros se cantaban en el puerto, y son muy antiguas."
RUSSIAN = "Рабочие построили мосты, а художники украсили дома."
ENGLISH = "The houses at the bridge were built by the citizens of the town, and they are still to be seen."


def read(asked: str, *texts: str) -> list[str]:
    """The terms of a question that is put to these passages."""
    index = BM25Index()
    index.change([analyse([(number, text, "") for number, text in enumerate(texts)])])
    question = read_question(asked)
    statistics = index.statistics(question.terms)
    if is_settled(question, statistics):
        return question.terms
    readings = list(iter_readings(question, statistics))
    return choose(question, readings, index.statistics(terms_of(readings))).terms


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("Haus Bürger", GERMAN),
        ("Haus", GERMAN),
        ("die Häusern", GERMAN),
        ("was Häusern Brücken", GERMAN),
        ("cheval empereurs", FRENCH),
        ("canción marinero", SPANISH),
        ("мост художник", RUSSIAN),
        ("house citizen", ENGLISH),
    ],
)
def test_a_word_or_two_are_read_in_the_language_that_has_them(asked: str, text: str) -> None:
    """Keywords find the inflected words of an article in their language, beside articles in others."""
    index = BM25Index()
    index.change([analyse([(1, text, "")])])
    others = {GERMAN, FRENCH, SPANISH, RUSSIAN, ENGLISH} - {text}
    found = read(asked, text, *others)
    assert found
    assert set(found) == {term for term, df in index.statistics(found).df.items() if df}


def test_a_name_that_has_a_common_word_of_another_language_stays_whole() -> None:
    """Two words do not become German for "die"."""
    assert read("Die Hrad", "The film was hard.") == ["die", "hrad"]


def test_an_error_in_an_english_question_makes_it_no_other_language() -> None:
    """A word that is nowhere leaves the others as they are."""
    asked = "Who built the huoses of the citizens?"
    assert read(asked, GERMAN, FRENCH, ENGLISH) == ["build", "huos", "citizen"]


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        ("e-mail", "They sent an email to us.", ["email"]),
        ("email", "An e-mail came.", ["email"]),
        ("e-mail", "An e-mail came.", ["email"]),
        ("to co-operate", "They cooperate.", ["cooper"]),
        ("cooperate", "They co-operate.", ["cooper"]),
        ("co-operate", "They operate.", ["co", "oper"]),
        ("COVID-19", "Covid19 came.", ["covid19"]),
        ("covid19", "COVID-19 came.", ["covid19"]),
        ("covid19", "Covid 19 came.", ["covid", "19"]),
        ("covid 19", "Covid19 came.", ["covid19"]),
        ("COVID-19", "COVID-19 and Covid 19.", ["covid", "19"]),
        ("wi-fi", "Wifi is here.", ["wifi"]),
        ("wi fi", "Wi-Fi is here.", ["wi", "fi"]),
        ("wi fi", "Wifi is here.", ["wifi"]),
        ("al-Qaeda", "The group al-Qaeda, or Qaeda.", ["al", "qaeda"]),
        ("rock'n'roll", "Rock and roll.", ["rock", "roll"]),
        ("1 000 men", "They were 1,000 men.", ["1000", "man"]),
        ("1.000 men", "They were 1\u202f000 men.", ["1000", "man"]),
        ("state-of-the-art", "The state of the art.", ["state", "art"]),
    ],
)
def test_what_is_written_together_or_apart_is_read_as_articles_write_it(
    asked: str, text: str, expected: list[str]
) -> None:
    """A hyphen or a blank more or less comes between no question and article, and makes no word missing."""
    assert read(asked, text) == expected
