from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.answer import compose
from index.articles import prepare
from index.bm25 import BM25Index
from index.models import Citation, NewArticle, Passage
from index.passages import split
from index.question import Question
from index.text import find_tokens, iter_sentences, terms

# Scripts, signs and breaks that meet in real texts, mixed as they never do.
PIECES = st.one_of(
    st.text(max_size=20),
    st.text(alphabet="北京天気がいい、。서울 กรุงเทพ", max_size=12),
    st.text(alphabet="हिन्दी में यूक्रेन।", max_size=12),
    st.text(alphabet="🦓👩\u200d🚀🇨🇭\ufe0f", max_size=5),
    st.text(alphabet=" \t\r\n\u00a0\u2028\u2029\u0085\v\f-*#1.|", max_size=8),
    st.text(alphabet="AIé.?!\u00a0\u2009\u200a\u202f\u2028\u3000\u0301\u200f\u202e\u200b\ufeff”", max_size=8),
    st.sampled_from(["Dr. Who", "U.S.", "1,000", "Ri’s", "e\u0301te\u0301", "He left. She stayed. "]),
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
# Long enough that paragraphs have to be divided.
LONG_TEXTS = st.builds(lambda text, times: text * times, TEXTS, st.integers(1, 40))
FEW = settings(deadline=None, max_examples=50)


@given(TEXTS)
@example("A-0")
@FEW
def test_tokens_are_in_order_and_inside_the_text(text: str) -> None:
    """Tokens come in the order in which they end, parts before their whole, each without white space."""
    tokens = find_tokens(text)
    assert sorted(tokens, key=lambda token: (token.end, -token.start)) == tokens
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert text[token.start : token.end].split() == [text[token.start : token.end]]


@given(TEXTS, st.data())
@FEW
def test_wanted_tokens_are_those_of_all_tokens(text: str, data: st.DataObject) -> None:
    """Looking for some terms only finds the very same places."""
    tokens = find_tokens(text)
    wanted = data.draw(st.sets(st.sampled_from([token.term for token in tokens]))) if tokens else set()
    assert [token for token in tokens if token.term in wanted] == find_tokens(text, wanted)


@given(TEXTS)
@FEW
def test_sentences_are_stripped_apart_and_cover_the_text(text: str) -> None:
    """Sentences neither overlap nor lose a sign, and have no white space at their ends."""
    spans = list(iter_sentences(text))
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)


@given(LONG_TEXTS)
@FEW
def test_passages_are_stripped_apart_and_cover_the_text(text: str) -> None:
    """Passages of long texts neither overlap nor lose a sign."""
    spans = split(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join(text.split()) == "".join("".join(span.of(text).split()) for span in spans)


@given(LONG_TEXTS.filter(lambda text: text.strip() and "\0" not in text), st.data())
@FEW
def test_quotes_of_a_stored_article_are_slices_of_it(text: str, data: st.DataObject) -> None:
    """Asked with an article's own words, every quote and highlight is a slice of its text."""
    citation = Citation(1, None, "T", None, None, None)
    spans = prepare(NewArticle("T", text)).passages
    passages = [Passage(i, 3, span, span.of(text), citation) for i, span in enumerate(spans)]
    known = sorted(set(terms(text)))
    asked = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=4)) if known else ["zebra"]
    question = Question("?", {term: term for term in asked})
    index = BM25Index()
    index.add((passage.id, terms(passage.text)) for passage in passages)
    found = [(passages[i], score) for i, score in index.top(question.terms, 20)]
    answer = compose(question, found, index.statistics(question.terms), 3)
    for quote in (*answer.quotes, *answer.closest):
        assert quote.text == text[quote.span.start : quote.span.end]
        assert any(span.holds(quote.span) for span in spans)
        assert all(quote.span.holds(highlight) for highlight in quote.highlights)
