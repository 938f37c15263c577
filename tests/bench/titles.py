"""How fast titles are found while somebody types, among many articles, cold and while questions are asked.

    python -m tests.bench.titles [--articles 100000] [--keep FOLDER]

Articles have titles of 3 to 12 made words, drawn as in language (``tests.bench.index.corpora``), and a
passage of about 90. Looked for, with the 25 choices that Discord shows: whole titles, beginnings as they
are typed, words within, one and two letters, and texts that no title holds. Prints milliseconds from the
call of ``Library.find_articles`` to its result, p50, p95 and the most:

- *cold*: the first of each kind after the database was closed and the machine's memory of it dropped;
- *alone*: nothing else happens;
- *asked*: four questions at a time are answered all the while, in the same process.

FOLDER keeps the database for the next time.
"""

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from bot.__main__ import open_library
from index.library import Library
from index.models import NewArticle
from tests.bench.index.corpora import make

HERE = "bench"
CHOICES = 25
COLD, ALONE, ASKED = 7, 40, 40
AT_ONCE = 4


def articles(count: int) -> Iterator[NewArticle]:
    """Always the same."""
    corpus = make("synthetic", count)
    random = Random(1)
    for number, words in corpus.iter_passages():
        begin = random.randrange(len(words) - 3) if len(words) > 3 else 0
        title = " ".join(words[begin : begin + random.randint(3, 12)]).capitalize()
        month, day = random.randint(1, 12), random.randint(1, 28)
        yield NewArticle(
            title,
            f"{' '.join(words)}.",
            url=f"https://site{random.randrange(40)}.example/{number}",
            published_at=f"{random.randint(2000, 2026)}-{month:02}-{day:02}",
        )


def sought(titles: list[str]) -> dict[str, list[str]]:
    """What is looked for, by what it is."""
    random = Random(2)
    some = random.sample(titles, ALONE)
    letters = "etaoinshrdlu"
    return {
        "whole titles": some,
        "beginnings": [title[: random.randint(2, 8)] for title in some],
        "words within": [random.choice(title.split()[1:]) for title in some],
        "parts of words": [title[4:8] for title in some],
        "one letter": [letters[n % len(letters)] for n in range(ALONE)],
        "two letters": [random.choice(letters) + random.choice(letters) for _ in range(ALONE)],
        "two that no title has": [f"{chr(0x4E00 + n)}{n % 10}" for n in range(ALONE)],
        "in no title": [f"{title[2:9]}qqx{n}" for n, title in enumerate(some)],
        "nothing": [""] * ALONE,
    }


async def measure(folder: Path, count: int) -> None:
    """Print the table."""
    db = folder / "titles.db"
    if not db.exists():
        await build(db, count)
    async with opened(db) as library:
        titles = [article.citation.title async for article in library.iter_articles(HERE)]
    kinds = sought(titles)
    print(f"{len(titles):,} articles; milliseconds, p50, p95 and the most\n")
    print("| looked for | cold | alone | asked |\n|---|---|---|---|")
    cold = {kind: [await first(db, texts[n]) for n in range(COLD)] for kind, texts in kinds.items()}
    async with opened(db) as library:
        await library.refresh(HERE)
        alone = {kind: await times(library, texts) for kind, texts in kinds.items()}
        asking = [asyncio.create_task(ask(library, titles, n)) for n in range(AT_ONCE)]
        await asyncio.sleep(1)
        asked = {kind: await times(library, texts[:ASKED]) for kind, texts in kinds.items()}
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
    for kind in kinds:
        print(f"| {kind} | {told(cold[kind])} | {told(alone[kind])} | {told(asked[kind])} |")


async def build(db: Path, count: int) -> None:
    """Store the articles."""
    async with opened(db, create=True) as library:
        async for _ in library.add(HERE, articles(count)):
            pass


async def first(db: Path, text: str) -> float:
    """Of a database that nothing of is in memory."""
    for path in db.parent.glob(f"{db.name}*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            os.fsync(descriptor)
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(descriptor)
    async with opened(db) as library:
        await library.recall("warm")  # the thread and its connection are there once the bot runs
        return (await times(library, [text]))[0]


async def times(library: Library, texts: list[str]) -> list[float]:
    """Milliseconds of each, one after the other with a moment between."""
    found = []
    for text in texts:
        started = perf_counter()
        await library.find_articles(HERE, text, CHOICES)
        found.append((perf_counter() - started) * 1000)
        await asyncio.sleep(0.005)
    return found


async def ask(library: Library, titles: list[str], seed: int) -> None:
    """Ask without end."""
    random = Random(seed)
    with suppress(asyncio.CancelledError):
        while True:
            await library.ask(HERE, f"What of {random.choice(titles)}?")


@asynccontextmanager
async def opened(db: Path, create: bool = False) -> AsyncIterator[Library]:
    """The library over it, closed at the end."""
    library = open_library(db, create)
    try:
        yield library
    finally:
        await library.close()


def told(found: list[float]) -> str:
    """p50, p95 and the most."""
    return f"{np.percentile(found, 50):.1f}, {np.percentile(found, 95):.1f}, {max(found):.1f}"


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        asyncio.run(measure(options.keep or Path(folder), options.articles))


if __name__ == "__main__":
    main()
