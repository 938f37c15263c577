import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.contexts import MAX_CHARS, find_context
from index.models import Span

TEXT = "First one.\n\nSecond begins. It says so. It ends.\n\nAlone.\n\nThird one."


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [
        ("It says so.", "Second begins. It says so. It ends."),
        ("Alone.", "Second begins. It says so. It ends.\n\nAlone.\n\nThird one."),
        ("It ends.\n\nAlone.", "Second begins. It says so. It ends.\n\nAlone."),
        ("First one.", "First one.\n\nSecond begins. It says so. It ends."),
        ("Third one.", "Alone.\n\nThird one."),
    ],
)
def test_context_is_the_paragraph_or_the_neighbours_of_one_quoted_whole(quoted: str, expected: str) -> None:
    """A quote is shown with what is around it; where that is nothing, with what is before and after."""
    start = TEXT.index(quoted)
    assert expected == find_context(TEXT, Span(start, start + len(quoted))).of(TEXT)


def test_long_paragraph_is_cut_at_words_on_both_sides() -> None:
    """Of a paragraph without an end as much is shown before the quote as after it."""
    text = "abc " * 2_000 + "the quote " + "xyz " * 2_000
    start = text.index("the quote")
    found = find_context(text, Span(start, start + 9))
    assert found.length <= MAX_CHARS
    assert found.of(text).startswith("abc ")
    assert found.of(text).endswith(" xyz")
    assert abs((start - found.start) - (found.end - start - 9)) < 20


@given(
    st.lists(st.sampled_from(["word", " ", ". ", "\n\n", "\n", "x" * 900]), min_size=1, max_size=40),
    st.data(),
)
def test_context_always_holds_the_beginning_of_the_quote(parts: list[str], data: st.DataObject) -> None:
    """Whatever the text is like, the quote is in what is shown, whole if it fits."""
    text = "".join(parts)
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    if not places:
        return
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([each for each in places if each >= start])) + 1
    found = find_context(text, Span(start, end))
    assert found.start <= start < found.end
    assert found.length <= MAX_CHARS
    if end - start < MAX_CHARS // 2:
        assert found.end >= end
