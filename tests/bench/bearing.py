"""How well sources of a message are found: SciFact's claims, by themselves and within a message.

    python -m tests.bench.bearing DATA

DATA is the folder with the sets. Each claim is put as a question, as a message that is the claim alone, and within a
message that greets, has a mention, a link and an emoji, and says something else as well. Told is whether the first
quote is of an article that bears on the claim, and whether any of three is; and how often claims are answered
where only every second article is stored, of those whose articles are and of those whose are not.
"""

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bot.__main__ import open_library
from index.errors import PullquoteError
from index.evaluate import read_set
from index.evaluate._gold import GoldQuestion
from index.library import Library
from index.models import Answer, NewArticle, Status

_MESSAGE = "Hey <@80351110224678912>, look at this :microscope: https://example.org/a-page?x=1 — {claim} I doubt it, honestly."
WAYS = ("question", "message", "chatty message")


async def put(library: Library, claim: str, way: str) -> Answer:
    """A claim put in one way."""
    if way == "question":
        return await library.ask("bench", claim, 3, keep=False)
    text = _MESSAGE.format(claim=claim) if way == "chatty message" else claim
    return await library.find_sources("bench", text, 3, keep=False)


async def measure(
    articles: Sequence[NewArticle], questions: Sequence[GoldQuestion], way: str
) -> Counter[str]:
    """What became of all claims put in one way, to the articles."""
    stored = {str(article.external_id) for article in articles}
    tally = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "bench.db", create=True)
        async for added in library.add("bench", articles):
            if isinstance(added, PullquoteError):
                raise added
        await library.refresh("bench")
        for question in questions:
            right = {gold.article for gold in question.gold} & stored
            answer = await put(library, question.text, way)
            kind = "there" if right else "not there"
            shown = [quote.article.external_id in right for quote in answer.quotes or answer.closest]
            tally[kind] += 1
            tally[f"{kind}: answered"] += answer.status is not Status.NOTHING_FOUND
            tally["first"] += any(shown[:1])
            tally["any"] += any(shown)
        await library.close()
    return tally


def main() -> None:
    """Measure, and print a table for the handbook."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.bearing")
    arguments.add_argument("data", type=Path)
    scifact = read_set(arguments.parse_args().data / "scifact")
    articles = scifact.articles or ()
    sys.stdout.write("| put as | first quote | any of three | answered | half: there | half: not there |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    for way in WAYS:
        whole = asyncio.run(measure(articles, scifact.questions, way))
        half = asyncio.run(measure(articles[::2], scifact.questions, way))
        shares = (
            whole["first"] / whole["there"],
            whole["any"] / whole["there"],
            whole["there: answered"] / whole["there"],
            half["there: answered"] / half["there"],
            half["not there: answered"] / half["not there"],
        )
        sys.stdout.write(f"| {way} | {' | '.join(f'{share:.3f}' for share in shares)} |\n")


if __name__ == "__main__":
    main()
