"""The measures of ``index.evaluate``, with values computed by hand."""

from math import isnan, log2, nan
from pathlib import Path

import numpy as np
import pytest

from index.errors import EvaluationRefused
from index.evaluate import Run, load, save
from index.evaluate._gold import Cut, Gold, GoldQuestion, Judge
from index.evaluate._metrics import Values, auroc, mean, ndcg, paired_interval, percentile, share
from index.evaluate._rows import FIGURES, Row, compute
from index.models import Span


def column(*values: float | tuple[float, ...]) -> Values:
    return np.array([value if isinstance(value, tuple) else (value,) for value in values], float)


def row(number: int, **fields: object) -> Row:
    given = {
        "id": str(number),
        "text": f"question {number}",
        "answers": (),
        "answerable": True,
        "status": "answered",
        "score": 0.5,
        "took_ms": 1.0,
        "quote": None,
        "cut": 0,
        "verbatim": 0,
    }
    return Row(**(given | fields))  # type: ignore[arg-type]


def judge(question: GoldQuestion) -> Judge:
    return Judge(question, {"a": 1, "b": 2, "2": 3})


# Measures


def test_ndcg_is_with_linear_gain_and_the_best_order_as_its_measure() -> None:
    """Grades 2 and 1, found at ranks 3 and 1: 1/1 + 2/2 over 2/1 + 1/log2(3)."""
    assert ndcg([7, 8, 9], {9: 2, 7: 1}, 10) == pytest.approx((1 + 2 / log2(4)) / (2 + 1 / log2(3)))
    assert ndcg([9, 7, 8], {9: 2, 7: 1}, 10) == 1
    assert ndcg([8], {9: 2, 7: 1}, 10) == 0


def test_ndcg_sees_no_further_than_its_depth_and_asks_for_no_more_than_fits() -> None:
    """At depth 2 of three right articles two at the top are perfect, and one at rank 3 is not seen."""
    assert ndcg([1, 2, 3], {1: 1, 2: 1, 3: 1}, 2) == 1
    assert ndcg([8, 9, 1], {1: 1}, 2) == 0


def test_auroc_counts_ties_half() -> None:
    """0.9 and 0.5 with an answer, 0.5 and 0.1 without: of four pairs three are won and one is a tie."""
    scores = column((0.9, 1), (0.5, 1), (0.5, 0), (0.1, 0))
    assert auroc(scores) == 3.5 / 4
    assert auroc(scores[::-1]) == 3.5 / 4
    assert auroc(column((0.3, 1), (0.3, 0))) == 0.5
    assert isnan(auroc(column((0.3, 1), (nan, 0))))


def test_what_does_not_count_is_passed_over() -> None:
    """Means, shares and percentiles are over the questions that count; over none they are unknown."""
    assert mean(column(1, nan, 0, 1)) == 2 / 3
    assert share(column((1, 2), (nan, 5), (3, 3))) == 4 / 5
    assert percentile(50)(column(1, nan, 2, 10)) == 2
    assert percentile(95)(column(0, 100)) == 95
    assert all(isnan(measure(column(nan))) for measure in (mean, percentile(50)))
    assert isnan(share(column((0, 0))))


def test_interval_holds_the_true_difference_and_is_the_same_each_time() -> None:
    """Of 2,000 questions 60% are right before and 65% after, independently: the interval has 0.05 and not 0."""
    random = np.random.default_rng(7)
    before = (random.random((2_000, 1)) < 0.60).astype(float)
    after = (random.random((2_000, 1)) < 0.65).astype(float)
    low, high = paired_interval(before, after, mean)
    assert 0 < low < 0.05 < high
    # About two standard errors to each side: sqrt((0.24 + 0.2275) / 2000) is 0.0153.
    assert high - low == pytest.approx(4 * 0.0153, rel=0.1)
    assert paired_interval(before, after, mean) == (low, high)
    assert paired_interval(after, before, mean) == pytest.approx((-high, -low))


def test_interval_of_paired_questions_is_narrow() -> None:
    """Where all of 1,000 questions gain the same, however different they are, there is nothing in doubt."""
    before = np.random.default_rng(7).random((1_000, 1))
    assert paired_interval(before, before + 0.25, mean) == pytest.approx((0.25, 0.25))
    assert paired_interval(before, before, mean) == (0, 0)


def test_interval_of_a_handful_does_not_fail_where_a_draw_is_of_one_kind_only() -> None:
    """With two questions many a draw has no pair to compare; the others are enough."""
    before, after = column((0.2, 1), (0.8, 0)), column((0.9, 1), (0.8, 0))
    assert paired_interval(before, after, auroc) == (1, 1)


# Figures


def test_figures_of_ranks_count_what_was_measured() -> None:
    """Ranks 1, 3 and none: hit@1 is 1/3, hit@5 2/3 and MRR (1 + 1/3) / 3; unanswerable ones count nowhere."""
    rows = [row(1, passage_rank=1), row(2, passage_rank=3), row(3, passage_rank=0), row(4, answerable=False)]
    figures = compute(rows)
    assert figures["hit@1"] == pytest.approx(1 / 3, abs=1e-6)
    assert figures["hit@5"] == figures["hit@10"] == pytest.approx(2 / 3, abs=1e-6)
    assert figures["MRR@10"] == pytest.approx(4 / 9, abs=1e-6)
    assert "article nDCG@10" not in figures
    assert "answer-in-quote@1" not in figures


def test_figures_of_decisions_are_shares_of_their_own_questions() -> None:
    """Refusals among the unanswerable, answers among the answerable, and both again for the half stored."""
    rows = [
        row(1, score=0.9, half_stored=True, half_status="answered", half_score=0.9),
        row(2, status="partial", score=0.45, half_stored=False, half_status="nothing_found", half_score=0.1),
        row(3, status="nothing_found", score=0.2, answerable=False),
        row(4, score=0.7, answerable=False),
    ]
    figures = compute(rows)
    assert [figures[f"answerable: {word}"] for word in ("answered", "partial", "refused")] == [0.5, 0.5, 0]
    assert [figures[f"hard: {word}"] for word in ("answered", "partial", "refused")] == [0.5, 0, 0.5]
    assert figures["hard: AUROC"] == 3 / 4
    assert figures["out of collection: AUROC"] == 1
    assert figures["out of collection: refused"] == 1
    assert figures["in collection: answered"] == 1


def test_figures_of_quotes_are_of_what_was_shown() -> None:
    """Lengths are of the first quote of those that show one; verbatim is a share of all quotes."""
    rows = [row(1, quote="x" * 100, cut=3, verbatim=3), row(2, quote="x" * 200, cut=1, verbatim=0), row(3)]
    figures = compute(rows)
    assert figures["quote length mean"] == 150
    assert figures["quote length p95"] == 195
    assert figures["verbatim"] == 3 / 4


def test_names_of_figures_are_unique() -> None:
    """A figure is found in a saved run by its name alone."""
    names = [figure.name for figure in FIGURES]
    assert sorted(set(names)) == sorted(names)


def test_run_is_read_as_it_was_saved(tmp_path: Path) -> None:
    """Rows and figures survive the file, whatever the questions are written in."""
    rows = [row(1, text="是什么？", answers=("天气", "a"), passage_rank=2), row(2, answerable=False)]
    runs = [Run.of("weather", 3, rows), Run.of("own", None, rows[:1])]
    save(tmp_path / "run.json", runs)
    assert load(tmp_path / "run.json") == runs


ROW = '{"answers": [], "answerable": "perhaps"}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"form": 1}',
        '{"form": 2, "sets": []}',
        '{"form": 1, "sets": [{"name": "x"}]}',
        f'{{"form": 1, "sets": [{{"name": "x", "articles": 1, "rows": [{ROW}]}}]}}',
    ],
)
def test_file_that_is_no_run_is_refused(tmp_path: Path, text: str) -> None:
    """Whatever else the file holds, the error names it and says what to do."""
    (tmp_path / "run.json").write_text(text)
    with pytest.raises(EvaluationRefused, match=r"run\.json is not what .* measure again"):
        load(tmp_path / "run.json")


# What holds the answer


def test_span_is_held_by_what_has_it_wholly_and_is_of_its_article() -> None:
    """A cut from the span's first character to its last holds it; one short of either, or elsewhere, does not."""
    one = judge(GoldQuestion("1", "?", True, (Gold("a", Span(5, 9)),), ("word",)))
    assert one.holds(Cut(1, Span(5, 9), "any"))
    assert not one.holds(Cut(1, Span(6, 20), "word"))
    assert not one.holds(Cut(1, Span(0, 8), "word"))
    assert not one.holds(Cut(2, Span(0, 20), "word"))
    assert one.first_holding([Cut(2, Span(0, 20), ""), Cut(1, Span(0, 20), "")]) == 2
    assert one.first_holding([]) == 0


@pytest.mark.parametrize(
    ("answer", "text", "held"),
    [
        ("Clara Moretti", "by the engineer clara\n moretti.", True),
        ("12", "in 1912", False),
        ("12", "on the 12th", False),
        ("12", "of 12%", True),
        ("$12", "for US$12 a day", True),
        ("art", "they start early", False),
        ("a.b", "acb", False),
        ("天气", "今天天气很好", True),
        ("กรุงเทพ", "อยู่ที่กรุงเทพมหานคร", True),
    ],
)
def test_answer_in_words_is_held_as_whole_words(answer: str, text: str, held: bool) -> None:
    """Case and white space do not matter, a part of a word is not enough, scripts without spaces have no words."""
    one = judge(GoldQuestion("1", "?", True, (), (answer,)))
    assert one.tells_passages_apart
    assert one.holds(Cut(9, Span(0, 1), text)) is held


def test_answer_in_words_must_be_of_the_gold_article_where_one_is_named() -> None:
    """The same words in another article do not count; an article alone tells no passages apart."""
    one = judge(GoldQuestion("1", "?", True, (Gold("b"),), ("bell",)))
    assert one.holds(Cut(2, Span(0, 1), "the bell"))
    assert not one.holds(Cut(1, Span(0, 1), "the bell"))
    assert not judge(GoldQuestion("1", "?", True, (Gold("b"),))).tells_passages_apart
