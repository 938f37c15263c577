import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.leads import OPENING_WORDS, find_lead
from index.models import Span


def lead(text: str, quoted: str, title: str = "A title") -> str:
    """Of what is quoted where it stands last."""
    start = text.rindex(quoted)
    return find_lead(Span(start, start + len(quoted)), text, title)


@pytest.mark.parametrize(
    ("text", "quoted", "expected"),
    [
        ("The bridge fell. Nobody was hurt.", "Nobody was hurt.", ""),
        ("It fell in May. It was rebuilt. It fell in May.", "It fell in May.", "rebuilt."),
        ("IT FELL in May. One day\nit fell in May.", "it fell in May.", "day"),
        ("Refit fell in May. Then it fell in May.", "it fell in May.", ""),
        ("a b x. c b x. b x.", "b x.", "x."),
    ],
)
def test_as_few_words_as_are_needed_tell_a_quote_from_what_begins_alike(
    text: str, quoted: str, expected: str
) -> None:
    """There is no lead where the quote begins as nothing before it does."""
    assert expected == lead(text, quoted)


def test_title_counts_as_what_stands_before_the_text() -> None:
    """A page shows its title first, so a quote that begins with it needs the words between."""
    assert lead("By Ada.\nThe bridge", "The bridge", title="The bridge") == "Ada."


def test_nothing_stands_before_the_first_words() -> None:
    """The first words of an article need no lead, unless its title is the same."""
    assert lead("The bridge", "The bridge") == ""


@given(st.lists(st.sampled_from("a b c".split()), min_size=1, max_size=30), st.data())
def test_with_its_lead_a_quote_is_found_where_it_stands(words: list[str], data: st.DataObject) -> None:
    """The first place where lead and beginning stand in a row is the quote's, if eight words can tell."""
    at = data.draw(st.integers(0, len(words) - 1))
    text = " ".join(words)
    start = len(" ".join(words[:at])) + bool(at)
    found = find_lead(Span(start, len(text)), text, "Title")
    opening = " ".join(words[at : at + OPENING_WORDS])
    named = f"{found} {opening}".strip()
    place = re.search(rf"(?<!\w){named}(?!\w)", text)
    assert place is not None
    if len(found.split()) < 8:
        assert place.end() == start + len(opening)
