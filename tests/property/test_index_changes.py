from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.bm25 import BM25Index, _build, _index, _state

TERMS = st.sampled_from(list("abcdefgh") + ["common"] * 8)
PASSAGE = st.lists(TERMS, max_size=12)
IDS = st.integers(0, 40)
STEPS = st.one_of(
    st.tuples(st.just("add"), st.lists(st.tuples(IDS, PASSAGE), max_size=12)),
    st.tuples(st.just("remove"), st.lists(IDS, max_size=8)),
    st.tuples(st.just("merge"), st.none()),
    st.tuples(st.just("merge all"), st.none()),
    st.tuples(st.just("save"), st.none()),
    st.tuples(st.just("restart"), st.none()),
)
QUERIES = st.lists(st.lists(TERMS, min_size=1, max_size=6), min_size=1, max_size=4)
LIMITS = (1, 3, 100)
FEW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that happens with thousands of passages happens with a handful."""
    monkeypatch.setattr(_index, "TAIL", 3)
    monkeypatch.setattr(_index, "BATCH", 5)
    monkeypatch.setattr(_state, "_FEW", 2)
    monkeypatch.setattr(_build, "COMMON_FROM_PASSAGES", 2)
    monkeypatch.setattr(_build, "_CHAMPIONS", 2)
    monkeypatch.setattr(_build, "_RANGE", 7)


@given(st.lists(STEPS, max_size=14), QUERIES, st.sets(IDS))
@FEW
def test_results_never_depend_on_how_passages_came_to_be_there(
    small: None,
    steps: list[tuple[str, list[tuple[int, list[str]]]]],
    queries: list[list[str]],
    kept: set[int],
) -> None:
    """Adding, replacing, removing, merging, saving and restarting in any order: as an index built afresh."""
    index, there = BM25Index(), dict[int, list[str]]()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for step, given_ in steps:
            index = _take(index, folder, step, given_, there)
            afresh = BM25Index()
            afresh.add(there.items())
            assert len(there) == len(index)
            assert sorted(there) == index.frozen().passage_ids().tolist()
            for query in queries:
                assert afresh.statistics(query) == index.statistics(query)
                for limit in LIMITS:
                    assert afresh.top(query, limit) == index.top(query, limit)
                    assert afresh.top(query, limit, kept) == index.top(query, limit, kept)


def _take(
    index: BM25Index,
    folder: Path,
    step: str,
    given_: list[tuple[int, list[str]]],
    there: dict[int, list[str]],
) -> BM25Index:
    """Do a step to the index, and to what should be in it."""
    if step == "add":
        index.add(given_)
        there.update(dict(given_))
    elif step == "remove":
        index.remove(given_)  # type: ignore[arg-type]  # then these are ids
        for passage_id in given_:
            there.pop(passage_id, None)  # type: ignore[call-overload]  # the same
    elif step == "merge":
        while index.merge():
            pass
    elif step == "merge all":
        index.merge_all()
    elif step == "save":
        index.change(facts={"passages": len(there)})
        index.save(folder)
    else:
        index.change(facts={"passages": len(there)})
        index.save(folder)
        index = BM25Index.load(folder)
        assert {"passages": len(there)} == index.frozen().facts
    return index
