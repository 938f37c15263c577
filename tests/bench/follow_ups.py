"""How well follow-ups are answered: pairs of questions made of SQuAD by rule, put to the library.

    python -m tests.bench.follow_ups DATA [--half dev | held-out] [--examples KIND]

DATA is the folder with the sets. A pair is two answerable questions of SQuAD 2.0 dev; the second is put alone,
with the whole first question before it, and as a follow-up. Figures are of the second one's answer: hit@1 (the
first quote is of the paragraph that has it) and answer-in-quote@1. The kinds of pairs:

- ``pronoun``      the next question on the same paragraph, with a pronoun and no name, as somebody wrote it
- ``replaced``     the next question on the same paragraph; a name that both have is replaced by a pronoun
- ``bare``         the same, and instead of the pronoun "And" or "But" before it and the name left out
- ``neighbour``    the next question on the same paragraph that has a name of its own and no pronoun
- ``stranger``     a question on another article, which does not depend on the one before

The rules were made on the articles of one half; the other is held out.
"""

import argparse
import asyncio
import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from bot.__main__ import open_library
from index.errors import PullquoteError, QuestionRefused
from index.evaluate import read_set
from index.evaluate._gold import Cut, GoldQuestion, Judge
from index.library import Library
from index.models import Answer, KeptAnswer
from index.question import MAX_CHARS

KINDS = ("pronoun", "replaced", "bare", "neighbour", "stranger")
WAYS = ("alone", "prepended", "follow-up")
_PRONOUN = re.compile(
    r"\b(?:he|she|they|him|her|them|his|hers|its|their|theirs|it|(?:this|these|those) \w+)\b", re.IGNORECASE
)
_EXPLETIVE = re.compile(
    r"\b(?:is|was|does|did|can|would) it\b|\bit (?:is|was|take|takes|took)\b", re.IGNORECASE
)
_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]*(?: (?:of |the |de |and )?[A-Z0-9][\w’'-]*)*")
_COMMON = (
    r"(?:in|on|at|to|for|from|by|with|of|as|and|or|is|was|are|were|have|had|has|be|that|when|after|before)\b"
)
_POSSESSIVE = re.compile(r"['’]s?$")


class Pair(NamedTuple):
    """Two questions, the second as it is put, and as what answers it."""

    kind: str
    first: GoldQuestion
    second: GoldQuestion
    text: str


@dataclass(slots=True)
class Tally:
    """What became of the questions of one kind, put in one way."""

    put: int = 0
    hits: int = 0
    quoted: int = 0
    carried: int = 0
    refused: int = 0
    examples: list[str] = field(default_factory=list)


def make_pairs(questions: Sequence[GoldQuestion], texts: dict[str, str]) -> Iterator[Pair]:
    """All pairs, in the order of the questions."""
    chance = random.Random(0)
    answerable = [question for question in questions if question.answerable and question.gold]
    for first, second in pairwise(answerable):
        if _paragraph(first, texts) == _paragraph(second, texts):
            yield from _of_neighbours(first, second)
        other = chance.choice(answerable)
        if other.gold[0].article != first.gold[0].article and _has_name(other.text):
            yield Pair("stranger", first, other, other.text)


def _of_neighbours(first: GoldQuestion, second: GoldQuestion) -> Iterator[Pair]:
    name = _shared_name(first.text, second.text)
    if name and not re.search(
        rf"(?:(?<=[a-z]) |the ){re.escape(name)}(?:['’]s? |\W*$| {_COMMON})", second.text
    ):
        name = None  # a part of a longer name, or an attribute: "the Huguenot settlement"
    pronoun = _PRONOUN.search(second.text) and not _EXPLETIVE.search(second.text)
    if pronoun and not _has_name(second.text):
        yield Pair("pronoun", first, second, second.text)
    elif name and not pronoun:
        yield Pair("replaced", first, second, _with_pronoun(second.text, name))
        bare = " ".join(re.sub(rf"(?:\bthe )?{re.escape(name)}", "", second.text).split())
        yield Pair("bare", first, second, f"And {bare[0].lower()}{bare[1:]}")
    elif _has_name(second.text) and not pronoun:
        yield Pair("neighbour", first, second, second.text)


def _has_name(text: str) -> bool:
    return _NAME.search(text) is not None


def _shared_name(first: str, second: str) -> str | None:
    """The longest name of the second question that the first has too."""
    names = [_POSSESSIVE.sub("", found.group()) for found in _NAME.finditer(second)]
    shared = [name for name in names if re.search(rf"\b{re.escape(name)}\b", first)]
    return max(shared, key=len, default=None)


def _with_pronoun(text: str, name: str) -> str:
    """Without the name: "its" for a possessive, "they" for what looks like several, else "it"."""
    subject, owner = ("they", "their") if name.endswith("s") else ("it", "its")
    text = re.sub(rf"(?:\b[Tt]he )?\b{re.escape(name)}(?:['’]s|(?<=s)['’])", owner, text)
    return re.sub(rf"(?:\b[Tt]he )?\b{re.escape(name)}\b", subject, text)


def _paragraph(question: GoldQuestion, texts: dict[str, str]) -> tuple[str, int]:
    gold = question.gold[0]
    return gold.article, texts[gold.article].count("\n\n", 0, gold.span.start if gold.span else 0)


def is_held_out(question: GoldQuestion) -> bool:
    """Whether its article is of the half that the rules were not made on."""
    return crc32(question.gold[0].article.encode()) % 2 == 1


async def measure(data: Path, half: str, shown: str | None) -> dict[tuple[str, str], Tally]:
    """Every pair in every way."""
    squad = read_set(data / "squad20-dev")
    texts = {str(article.external_id): article.text for article in squad.articles or ()}
    pairs = [p for p in make_pairs(squad.questions, texts) if is_held_out(p.first) == (half == "held-out")]
    tallies = {(kind, way): Tally() for kind in KINDS for way in WAYS}
    with tempfile.TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "bench.db", create=True)
        numbers: dict[str, int] = {}
        async for added in library.add("bench", squad.articles or ()):
            if isinstance(added, PullquoteError):
                raise added
            numbers[str(added.article.external_id)] = added.article_id
        await library.refresh("bench")
        putting = _Putting(library, numbers, texts)
        for number, pair in enumerate(pairs):
            for way in WAYS:
                await putting.put(pair, way, tallies[pair.kind, way], shown)
            if number % 200 == 0:
                sys.stderr.write(f"{number} of {len(pairs)}\n")
        await library.close()
    return tallies


@dataclass(slots=True)
class _Putting:
    library: Library
    numbers: dict[str, int]
    texts: dict[str, str]
    earlier: dict[str, KeptAnswer | None] = field(default_factory=dict)

    async def put(self, pair: Pair, way: str, tally: Tally, shown: str | None) -> None:
        """Put the second question of a pair in one way."""
        tally.put += 1
        text, earlier = pair.text, None
        if way == "prepended":
            text = f"{pair.first.text} {pair.text}"[:MAX_CHARS]
        elif way == "follow-up":
            earlier = await self._earlier(pair.first.text)
        try:
            answer = await self.library.ask("bench", text, 1, keep=False, earlier=earlier)
        except QuestionRefused:
            tally.refused += 1
            return
        judge = Judge(pair.second, self.numbers)
        quote = next(iter(answer.quotes or answer.closest), None)
        tally.carried += bool(answer.carried)
        tally.quoted += bool(answer.quotes and judge.holds(Cut.of(answer.quotes[0])))
        hit = quote is not None and self._same_paragraph(pair, answer)
        tally.hits += hit
        if way == "follow-up" and pair.kind == shown and not hit:
            tally.examples.append(f"{pair.first.text} => {pair.text} {list(answer.carried)}")

    def _same_paragraph(self, pair: Pair, answer: Answer) -> bool:
        quote = (answer.quotes or answer.closest)[0]
        article, paragraph = _paragraph(pair.second, self.texts)
        place = self.texts[article].count("\n\n", 0, quote.span.start)
        return quote.article.id == self.numbers[article] and place == paragraph

    async def _earlier(self, text: str) -> KeptAnswer | None:
        if text not in self.earlier:
            try:
                answer = await self.library.ask("bench", text, 3)
                self.earlier[text] = await self.library.get_answer("bench", answer.answer_id)
            except PullquoteError:
                self.earlier[text] = None
        return self.earlier[text]


def report(tallies: dict[tuple[str, str], Tally]) -> None:
    """A table for the handbook."""
    sys.stdout.write("| pairs | put | way | hit@1 | answer-in-quote@1 | carried | refused |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for (kind, way), tally in tallies.items():
        put = tally.put or 1
        facts = (tally.hits / put, tally.quoted / put, tally.carried / put)
        written = " | ".join(f"{fact:.3f}" for fact in facts)
        sys.stdout.write(f"| {kind} | {tally.put} | {way} | {written} | {tally.refused} |\n")
    for tally in tallies.values():
        for example in tally.examples:
            sys.stdout.write(f"{example}\n")


def main() -> None:
    """Measure, and print."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.follow_ups")
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--half", choices=("dev", "held-out"), default="held-out")
    arguments.add_argument("--examples", choices=KINDS)
    given = arguments.parse_args()
    report(asyncio.run(measure(given.data, given.half, given.examples)))


if __name__ == "__main__":
    main()
