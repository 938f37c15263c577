"""Which questions can be answered: logistic regression on collections of many sizes.

Each collection is asked questions on its own articles, and as many on others that are left out: every
second article of SQuAD, TimeQA and XQuAD, one article, and a few paragraphs of one; and SQuAD
whole, with its own unanswerable questions.
"""

import random
import sys
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.deciding import NAMES, Decider
from index.evaluate import read_set
from index.evaluate._gold import GoldQuestion
from index.evaluate._metrics import auroc
from index.models import NewArticle, Span
from index.quotes import iter_candidates
from index.ranking import rank, weigh, worth_a_look
from tests.bench.learn._collection import FOLDS, Collection, understood

L2 = 1.0
Floats = NDArray[np.float64]


class Case(NamedTuple):
    """A question to a collection of this kind, and whether that has the answer."""

    kind: str
    signals: tuple[float, ...]
    answerable: bool


# How much a question of each kind of collection counts.
COUNTS = {"hard": 0.5, "one": 1.5, "half of one": 2.0, "few": 2.0}


def learn(data: Path, without: Sequence[str]) -> dict[str, float]:
    """The weights by name, and the constant."""
    cases = list(iter_cases(data))
    report("all signals", cases, np.ones(len(NAMES), bool))
    for name in without:
        report(f"without {name}", cases, np.array([other != name for other in NAMES]))
    constant, *weights = fit(cases, np.ones(len(NAMES), bool)).tolist()
    return {"constant": constant, **dict(zip(NAMES, weights, strict=True))}


def iter_cases(data: Path) -> Iterator[Case]:
    """All questions to all collections."""
    chance = random.Random(0)
    squad = read_set(data / "squad20-dev")
    articles, questions = list(squad.articles or ()), list(squad.questions)
    answerable = [question for question in questions if question.answerable]
    whole = Collection(articles)
    yield from put("hard", whole, chance.sample(questions, 2400), {a.external_id for a in articles})
    for name, size in (
        ("squad20-dev", 1500),
        ("timeqa-human-train", 700),
        *((f"xquad-{x}", 200) for x in LANGUAGES),
    ):
        one = read_set(data / name)
        some = [question for question in one.questions if question.answerable]
        for half in (0, 1):
            stored = (one.articles or ())[half::2]
            asked = chance.sample(some, min(size, len(some)))
            yield from put(name, Collection(stored), asked, {a.external_id for a in stored})
    for article in articles:
        own = [question for question in answerable if question.gold[0].article == article.external_id]
        others = [question for question in answerable if question.gold[0].article != article.external_id]
        asked = chance.sample(own, min(25, len(own))) + chance.sample(others, 25)
        yield from put("one", Collection([article]), asked, {article.external_id})
        every_second, answered = halve(article, own)
        asked = chance.sample(own, min(30, len(own)))
        yield from put("half of one", Collection([every_second]), asked, answered)
        part, own = cut(article, own, chance)
        asked = chance.sample(own, min(25, len(own))) + chance.sample(others, 25)
        yield from put("few", Collection([part]), asked, {article.external_id})


LANGUAGES = ("de", "ru", "ar", "hi", "th", "zh")


def cut(
    article: NewArticle, questions: Sequence[GoldQuestion], chance: random.Random
) -> tuple[NewArticle, list[GoldQuestion]]:
    """Six paragraphs of the article, and the questions that they answer."""
    paragraphs = article.text.split("\n\n")
    first = chance.randrange(max(1, len(paragraphs) - 6))
    text = "\n\n".join(paragraphs[first : first + 6])
    start = article.text.index(text)
    answered = [
        question
        for question in questions
        if any(
            gold.span and start <= gold.span.start and gold.span.end <= start + len(text)
            for gold in question.gold
        )
    ]
    return replace(article, text=text), answered


def halve(article: NewArticle, questions: Sequence[GoldQuestion]) -> tuple[NewArticle, set[str]]:
    """Every second paragraph of the article, and the ids of the questions that they answer.

    The others are on the matter of the collection, and have no answer there all the same.
    """
    text, spans = "", list[Span]()
    start = 0
    for number, paragraph in enumerate(article.text.split("\n\n")):
        if number % 2 == 0:
            spans.append(Span(start, start + len(paragraph)))
            text += paragraph + "\n\n"
        start += len(paragraph) + 2
    answered = {
        question.id
        for question in questions
        if any(gold.span and span.holds(gold.span) for gold in question.gold for span in spans)
    }
    return replace(article, text=text), answered


def put(
    kind: str, collection: Collection, questions: Sequence[GoldQuestion], stored: Container[str | None]
) -> Iterator[Case]:
    """The questions put to the collection; ``stored`` are the articles, or questions, that it answers."""
    for gold in questions:
        question = understood(gold.text)
        if question is None:
            continue
        statistics = collection.index.statistics(question.terms)
        found = worth_a_look(collection.find(question), question)
        ranked = rank(found, question, weigh(question, statistics))
        candidate = next(iter_candidates(ranked), None)
        if candidate is None:
            continue
        signals = Decider.of(question, statistics, ranked).signals(candidate)
        answerable = gold.answerable and (
            gold.id in stored or any(place.article in stored for place in gold.gold)
        )
        yield Case(kind, signals, answerable)


def fit(cases: Sequence[Case], kept: NDArray[np.bool_]) -> Floats:
    """The constant and the weights; 0 for signals not kept."""
    x = np.array([(1.0, *case.signals) for case in cases])[:, np.concatenate(([True], kept))]
    y = np.array([case.answerable for case in cases])
    counts = np.array([COUNTS.get(case.kind, 1.0) for case in cases])

    def loss(weights: Floats) -> tuple[float, Floats]:
        values = x @ weights
        chances = 1 / (1 + np.exp(-values))
        penalty = L2 * weights[1:]
        total = (counts * np.logaddexp(0, np.where(y, -values, values))).sum() + penalty @ weights[1:] / 2
        return float(total), x.T @ (counts * (chances - y)) + np.concatenate(([0.0], penalty))

    found = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    weights = np.zeros(1 + len(kept))
    weights[np.concatenate(([True], kept))] = found.x
    return weights


def report(label: str, cases: Sequence[Case], kept: NDArray[np.bool_]) -> None:
    """Per kind of collection: AUROC, and at 0.5 the shares answered and refused rightly."""
    part = np.random.default_rng(0).integers(0, FOLDS, len(cases))
    scores = np.zeros(len(cases))
    for fold in range(FOLDS):
        weights = fit([case for case, its in zip(cases, part, strict=True) if its != fold], kept)
        for at in np.flatnonzero(part == fold).tolist():
            scores[at] = 1 / (1 + np.exp(-(weights[0] + weights[1:] @ cases[at].signals)))
    figures = []
    for kind in dict.fromkeys(case.kind for case in cases):
        good = [s for s, case in zip(scores, cases, strict=True) if case.kind == kind and case.answerable]
        bad = [s for s, case in zip(scores, cases, strict=True) if case.kind == kind and not case.answerable]
        answered, refused = np.mean(np.array(good) >= 0.5), np.mean(np.array(bad) < 0.5)
        pairs = [*((score, 1.0) for score in good), *((score, 0.0) for score in bad)]
        figures.append(f"{kind} {auroc(np.array(pairs)):.4f} ({answered:.2f} {refused:.2f})")
    print(f"{label:24}", "; ".join(figures), file=sys.stderr, flush=True)
