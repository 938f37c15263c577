"""Which sentences to prefer: those that hold the gold span should get the probability.

Of all sentences of the passages found for a question, a softmax over their values; L2. Learned on
SQuAD, TimeQA and XQuAD in seven languages.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.models import Span
from index.ranking import weigh, worth_a_look
from index.signals import NAMES, Asked, contexts, see
from tests.bench.learn._collection import FOLDS, Collection, fold_of, holds, read, understood

L2 = 0.1
SETS = {"squad20-dev": 3000, "timeqa-human-train": 1000} | {
    f"xquad-{language}": 250 for language in ("en", "de", "ru", "ar", "hi", "th", "zh")
}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Rows:
    """A question's sentences: signals, which hold the gold span, and whether their passages do."""

    of_set: str
    fold: int
    x: Floats
    gold: NDArray[np.bool_]
    in_gold_passage: NDArray[np.bool_]


def learn(data: Path, without: Sequence[str]) -> dict[str, float]:
    """The weights by name; figures of the cross-validation go to standard error."""
    rows = [row for name, size in SETS.items() for row in read_rows(data, name, size)]
    report("all signals", rows, np.ones(len(NAMES), bool))
    for name in without:
        report(f"without {name}", rows, np.array([other != name for other in NAMES]))
    return dict(zip(NAMES, fit(rows, np.ones(len(NAMES), bool)).tolist(), strict=True))


def read_rows(data: Path, name: str, size: int) -> list[Rows]:
    """The questions of a set."""
    articles, questions = read(data, name, size)
    collection = Collection(articles)
    rows: list[Rows] = []
    for gold in questions:
        if question := understood(gold.text):
            found = worth_a_look(collection.find(question), question)
            asked = Asked(question, weigh(question, collection.index.statistics(question.terms)))
            x, good, in_passage = list[tuple[float, ...]](), list[bool](), list[bool]()
            for (passage, _), context in zip(found, contexts(found), strict=True):
                passage_good = holds(passage, passage.span, gold)
                for sentence in see(passage, asked, context).sentences:
                    start = passage.span.start
                    span = Span(start + sentence.span.start, start + sentence.span.end)
                    x.append(sentence.signals)
                    good.append(holds(passage, span, gold))
                    in_passage.append(passage_good)
            fold = fold_of(name, gold.gold[0].article)
            empty = np.zeros((0, len(NAMES)))
            rows.append(
                Rows(
                    name, fold, np.array(x) if x else empty, np.array(good, bool), np.array(in_passage, bool)
                )
            )
    return rows


def fit(rows: Sequence[Rows], kept: NDArray[np.bool_]) -> Floats:
    """The weights of the signals that are kept, 0 for the others."""
    rows = [row for row in rows if row.gold.any()]
    x = np.concatenate([row.x for row in rows])[:, kept]
    gold = np.concatenate([row.gold for row in rows])
    starts = np.cumsum([0, *(len(row.x) for row in rows)])[:-1]
    sizes = np.array([len(row.x) for row in rows])

    def loss(weights: Floats) -> tuple[float, Floats]:
        values = x @ weights
        values -= np.repeat(np.maximum.reduceat(values, starts), sizes)
        likely = np.exp(values)
        right = np.where(gold, likely, 0)
        all_of, right_of = np.add.reduceat(likely, starts), np.add.reduceat(right, starts)
        gradient = x.T @ (likely / np.repeat(all_of, sizes) - right / np.repeat(right_of, sizes))
        return (
            float(np.log(all_of / right_of).sum() + L2 * weights @ weights / 2),
            gradient + L2 * weights,
        )

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    weights = np.zeros(len(kept))
    weights[kept] = found.x
    return weights


def report(label: str, rows: Sequence[Rows], kept: NDArray[np.bool_]) -> None:
    """Per set: how often the best sentence is of a gold passage, and holds the gold span itself."""
    hits: dict[str, list[tuple[bool, bool]]] = {}
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row.fold != fold], kept)
        for row in rows:
            if row.fold == fold:
                best = int((row.x @ weights).argmax()) if len(row.x) else None
                hit = (
                    (False, False)
                    if best is None
                    else (bool(row.in_gold_passage[best]), bool(row.gold[best]))
                )
                hits.setdefault(row.of_set, []).append(hit)
    figures = (
        f"{name} {np.mean(of, axis=0)[0]:.4f} {np.mean(of, axis=0)[1]:.4f}" for name, of in hits.items()
    )
    print(f"{label:24}", "; ".join(figures), file=sys.stderr, flush=True)
