import gzip
import json
from itertools import islice
from math import isclose
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rank_bm25 import BM25Plus

from index.bm25 import BM25Index

TERMS = st.sampled_from(list("abcdefgh"))
# Some passages may have no term at all, as one of nothing but stop words.
PASSAGES = st.lists(st.lists(TERMS, max_size=12), min_size=1, max_size=20).filter(any)
QUERY = st.lists(TERMS, min_size=1, max_size=5)
FEW = settings(deadline=None, max_examples=50)


def index_of(passages: dict[int, list[str]], k1: float = 1.5, b: float = 0.75) -> BM25Index:
    index = BM25Index(k1, b)
    index.add(passages.items())
    return index


# With b of 1 the package divides zero by zero for a passage without terms.
@given(PASSAGES, QUERY, st.floats(0.1, 3), st.floats(0, 0.99))
@FEW
def test_scores_are_those_of_rank_bm25_with_any_parameters(
    passages: list[list[str]], query: list[str], k1: float, b: float
) -> None:
    """Whatever k1 and b are, and with empty passages too, every score is that of BM25Plus, delta 0."""
    expected = BM25Plus(passages, k1=k1, b=b, delta=0).get_scores(query)
    actual = dict(index_of(dict(enumerate(passages)), k1, b).top(query, len(passages)))
    for passage_id, score in enumerate(expected):
        assert isclose(score, actual.get(passage_id, 0.0), rel_tol=1e-9)


@given(PASSAGES, QUERY)
@FEW
def test_best_come_first_and_ties_by_id(passages: list[list[str]], query: list[str]) -> None:
    """Results go from the best down, equal ones by id, and a lower limit gives their beginning."""
    index = index_of(dict(enumerate(passages)))
    ranked = index.top(query, len(passages))
    assert sorted(ranked, key=lambda hit: (-hit[1], hit[0])) == ranked
    assert ranked[:3] == index.top(query, 3)


@given(st.lists(TERMS, min_size=1, max_size=12))
@FEW
def test_only_passage_of_a_collection_is_found_by_each_of_its_words(passage: list[str]) -> None:
    """A collection of a single passage can be asked about, as BM25Okapi's could not."""
    index = index_of({7: passage})
    for term in passage:
        ((passage_id, score),) = index.top([term], 5)
        assert passage_id == 7
        assert score > 0


@given(PASSAGES, QUERY, st.data())
@FEW
def test_removed_and_added_again_is_as_before(
    passages: list[list[str]], query: list[str], data: st.DataObject
) -> None:
    """What was removed and added again is found just as before, and not found in between."""
    index = index_of(dict(enumerate(passages)))
    before = index.top(query, 100)
    gone = data.draw(st.sets(st.sampled_from(range(len(passages)))))
    index.remove(gone)
    assert not gone & {passage_id for passage_id, _ in index.top(query, 100)}
    index.add((passage_id, passages[passage_id]) for passage_id in gone)
    assert before == index.top(query, 100)


@given(PASSAGES, QUERY, st.randoms())
@FEW
def test_order_of_insertion_does_not_matter(
    passages: list[list[str]], query: list[str], random: Random
) -> None:
    """The same passages give the same results in whatever order they came in."""
    numbered = list(enumerate(passages))
    random.shuffle(numbered)
    expected = index_of(dict(enumerate(passages))).top(query, 100)
    assert expected == index_of(dict(numbered)).top(query, 100)


@given(PASSAGES, QUERY)
@FEW
def test_delta_moves_no_passage(passages: list[list[str]], query: list[str]) -> None:
    """The package's default delta adds the same to every passage, so leaving it out is safe."""
    without, with_delta = (BM25Plus(passages, delta=d).get_scores(query) for d in (0, 1))
    moved = with_delta - without
    assert all(isclose(moved[0], each, abs_tol=1e-9) for each in moved)


@given(PASSAGES, QUERY, st.sets(st.integers(0, 19)))
@FEW
def test_within_keeps_to_the_passages_named(
    passages: list[list[str]], query: list[str], kept: set[int]
) -> None:
    """A filter leaves passages out and changes no score."""
    index = index_of(dict(enumerate(passages)))
    expected = [hit for hit in index.top(query, 100) if hit[0] in kept]
    assert expected == index.top(query, 100, within=sorted(kept))


def zipf_passages(count: int, seed: int) -> list[list[str]]:
    """Passages whose words are as unevenly frequent as those of a language, some of them twice there."""
    random = Random(seed)
    words = [f"w{rank}" for rank in range(4_000)]
    chances = [1 / (rank + 2.7) for rank in range(4_000)]
    passages = [random.choices(words, chances, k=random.randint(5, 60)) for _ in range(count)]
    return passages + passages[: count // 10]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_best_of_thousands_are_those_of_rank_bm25_to_the_last_bit(seed: int) -> None:
    """Where most postings are ruled out unseen, ids, order, ties and scores are the package's own."""
    passages = zipf_passages(5_000, seed)
    index = BM25Index()
    index.add(enumerate(passages[:4_700]))
    index.add(enumerate(passages[4_700:], 4_700))
    reference = BM25Plus(passages, delta=0)
    random = Random(seed)
    for _ in range(30):
        query = random.choices(random.choice(passages), k=2) + [
            f"w{min(3_999, int(random.paretovariate(0.5)))}" for _ in range(random.randint(0, 5))
        ]
        scores = reference.get_scores(query)
        best = sorted(range(len(passages)), key=lambda i: (-scores[i], i))
        for limit in (1, 10, 50):
            expected = [(i, scores[i]) for i in best[:limit] if scores[i] > 0]
            assert expected == index.top(query, limit)


def test_best_of_real_passages_are_those_of_rank_bm25(squad: Path) -> None:
    """The same for the paragraphs of real articles and the questions that people asked about them."""
    with gzip.open(squad / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [text for line in lines for text in json.loads(line)["text"].split("\n\n")]
    with gzip.open(squad / "questions.jsonl.gz", "rt", encoding="utf-8") as lines:
        questions = [json.loads(line)["text"] for line in islice(lines, 0, 12_000, 400)]
    passages = [text.lower().split() for text in texts]
    index = BM25Index()
    index.add(enumerate(passages))
    reference = BM25Plus(passages, delta=0)
    for question in questions:
        scores = reference.get_scores(question.lower().split())
        best = sorted(range(len(passages)), key=lambda i: (-scores[i], i))[:10]
        assert [(i, scores[i]) for i in best] == index.top(question.lower().split(), 10)
