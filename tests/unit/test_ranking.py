from index.models import Citation, Passage, Span, TermStatistics
from index.question import read_question
from index.ranking import RankedPassage, rank, weigh
from index.signals import NAMES, Asked, contexts, see

STATISTICS = TermStatistics(1_000, {})


def passage(text: str, number: int = 1, title: str = "Notes", article: int = 0) -> Passage:
    """A passage of an article of its own, unless another is named."""
    article = article or number
    citation = Citation(article, None, title, None, None, None)
    return Passage(number, article, Span(0, len(text)), text, citation)


def signals(question: str, text: str, title: str = "Notes") -> list[dict[str, float]]:
    """The signals of each sentence, by name."""
    asked = Asked(read_question(question), weigh(read_question(question), STATISTICS))
    found = [(passage(text, title=title), 2.0)]
    return [
        dict(zip(NAMES, sentence.signals, strict=True))
        for sentence in see(*found[0][:1], asked, contexts(found)[0]).sentences
    ]


def ranked(question: str, *texts: str) -> list[RankedPassage]:
    """The texts as passages of equal BM25 scores, in rank order."""
    asked = read_question(question)
    return rank([(passage(text, n), 1.0) for n, text in enumerate(texts, 1)], asked, weigh(asked, STATISTICS))


def test_coverage_is_the_share_of_the_question_that_is_mentioned() -> None:
    """Of three terms as rare as each other, a sentence with two has two thirds."""
    (sentence,) = signals("Did the captain leave the harbour ferry?", "The captain saw the ferry.")
    assert sentence["terms"] == sentence["beyond_title"] == 2 / 4
    assert sentence["coverage"] == 2 / 4


def test_what_the_title_says_a_sentence_need_not_say() -> None:
    """The terms in the title count for the passage, and are not asked of each sentence."""
    (sentence,) = signals("Who built the ferry?", "Ada Winter built it.", title="The ferry")
    assert sentence["coverage"] == sentence["beyond_title"] == 1
    assert sentence["terms"] == 1 / 2


def test_the_longest_run_of_the_question_counts() -> None:
    """Words in the question's order, common ones too: of five words, "when the ferry sank" has four."""
    first, second = signals(
        "when the ferry sank nobody", "It was night when the ferry sank. The nobody ferry."
    )
    assert first["phrase"] == 3 / 5
    assert second["phrase"] == 0
    assert first["passage_phrase"] == 3 / 5


def test_neighbours_add_what_a_sentence_lacks() -> None:
    """A sentence that refers back has what the one before says of the question."""
    first, second = signals(
        "Where was the captain born?", "The captain was Ada Winter. She was born in Leeds."
    )
    assert first["after"] == second["before"] == second["pronoun"] > 0
    assert first["pronoun"] == 0
    assert second["place"] == 1


def test_a_number_counts_where_it_is_on_the_matter() -> None:
    """In full beside a word of the question, by half after a sentence with one, else not at all."""
    text = "Five teachers left. It cost 12 dollars. It rained for 3 days."
    numbers = [sentence["number"] for sentence in signals("How many teachers were there?", text)]
    assert numbers == [1, 0.5, 0]


def test_a_word_like_one_asked_for_counts_in_part() -> None:
    """Who asks for "Norman" is served by "Normandy" too: alike by six letters of eight."""
    (sentence,) = signals("norman ferry", "The ferry to Normandy.")
    assert sentence["likeness"] == 1 / 2 * (6 / len("normandi"))


def test_a_missing_number_is_held_against_a_sentence() -> None:
    """A question about 1998 is not answered by a sentence about other years."""
    first, second = signals("Who won in 1998?", "Ada won in 1998. Bo won in 1999.")
    assert first["number_missing"] == 0
    assert second["number_missing"] == 1
    assert first["years"] > second["years"]


def test_a_sentence_that_answers_comes_first() -> None:
    """Of passages with the same words, the one that has them together, and what is asked for, is best."""
    together = "The lighthouse was built in 1890 by the town. It is white."
    apart = "The lighthouse is white. A pier was built there. Nobody lives in it."
    (first, second) = ranked("When was the lighthouse built?", apart, together)
    assert together == first.passage.text
    assert first.score > second.score


def test_ties_keep_the_order_of_bm25() -> None:
    """The same text twice: what BM25 had first stays first."""
    assert [r.passage.id for r in ranked("ferry", "The ferry sank.", "The ferry sank.")] == [1, 2]
