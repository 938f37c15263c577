import pytest

from index.spelling import cost, is_tripled, may_be_misspelt, may_mean, one_error_away, similar


@pytest.mark.parametrize(
    "written", ["lighthose", "ligthhouse", "lighthousee", "lughthouse", "lighthouse's"[:-3] + "z"]
)
def test_one_error_is_looked_for_from_the_word(written: str) -> None:
    """A letter missing, swapped, doubled or another leads to the term that was meant."""
    assert "lighthous" in one_error_away(written)


def test_errors_in_endings_lead_to_the_stem() -> None:
    """An error may hide an ending from the stemmer."""
    assert one_error_away("buildign")["build"] == "building"


@pytest.mark.parametrize("written", ["bridgeee", "briiiidge", "committeee"])
def test_a_key_held_down_is_no_word(written: str) -> None:
    """A letter three times in a row is an error, whatever word it would be with two."""
    assert is_tripled(written)
    assert {"bridg", "committe"} & set(one_error_away(written))


def test_long_words_may_have_two_errors() -> None:
    """Two errors are usual in a word of eight letters, in a shorter one they are another word."""
    assert similar("internatonl", ["internation", "nation"]) == ["internation"]
    assert similar("brigde", ["bridge", "badge"]) == ["bridge"]


def test_numbers_and_abbreviations_are_never_misspelt() -> None:
    """What has a digit, is short, or is in capitals stays as it is."""
    assert [may_be_misspelt(word) for word in ("bridge", "1874", "b2b", "pier", "cat", "NATO")] == [
        True, False, False, True, False, False,
    ]  # fmt: skip


def test_usual_errors_cost_less() -> None:
    """Swapped or doubled letters and neighbouring keys are likelier than others, a wrong first letter less so."""
    assert cost("brigde", "bridge") == cost("bridgge", "bridge") == cost("bridhe", "bridge")
    assert (
        cost("brigde", "bridge")
        < cost("bridze", "bridge")
        < cost("zridge", "bridge")
        < cost("brxdgz", "bridge")
    )


def test_a_relative_of_a_word_is_no_error_for_it() -> None:
    """Words that share a stem's beginning are other words; inflections of what was meant are not."""
    assert not may_mean("collector", "collect", "collect")
    assert may_mean("lighthose", "lighthouse", "lighthouses")
    assert not may_mean("victoria", "victori", "victory")
