from index.word_lists import has_list, is_listed, share


def test_common_words_are_commoner_than_rare_ones() -> None:
    """A word of every day is a larger share of what is said than a rare one, and a name none at all."""
    assert share("people") > share("newspaper") > share("lighthouse") > share("Xqzzt") == 0


def test_case_does_not_matter() -> None:
    """A word at the beginning of a question counts as the same word."""
    assert share("Newspaper") == share("newspaper")


def test_other_languages_have_lists_or_none() -> None:
    """German words are looked up among German ones; where there is no list, nothing is common."""
    assert is_listed("zeitung", "german")
    assert not is_listed("zeitung", "english")
    assert not has_list("thai")
    assert share("the", "thai") == 0
