from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.bm25 import BM25Index

TERMS = st.sampled_from(list("abcdefgh"))
PASSAGES = st.lists(st.lists(TERMS, min_size=1, max_size=12), min_size=1, max_size=20)
QUERY = st.lists(TERMS, min_size=1, max_size=5)


def index_of(passages: list[list[str]]) -> BM25Index:
    index = BM25Index()
    index.add(enumerate(passages))
    return index


@given(PASSAGES, QUERY)
@settings(deadline=None)
def test_scores_and_order_are_those_of_rank_bm25(passages: list[list[str]], query: list[str]) -> None:
    """Every query ranks as rank-bm25's BM25Plus without its delta does, ties by passage id."""
    scores = BM25Plus(passages, delta=0).get_scores(query)
    expected = sorted((-score, i) for i, score in enumerate(scores) if score > 0)
    actual = index_of(passages).top(query, len(passages))
    assert len(expected) == len(actual)
    for (negative, _), (_, score) in zip(expected, actual, strict=True):
        assert isclose(-negative, score, rel_tol=1e-9)
    for passage_id, score in actual:
        assert isclose(scores[passage_id], score, rel_tol=1e-9)


@given(PASSAGES, QUERY)
@settings(deadline=None)
def test_delta_moves_no_passage(passages: list[list[str]], query: list[str]) -> None:
    """The package's default delta adds the same to every passage, so leaving it out is safe."""
    without, with_delta = (BM25Plus(passages, delta=d).get_scores(query) for d in (0, 1))
    moved = with_delta - without
    assert all(isclose(moved[0], each, abs_tol=1e-9) for each in moved)


@given(PASSAGES, PASSAGES, QUERY)
@settings(deadline=None)
def test_adding_and_removing_leaves_no_trace(
    passages: list[list[str]], others: list[list[str]], query: list[str]
) -> None:
    """After additions and removals the results are those of an index built afresh, in any order."""
    index = BM25Index()
    index.add((i, terms) for i, terms in reversed(list(enumerate(passages))))
    index.add((1000 + i, terms) for i, terms in enumerate(others))
    index.remove(1000 + i for i in range(len(others)))
    assert index_of(passages).top(query, 100) == index.top(query, 100)


@given(PASSAGES, QUERY, st.sets(st.integers(0, 19)))
@settings(deadline=None)
def test_within_keeps_to_the_passages_named(
    passages: list[list[str]], query: list[str], kept: set[int]
) -> None:
    """A filter leaves passages out and changes no score."""
    index = index_of(passages)
    expected = [hit for hit in index.top(query, 100) if hit[0] in kept]
    assert expected == index.top(query, 100, within=sorted(kept))
