from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer import compose
from index.bm25 import BM25Index
from index.models import Citation, Passage, Span
from index.passages import split
from index.question import Question
from index.text import find_tokens, iter_sentences, terms

WORDS = st.sampled_from(
    [
        "Alpha",
        "beta.",
        "Gamma!",
        "the",
        "naïve",
        "U.S.",
        "1,000",
        "天気がいい。",
        "हिन्दी",
        "🦓",
        "\n",
        "\n\n",
        "- x",
        "don’t",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=80).map(" ".join))
CITATION = Citation(1, None, "A title", None, None, None)


def covers(text: str, spans: list[Span]) -> bool:
    """Whether the spans are in order and apart, and hold all of the text but white space."""
    end = 0
    for span in spans:
        if span.start < end or text[end : span.start].strip() or not span.of(text).strip():
            return False
        end = span.end
    return not text[end:].strip()


@given(TEXTS)
@settings(deadline=None)
def test_tokens_stand_where_they_say(text: str) -> None:
    """Every token's offsets point at a word of the text that gives the same term again."""
    for token in find_tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term
    assert [token.term for token in find_tokens(text)] == terms(text)


@given(TEXTS)
@settings(deadline=None)
def test_sentences_cover_the_text(text: str) -> None:
    """No word is lost between two sentences."""
    assert covers(text, list(iter_sentences(text)))


@given(TEXTS)
@settings(deadline=None)
def test_passages_cover_the_text(text: str) -> None:
    """No word is lost between two passages."""
    assert covers(text, split(text))


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_quotes_and_highlights_are_cut_from_the_text(text: str, asked: str) -> None:
    """Whatever is stored and asked, a quote is a slice of the text and a highlight lies within it."""
    index = BM25Index()
    passages = [Passage(i, 1, span, span.of(text), CITATION) for i, span in enumerate(split(text))]
    index.add((p.id, terms(p.text)) for p in passages)
    question = Question(asked, {token.term: token.term for token in find_tokens(asked)})
    found = [(passages[i], score) for i, score in index.top(question.terms, 20)]
    answer = compose(question, found, index.statistics(question.terms), 3)
    assert 0 <= answer.score <= 1
    for quote in (*answer.quotes, *answer.closest):
        assert quote.text == quote.span.of(text)
        assert all(quote.span.holds(highlight) and highlight.length > 0 for highlight in quote.highlights)
