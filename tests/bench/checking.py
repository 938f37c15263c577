"""How well quotes are checked: sentences of SQuAD's articles, as they are and changed by rule.

    python -m tests.bench.checking DATA [--size N]

DATA is the folder with the sets. Every second article is stored. Sentences of at least six words are checked:

- ``as it is``        and ``restyled``: other quotation marks and blanks, a small letter first, no full stop
- ``two``             it and the next
- ``left out``        with "..." in place of some words in the middle
- ``word replaced``, ``number changed``, ``not added or dropped``, ``word dropped``
- ``another named``   with the title of another stored article behind it
- ``not stored``      of the other half of the articles, and of TimeQA's
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from bot.__main__ import open_library
from index.errors import PullquoteError
from index.evaluate import read_set
from index.models import NewArticle
from index.text import iter_sentences

_MIN_WORDS = 6
Change = Callable[[str, random.Random], str | None]


def sentences_of(
    articles: Sequence[NewArticle], size: int, chance: random.Random
) -> list[tuple[NewArticle, str, str]]:
    """So many sentences, each with its article and with the next sentence behind it."""
    found = []
    for article in articles:
        spans = list(iter_sentences(article.text))
        for span, following in pairwise(spans):
            if len(span.of(article.text).split()) >= _MIN_WORDS and '"' not in span.of(article.text):
                found.append((article, span.of(article.text), article.text[span.start : following.end]))
    return chance.sample(found, min(size, len(found)))


def restyled(sentence: str, _: random.Random) -> str:
    """Said again by somebody's typewriter."""
    sentence = sentence.replace("'", "’").replace(" – ", " - ").replace(" ", "\u00a0", 1)
    return f"“{sentence[0].lower()}{sentence[1:].rstrip('.')}”"


def left_out(sentence: str, _: random.Random) -> str:
    """Without its middle."""
    words = sentence.split()
    third = len(words) // 3
    return " ".join([*words[:third], "...", *words[-third:]])


def word_replaced(sentence: str, chance: random.Random) -> str:
    """With another word for one."""
    words = sentence.split()
    words[chance.randrange(1, len(words) - 1)] = chance.choice(["banana", "perhaps", "quickly", "Uruguay"])
    return " ".join(words)


def word_dropped(sentence: str, chance: random.Random) -> str:
    """Without one word."""
    words = sentence.split()
    del words[chance.randrange(1, len(words) - 1)]
    return " ".join(words)


def number_changed(sentence: str, _: random.Random) -> str | None:
    """With one digit more than it was; None without a number."""
    changed = re.sub(r"\d", lambda found: str((int(found.group()) + 1) % 10), sentence, count=1)
    return changed if changed != sentence else None


def negated(sentence: str, _: random.Random) -> str | None:
    """With "not" where there was none, or without it; None where neither can be."""
    if " not " in sentence:
        return sentence.replace(" not ", " ", 1)
    changed = re.sub(r"\b(is|was|are|were|has|had|can|could|will|would)\b", r"\1 not", sentence, count=1)
    return changed if changed != sentence else None


CHANGES: dict[str, Change] = {
    "as it is": lambda sentence, _: sentence,
    "restyled": restyled,
    "left out": left_out,
    "word replaced": word_replaced,
    "word dropped": word_dropped,
    "number changed": number_changed,
    "not added or dropped": negated,
}


def iter_cases(
    stored: Sequence[NewArticle], others: Sequence[NewArticle], size: int
) -> Iterator[tuple[str, str, NewArticle | None]]:
    """Kinds, texts, and the article that the text is from."""
    chance = random.Random(0)
    some = sentences_of(stored, size, chance)
    for kind, change in CHANGES.items():
        for article, sentence, _ in some:
            if text := change(sentence, chance):
                yield kind, text, article
    for article, _, both in some:
        yield "two", both, article
    for article, sentence, _ in some:
        other = chance.choice(
            [each for each in stored if each.title != article.title and len(each.title) > 7]
        )
        yield "another named", f"“{sentence}” ({other.title})", article
    for _, sentence, _ in sentences_of(others, size, chance):
        yield "not stored", sentence, None


async def measure(data: Path, size: int) -> None:
    """Check every text, and print what was found."""
    squad, timeqa = read_set(data / "squad20-dev"), read_set(data / "timeqa-human-train")
    stored = (squad.articles or ())[::2]
    others = [*(squad.articles or ())[1::2], *(timeqa.articles or ())[:40]]
    found: dict[str, Counter[str]] = {}
    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "bench.db", create=True)
        async for added in library.add("bench", stored):
            if isinstance(added, PullquoteError):
                raise added
        await library.refresh("bench")
        for kind, text, article in iter_cases(stored, others, size):
            started = perf_counter()
            check = await library.check_quote("bench", text)
            times.append(1000 * (perf_counter() - started))
            right = article is None or check.quote is None or check.quote.article.title == article.title
            tally = found.setdefault(kind, Counter())
            tally[str(check.match) if right else "wrong article"] += 1
            if kind == "not stored" and check.quote:
                sys.stderr.write(f"{text}\n  {check.match}: {check.quote.text}\n")
        await library.close()
    report(found, sorted(times))


def report(found: dict[str, Counter[str]], times: Sequence[float]) -> None:
    """A table for the handbook."""
    matches = ("verbatim", "nearly", "elsewhere", "not_found", "wrong article")
    sys.stdout.write(f"| text | checked | {' | '.join(matches)} |\n|---|---|---|---|---|---|---|\n")
    for kind, tally in found.items():
        shares = " | ".join(f"{tally[match] / tally.total():.3f}" for match in matches)
        sys.stdout.write(f"| {kind} | {tally.total()} | {shares} |\n")
    p50, p95 = times[len(times) // 2], times[len(times) * 95 // 100]
    sys.stdout.write(f"\n{p50:.1f} ms at the median, {p95:.1f} ms for 95 of 100\n")


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.checking")
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--size", type=int, default=500)
    given = arguments.parse_args()
    asyncio.run(measure(given.data, given.size))


if __name__ == "__main__":
    main()
