"""How sure the bot must be to answer unasked: precision by score, on answerable and unanswerable questions.

    python -m tests.bench.unasked ../shared/data 3000

Every second article of SQuAD 2.0 dev, asked the answerable questions about all of them, as in a channel where
half of what is asked is about other things; and all of it, with its own unanswerable questions, which were
written to have all the words of an article. Right is a first quote that has an answer.
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path

from bot.__main__ import open_library
from index.evaluate import read_set
from index.evaluate._gold import GoldQuestion
from index.library import Library
from index.models import NewArticle, Status

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.92, 0.94, 0.96, 0.98)
Row = tuple[float, bool, bool]


async def measure(folder: Path, count: int) -> None:
    """Print a table of each."""
    squad = read_set(folder / "squad20-dev")
    articles = list(squad.articles or ())
    all_questions = list(squad.questions)
    answerable = [question for question in all_questions if question.answerable]
    kinds = {
        "half of the articles": (articles[::2], answerable),
        "SQuAD's own unanswerable": (articles, all_questions),
    }
    for name, (some, of) in kinds.items():
        questions = random.Random(0).sample(of, min(count, len(of)))
        with tempfile.TemporaryDirectory() as scratch:
            library = open_library(Path(scratch, "x.db"), create=True)
            rows = await ask_all(library, some, questions)
            await library.close()
        report(name, rows)


async def ask_all(library: Library, articles: list[NewArticle], questions: list[GoldQuestion]) -> list[Row]:
    """For each question the score, whether the first quote answers it, and whether anything could."""
    async for _ in library.add("a", articles):
        pass
    stored = {article.external_id for article in articles}
    rows = []
    for question in questions:
        answer = await library.ask("a", question.text, 1, keep=False)
        score = answer.score if answer.status is Status.ANSWERED and not answer.missing_terms else 0.0
        text = answer.quotes[0].text if answer.quotes else ""
        right = any(gold in text for gold in question.answers)
        known = any(gold.article in stored for gold in question.gold)
        rows.append((score, right and known, question.answerable and known))
    return rows


def report(name: str, rows: list[Row]) -> None:
    """Precision (right, and answerable at all) and how many of the answerable are answered."""
    sys.stdout.write(f"{name}: {len(rows)} questions, {sum(row[2] for row in rows)} answerable\n")
    for threshold in THRESHOLDS:
        said = [row for row in rows if row[0] >= threshold]
        right, could = sum(row[1] for row in said), sum(row[2] for row in said)
        of = max(1, len(said))
        sys.stdout.write(
            f"  {threshold:.2f}: said {len(said):5}, right {right / of:.3f}, answerable {could / of:.3f}\n"
        )


if __name__ == "__main__":
    asyncio.run(measure(Path(sys.argv[1]), int(sys.argv[2])))
