from math import isclose, log

import pytest

from index.bm25 import BM25Index, idf


def test_scores_are_those_worked_out_by_hand() -> None:
    """Two passages of 2 and 4 terms (average 3), k1 1.5, b 0.75: both scores follow from the formula."""
    index = BM25Index(k1=1.5, b=0.75)
    index.add([(1, ["x", "y"]), (2, ["x", "x", "x", "z"])])
    (second, second_score), (first, first_score) = index.top(["x"], 5)
    assert (second, first) == (2, 1)
    assert isclose(log(3 / 2) * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 2 / 3)), first_score)
    assert isclose(log(3 / 2) * 3 * 2.5 / (3 + 1.5 * (0.25 + 0.75 * 4 / 3)), second_score)


def test_term_given_twice_counts_twice() -> None:
    """Repeating a term in a query doubles its part of the score."""
    index = BM25Index()
    index.add([(1, ["a", "b"])])
    ((_, once),) = index.top(["a"], 1)
    ((_, twice),) = index.top(["a", "a"], 1)
    assert isclose(2 * once, twice)


@pytest.mark.parametrize(
    ("k1", "b"), [(float("nan"), 0.5), (1.0, float("nan")), (-0.1, 0.5), (1.0, -0.1), (float("inf"), 0.5)]
)
def test_parameters_out_of_range_are_refused(k1: float, b: float) -> None:
    """An index is never made with parameters that would give scores without a meaning."""
    with pytest.raises(ValueError, match=r"k1 must be within 0\.\.1,000,000, b within"):
        BM25Index(k1, b)


def test_negative_id_is_refused() -> None:
    """A passage id below zero is refused, and nothing of it is kept."""
    index = BM25Index()
    with pytest.raises(ValueError, match="a passage id must not be negative: -3"):
        index.add([(-3, ["a"])])
    assert (len(index), index.top(["a"], 5)) == (0, [])


def test_empty_index_finds_nothing() -> None:
    """Asking an empty collection is no error."""
    index = BM25Index()
    assert index.top(["a"], 5) == []
    statistics = index.statistics(["a"])
    assert (statistics.passage_count, statistics.df) == (0, {"a": 0})


def test_index_of_blank_passages_finds_nothing() -> None:
    """Passages without any term count, and are never found."""
    index = BM25Index()
    index.add([(1, []), (2, [])])
    assert (len(index), index.top(["a"], 5)) == (2, [])


def test_limit_of_none_finds_nothing() -> None:
    """A limit of zero or less gives no results."""
    index = BM25Index()
    index.add([(1, ["a"])])
    assert (index.top(["a"], 0), index.top(["a"], -1)) == ([], [])


def test_added_again_under_its_id_replaces() -> None:
    """A passage added twice is there once, with its latest words."""
    twice, afresh = BM25Index(), BM25Index()
    twice.add([(1, ["old", "old"]), (2, ["new"])])
    twice.add([(1, ["new", "x"])])
    afresh.add([(1, ["new", "x"]), (2, ["new"])])
    assert twice.top(["old"], 5) == []
    assert afresh.top(["new"], 5) == twice.top(["new"], 5)


def test_removing_what_is_absent_does_no_harm() -> None:
    """Removing an unknown id changes nothing."""
    index = BM25Index()
    index.add([(1, ["a"])])
    before = index.top(["a"], 5)
    index.remove([2, 99])
    assert before == index.top(["a"], 5)


def test_rare_terms_weigh_more() -> None:
    """The fewer passages hold a term the more it weighs, and one in none weighs most."""
    weights = [idf(10, df) for df in (0, 1, 5, 10)]
    assert sorted(weights, reverse=True) == weights
    assert weights[-1] > 0
