from datetime import date

from index.models import Citation, Passage, Span, TermStatistics
from index.question import read_question
from index.ranking import rank, weigh

TODAY = date(2026, 3, 20)
OLD, NEW = "2025-01-05", "2026-03-12"


def order(question: str, *dated: tuple[str | None, str]) -> list[int]:
    """The numbers of these passages, each of an article of that date, in rank order."""
    found = []
    for number, (day, text) in enumerate(dated, 1):
        citation = Citation(number, None, "Notes", None, None, day)
        found.append((Passage(number * 2, number, Span(0, len(text)), text, citation), 3.0))
    asked = read_question(question, TODAY)
    weights = weigh(asked, TermStatistics(100, dict.fromkeys(asked.terms, 2)))
    return [ranked.passage.article.id for ranked in rank(found, asked, weights)]


def test_among_equals_the_fresher_comes_first() -> None:
    """The same sentence in two articles: the newest is quoted."""
    said = "The ferry sank off Leeds."
    assert order("Where did the ferry sink?", (None, said), (OLD, said), (NEW, said))[0] == 3


def test_a_better_sentence_beats_a_fresher_one() -> None:
    """Where freshness is not asked for, it never outweighs what is said."""
    better, worse = "The ferry sank off Leeds in a storm.", "The ferry is new."
    assert order("Where did the ferry sink?", (OLD, better), (NEW, worse)) == [1, 2]


def test_the_latest_is_asked_for() -> None:
    """Asking for the latest brings the newest first, though an older one says it in better words."""
    older, newer = "The ferry bridge is closed.", "The bridge of the ferry is open."
    assert order("the latest on the ferry bridge", (OLD, older), (NEW, newer)) == [2, 1]


def test_a_time_prefers_articles_of_that_time() -> None:
    """Words such as last year bring an article of last year before one as good of this year."""
    said = "The ferry sank off Leeds."
    assert order("What ferry sank last year?", (NEW, said), (OLD, said)) == [2, 1]
