"""How good and how fast the answers are, measured on what the command line prints.

    python -m tests.bench.answers FOLDER

FOLDER holds ``articles.jsonl.gz`` and ``questions.jsonl.gz``, whose questions have ``gold`` spans
``[{article, start, end}]`` and ``unanswerable``. Runs ``pullquote import``, ``ask`` and ``search``
as a user would, and prints over the answerable questions

- hit@k: one of the first k passages holds a gold span; article hit@1: the first is of a gold article;
- answer-in-quote@k: one of the first k quotes is cut from a gold article and holds a gold span; the
  same where the closest passages, shown when nothing was found, count as quotes; and the mean length
  of what is shown first in characters;
- verbatim: the share of all quotes and closest passages that equal ``text[start:end]``;

and over all of them AUROC of the score and the shares answered and refused: *hard* against the
unanswerable ones, and *out of collection* with only every second article stored.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from bisect import bisect_left, bisect_right
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

Row = dict[str, Any]


def main() -> None:
    """Measure one set and print its figures."""
    folder = Path(sys.argv[1])
    articles = read(folder / "articles.jsonl.gz")
    questions = read(folder / "questions.jsonl.gz")
    with tempfile.TemporaryDirectory() as scratch:
        whole = Collection(Path(scratch, "whole.db"), articles, folder / "questions.jsonl.gz")
        half = Collection(Path(scratch, "half.db"), articles[::2], folder / "questions.jsonl.gz")
        answers, searches = whole.run("ask", "--limit", "3"), whole.run("search", "--limit", "10")
        half_answers = half.run("ask", "--limit", "3")
    report(folder.name, articles, questions, answers, searches, half_answers)


class Collection:
    """A fresh database with some articles, and questions to put to it."""

    def __init__(self, db: Path, articles: list[Row], questions: Path) -> None:
        self._db, self._questions = db, questions
        source = db.with_suffix(".jsonl")
        source.write_text("".join(json.dumps(article) + "\n" for article in articles))
        self._pullquote("import", str(source))

    def run(self, command: str, *options: str) -> list[Row]:
        """The JSON lines that the command prints for all questions."""
        output = self._pullquote(command, *options, "--json", "--questions", str(self._questions))
        return [json.loads(line) for line in output.splitlines()]

    def _pullquote(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "bot", "--db", str(self._db), *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def report(
    name: str,
    articles: list[Row],
    questions: list[Row],
    answers: list[Row],
    searches: list[Row],
    half_answers: list[Row],
) -> None:
    """Print the figures."""
    texts = {article["id"]: article["text"] for article in articles}
    answerable = [i for i, question in enumerate(questions) if not question["unanswerable"]]
    print(f"{name}: {len(articles)} articles, {len(questions)} questions, {len(answerable)} answerable")
    for k in (1, 5, 10):
        hits = [holds(searches[i]["hits"][:k], questions[i]) for i in answerable]
        print(f"  hit@{k:<2}              {fmean(hits):.4f}")
    ranks = [first_rank(searches[i]["hits"], questions[i]) for i in answerable]
    print(f"  MRR@10             {fmean(1 / rank if rank else 0 for rank in ranks):.4f}")
    in_article = [of_gold_article(searches[i]["hits"][:1], questions[i]) for i in answerable]
    print(f"  article hit@1      {fmean(in_article):.4f}")
    # The quote that is shown first, whether as an answer or as the closest passage.
    shown = [answer["quotes"] or answer["closest"] for answer in answers]
    lengths = [len(quotes[0]["text"]) for quotes in shown if quotes]
    for k in (1, 3):
        said = fmean(holds(answers[i]["quotes"][:k], questions[i]) for i in answerable)
        print(f"  answer-in-quote@{k}  {said:.4f}")
        print(f"  .. with closest    {fmean(holds(shown[i][:k], questions[i]) for i in answerable):.4f}")
    print(f"  quote length       mean {fmean(lengths):.0f}, p95 {quantiles(lengths, n=20)[-1]:.0f}")
    quotes = [q for answer in answers for q in (*answer["quotes"], *answer["closest"])]
    verbatim = [q["text"] == texts[q["article"]["external_id"]][q["start"] : q["end"]] for q in quotes]
    print(f"  verbatim           {fmean(verbatim):.6f} of {len(verbatim)}")
    took = [answer["took_ms"] for answer in answers]
    print(f"  ms per answer      p50 {quantiles(took, n=100)[49]:.1f}, p95 {quantiles(took, n=100)[94]:.1f}")
    if len(answerable) < len(questions):
        hard = {i for i in range(len(questions)) if questions[i]["unanswerable"]}
        print_abstention("hard", answers, set(answerable), hard)
    stored = {article["id"] for article in articles[::2]}
    inside = {i for i in answerable if {g["article"] for g in questions[i]["gold"]} & stored}
    print_abstention("out of collection", half_answers, inside, set(answerable) - inside)


def print_abstention(kind: str, answers: list[Row], good: set[int], bad: set[int]) -> None:
    """AUROC of the score, good questions over bad, and what the shipped thresholds make of them."""
    scores = sorted(answers[i]["score"] for i in bad)
    wins = [
        (bisect_left(scores, answers[i]["score"]) + bisect_right(scores, answers[i]["score"])) / 2
        for i in good
    ]
    print(f"  {kind:<18} AUROC {fmean(wins) / len(scores):.4f}", end="")
    for label, group in (("answerable", good), ("unanswerable", bad)):
        share = {status: fmean(answers[i]["status"] == status for i in group) for status in STATUSES}
        print(f"; {label}: " + ", ".join(f"{status} {value:.3f}" for status, value in share.items()), end="")
    print()


STATUSES = ("answered", "partial", "nothing_found")


def read(path: Path) -> list[Row]:
    """The objects of a JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def holds(spans: list[Row], question: Row) -> bool:
    """Whether one of the spans holds a gold span."""
    return first_rank(spans, question) > 0


def first_rank(spans: list[Row], question: Row) -> int:
    """The rank of the first span that holds a gold span, from 1; 0 if none does."""
    for rank, span in enumerate(spans, 1):
        article = span["article"]["external_id"]
        for gold in question["gold"]:
            if article == gold["article"] and span["start"] <= gold["start"] and gold["end"] <= span["end"]:
                return rank
    return 0


def of_gold_article(spans: list[Row], question: Row) -> bool:
    """Whether one of the spans is of a gold article."""
    return any(
        span["article"]["external_id"] == gold["article"] for span in spans for gold in question["gold"]
    )


if __name__ == "__main__":
    main()
