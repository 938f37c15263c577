import pytest

from index.answer import ANSWERED_FROM, compose
from index.models import Answer, Citation, Passage, Span, Status, TermStatistics
from index.question import read_question
from index.quotes import MAX_CHARS, iter_candidates, pages_of, says_the_same
from index.ranking import RankedPassage, Sentence


def ask(question: str, *texts: str, articles: tuple[int, ...] = (), limit: int = 3) -> Answer:
    """The answer from these passages, each of an article of its own unless articles are named."""
    found = []
    for number, text in enumerate(texts, 1):
        article = articles[number - 1] if articles else number
        citation = Citation(article, None, f"Notes {article}", None, None, None)
        found.append((Passage(number * 2, article, Span(0, len(text)), text, citation), 3.0))
    asked = read_question(question)
    return compose(asked, found, TermStatistics(100, dict.fromkeys(asked.terms, 2)), limit)


def test_missing_characters_are_named_as_they_are_written() -> None:
    """Of a Chinese question, what no article has is named in one piece, without pairs across words."""
    asked = read_question("灯塔在伦敦吗")
    found = dict.fromkeys(asked.terms, 0) | {"灯塔": 3}
    answer = compose(asked, [], TermStatistics(100, found), 3)
    assert answer.missing_terms == ("在伦敦吗",)


def test_half_a_question_is_answered_in_part_at_most() -> None:
    """However sure the rest makes us, what is quoted is no answer where no passage has half of the words."""
    asked = read_question("Which drone should I buy?")
    citation = Citation(1, None, "Drones over the harbour", None, None, None)
    text = "The drone flew over the harbour at noon."
    found = [(Passage(1, 1, Span(0, len(text)), text, citation), 3.0)]
    answer = compose(asked, found, TermStatistics(50, {"drone": 2}), 3)
    assert answer.score >= ANSWERED_FROM
    assert answer.status is Status.PARTIAL


def test_missing_words_are_named_each() -> None:
    """Words between blanks are named one by one, in the order written."""
    asked = read_question("Who built the green lighthouse of Leeds?")
    found = dict.fromkeys(asked.terms, 0) | {"lighthous": 3}
    answer = compose(asked, [], TermStatistics(100, found), 3)
    assert answer.missing_terms == ("built", "green", "Leeds")


def test_every_further_quote_has_a_word_of_the_question() -> None:
    """What has none of the words is not shown beside the first quote, not even as a closest passage."""
    asked = "Who conducts the village orchestra on Sundays in the winter season?"
    answer = ask(asked, "A warden from the village climbs the tower.", "The pier was built in stone.")
    (quote,) = (*answer.quotes, *answer.closest)
    assert quote.text.startswith("A warden")


def test_a_heading_is_no_quote() -> None:
    """A heading that has all the words is quoted with what stands below it, never alone."""
    text = "The lighthouse keeper\n\nThe lamp was lit each evening by Ada Winter. She lived alone."
    answer = ask("Who was the lighthouse keeper?", text)
    assert all(quote.text != "The lighthouse keeper" for quote in (*answer.quotes, *answer.closest))


def test_a_quote_is_the_sentence_that_answers() -> None:
    """Neither what stands before nor after it is quoted along where it adds nothing."""
    before = "The harbour of the town is old and has three quays for the boats of the fishermen."
    after = "In summer there are many visitors, and the cafés are full until the late evening."
    said = "The lighthouse was built in 1890 by Ada Winter."
    answer = ask("Who built the lighthouse?", f"{before} {said} {after}")
    assert answer.quotes[0].text == said


def test_a_sentence_that_refers_back_is_quoted_with_the_one_before() -> None:
    """What cannot be understood alone comes with its neighbour, as one span."""
    text = (
        "The lighthouse keeper was Ada Winter. She was born in Leeds in 1861. The sea is cold. Fish is sold."
    )
    answer = ask("When was the lighthouse keeper born?", text)
    assert answer.quotes[0].text == "The lighthouse keeper was Ada Winter. She was born in Leeds in 1861."


def test_no_quote_ends_with_the_heading_of_what_comes_next() -> None:
    """A heading is quoted with what it is about, or not at all."""
    first = "The lamp of the lighthouse was lit in 1890."
    said = "In 1891 the lighthouse got a second lamp. It burned oil."
    answer = ask("lighthouse lamp", first, f"{said}\n\nOther matters")
    assert [quote.text for quote in answer.quotes] == [first, said]


def test_points_of_a_list_are_quoted_together() -> None:
    """What ends with no sign but stands among its like is no heading."""
    text = "Lighthouse lamps\n\nLighthouse lamp of oil\n\nLighthouse lamp of gas"
    answer = ask("lighthouse lamp", "The sea is cold.", text)
    assert text in {quote.text for quote in answer.quotes}


def test_quotes_are_short() -> None:
    """However much there is on the matter, no quote of several sentences is over the limit."""
    text = "The lighthouse keeper saw the storm and lit the lamp of the old lighthouse at once. " * 8
    answer = ask("What did the lighthouse keeper do in the storm?", text)
    assert all(len(quote.text) <= MAX_CHARS for quote in answer.quotes)


def test_the_same_said_twice_is_shown_once_with_both_sources() -> None:
    """An agency's sentence in two papers is one quote, and names both."""
    one = "The ferry Aurora sank off Leeds on Monday with twelve people on board, police said."
    other = "The ferry Aurora sank off Leeds on Monday with twelve people on board, the police said."
    answer = ask("Where did the ferry Aurora sink?", one, other)
    (quote,) = answer.quotes
    assert quote.text == one
    assert [also.text for also in quote.also] == [other]
    assert [also.article.id for also in quote.also] == [2]


def test_a_longer_quote_does_not_say_again_what_was_said() -> None:
    """Where a near copy has room for more sentences, what it repeats is no second quote but a second source."""
    said = (
        "The ferry Aurora sank off Leeds in 1932. It had twelve people on board. The captain was Ada Winter."
    )
    copy = said.replace("The captain", "Its captain").replace("sank off", "sank near") + " Nobody minded."
    answer = ask("When did the ferry Aurora sink?", said, copy)
    texts = [quote.text for quote in answer.quotes]
    assert [text for text in texts if "1932" in text] == ["The ferry Aurora sank off Leeds in 1932."]
    assert [also.text for also in answer.quotes[0].also] == ["The ferry Aurora sank near Leeds in 1932."]


def test_the_same_within_an_article_is_shown_once() -> None:
    """A sentence that an article repeats is no second quote, and no second source."""
    said = "The ferry Aurora sank off Leeds on Monday."
    answer = ask("Where did the ferry Aurora sink?", said, said, articles=(1, 1))
    (quote,) = answer.quotes
    assert quote.also == ()


def test_other_numbers_say_something_else() -> None:
    """Two reports that differ in the number of the dead are both shown."""
    assert not says_the_same("The ferry sank with 12 on board.", "The ferry sank with 14 on board.")
    assert says_the_same("The ferry sank with 12 on board.", "the ferry  sank with 12 on board")


def test_what_another_quote_has_in_it_is_not_said_again() -> None:
    """A sentence is the same whether it is quoted alone or with its neighbour."""
    alone = "The ferry Aurora sank off Leeds on Monday."
    answer = ask("Where did the ferry Aurora sink?", alone, f"{alone} It was built in 1990.")
    (quote,) = answer.quotes
    assert [also.text for also in quote.also] == [alone]


def test_a_few_words_said_within_a_sentence_do_not_stand_for_it() -> None:
    """A heading that is quoted does not keep from view all sentences that have its words in them."""
    heading = "The ferry Aurora"
    said = "On Monday the ferry Aurora sank off Leeds with twelve people on board, police said."
    answer = ask("ferry Aurora", heading, said)
    assert {quote.text for quote in answer.quotes} == {heading, said}


def order(*scored: tuple[int, float]) -> list[int]:
    """The articles to be quoted in turn, of one-sentence passages given as (article, value)."""
    ranked = []
    for number, (article, value) in enumerate(scored, 1):
        text = f"The ferry is number {number}."
        span, citation = Span(0, len(text)), Citation(article, None, "Ferries", None, None, None)
        said = Sentence(span, frozenset({"ferri"}), value)
        passage = Passage(number, article, span, text, citation)
        ranked.append(RankedPassage(passage, value, (said,), frozenset(), frozenset({"ferri"}), 1.0))
    return [candidate.article_id for candidate in iter_candidates(ranked)]


def test_another_article_comes_before_a_second_quote_of_the_same() -> None:
    """Another article is heard first if it is at least half as likely, ln 2 below in value, to answer."""
    assert order((1, 3.0), (1, 2.5), (2, 2.0)) == [1, 2, 1]
    assert order((1, 3.0), (1, 2.5), (2, 1.7)) == [1, 1, 2]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 5, (1, 1)),
        (9, 10, (1, 1)),
        (10, 12, (2, 2)),
        (5, 10, (1, 1)),
        (5, 11, (1, 2)),
        (21, 22, (4, 4)),
        (0, 40, (1, 4)),
    ],
)
def test_pages_are_those_a_quote_stands_on(start: int, end: int, expected: tuple[int, int]) -> None:
    """A quote that ends with a page is not on the next one; a page without text holds none."""
    assert expected == pages_of(Span(start, end), (0, 10, 20, 20))


def test_what_has_no_pages_is_on_none() -> None:
    """Only what came with pages is cited by them; what comes before the first begins is on it."""
    assert pages_of(Span(0, 1), ()) is None
    assert pages_of(Span(0, 1), (5, 9)) == (1, 1)
