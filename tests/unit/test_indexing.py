import os
import signal
from collections.abc import Iterator
from multiprocessing import active_children

import pytest

from index import indexing
from index.bm25 import BM25Index
from index.indexing import Texts, iter_batches

TEXTS: list[Texts] = [
    [(10 * n + i, f"Passage {i} of lot {n} tells of gate{n}.", f"Title{n}") for i in range(10)]
    for n in range(40)
]
QUERIES = (["gate7"], ["title31", "passag"], ["lot", "gate3"])


def index_of(texts: Iterator[Texts]) -> BM25Index:
    index = BM25Index()
    index.change(iter_batches(texts, 400))
    return index


@pytest.fixture
def expected() -> BM25Index:
    """Made in this process."""
    return index_of(iter(TEXTS))


def test_processes_of_their_own_give_the_same(monkeypatch: pytest.MonkeyPatch, expected: BM25Index) -> None:
    """On all cores the same terms come out, in the same order."""
    monkeypatch.setattr(indexing, "PARALLEL_FROM", 1)
    index = index_of(iter(TEXTS))
    assert len(index) == 400
    for query in QUERIES:
        assert expected.top(query, 50) == index.top(query, 50)


@pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX does")
@pytest.mark.parametrize("killed_at", [3, 12, 39])
def test_process_that_is_killed_costs_nothing(
    monkeypatch: pytest.MonkeyPatch, expected: BM25Index, killed_at: int
) -> None:
    """Where memory runs out for the others, this process does the rest, and nothing is left out."""
    monkeypatch.setattr(indexing, "PARALLEL_FROM", 1)

    def iter_and_kill() -> Iterator[Texts]:
        for n, texts in enumerate(TEXTS):
            if n == killed_at:
                for child in active_children():
                    os.kill(child.pid or 0, signal.SIGKILL)
            yield texts

    index = index_of(iter_and_kill())
    assert len(index) == 400
    for query in QUERIES:
        assert expected.top(query, 50) == index.top(query, 50)


def test_a_title_counts_more_than_a_word(expected: BM25Index) -> None:
    """Every passage of an article is found by its title's words, which weigh more than its own."""
    assert expected.statistics(["title31"]).df["title31"] == 10
    ((_, by_title),) = expected.top(["title31"], 1)
    ((_, by_word),) = expected.top(["gate31"], 1)
    assert by_title > by_word
