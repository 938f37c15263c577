import pytest

from index.word_lists import has_list, is_listed, share


@pytest.mark.parametrize(
    ("word", "language"),
    [("Newspaper", "english"), ("abbé", "english"), ("Häuser", "german"), ("город", "russian")],
)
def test_words_are_known_whatever_case_and_accents(word: str, language: str) -> None:
    """The lists know a word as people write it."""
    assert has_list(language)
    assert is_listed(word, language)
    assert is_listed(word.upper(), language)
    assert not is_listed(f"{word}qzx", language)


def test_common_words_have_a_greater_share() -> None:
    """What is said often weighs less in a question."""
    assert share("the") > share("newspaper") > share("qzxnewspaper") == 0


def test_a_language_without_a_list_knows_no_word() -> None:
    """There need not be one."""
    assert (has_list("finnish"), is_listed("talo", "finnish")) == (False, False)
