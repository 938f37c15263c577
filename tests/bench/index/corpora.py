"""The passages and the queries that every engine gets, as terms: made, or of real articles.

    corpus = make("synthetic", passages=20_000, seed=1)

A corpus is the same for the same kind, number of passages and seed. Its queries are drawn by the
seed alone, so that those of all sizes are alike, and the real ones the same. It is kept compact, as
numbers of words, and told as lists of words batch by batch, for lists of a hundred million words
would take more memory than most of the indexes.

- *synthetic*: words drawn by their rank r with a chance of 1 / (r + 2.7)^1.07 (Mandelbrot's form of
  Zipf's law) from 500,000, so that the words met grow in number with the passages as they do in
  language; one word in ten says again an earlier one of its passage, as people do. Passages have
  about 90 words, at least 5. A query has 3 to 10 words: some of a passage, the others drawn as the
  passages were, so that words that are everywhere are among them.
- *real*: the paragraphs of the articles in the data folder, stop words and all, in a random order;
  then as many further passages as are wanted, each a run of that same text from a random place with
  a quarter of its words exchanged for any of the text's, drawn by how often they occur. Its vocabulary therefore stops growing at
  that of the paragraphs. Queries are the questions people asked of those articles.
"""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

KINDS = ("synthetic", "real")
DATA = Path(__file__).parents[4] / "shared" / "data"
ARTICLE_SETS = ("squad20-dev", "xquad-en", "timeqa-human-train")
VOCABULARY = 500_000
MEAN_LENGTH = 90
LENGTH_SPREAD = 0.35  # of the logarithm
SAID_AGAIN = 0.1
EXCHANGED = 0.25
_QUANTILES = 1 << 24

Ints = NDArray[np.int32]
Offsets = NDArray[np.int64]
Draw = Callable[[np.random.Generator, int], Ints]


@dataclass(frozen=True)
class Corpus:
    """Passage i is ``words[n] for n in ids[starts[i]:starts[i + 1]]``; its id is i."""

    kind: str
    ids: Ints
    starts: Offsets
    words: list[str]
    queries: list[list[str]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def passage(self, passage_id: int) -> list[str]:
        """The words of one passage."""
        return [self.words[n] for n in self.ids[self.starts[passage_id] : self.starts[passage_id + 1]]]

    def iter_batches(self, size: int = 5_000) -> Iterator[list[tuple[int, list[str]]]]:
        """All passages in order as (id, words), ``size`` at a time.

        Each word is a string of its own, as it is when a text is cut into words.
        """
        for first in range(0, len(self), size):
            starts = self.starts[first : first + size + 1]
            offset = int(starts[0])
            batch = [self.words[n] for n in self.ids[offset : starts[-1]].tolist()]
            bounds = pairwise((starts - offset).tolist())
            yield [
                (first + i, " ".join(batch[start:end]).split(" ")) for i, (start, end) in enumerate(bounds)
            ]

    def iter_passages(self) -> Iterator[tuple[int, list[str]]]:
        """All passages in order as (id, words)."""
        return chain.from_iterable(self.iter_batches())

    def save(self, folder: Path) -> None:
        """Write the corpus for :meth:`load`, so that processes share one that is made once."""
        np.save(folder / "ids.npy", self.ids)
        np.save(folder / "starts.npy", self.starts)
        rest = {"kind": self.kind, "words": self.words, "queries": self.queries}
        (folder / "words.json").write_text(json.dumps(rest))

    @classmethod
    def load(cls, folder: Path) -> "Corpus":
        """Read what :meth:`save` wrote."""
        rest = json.loads((folder / "words.json").read_text())
        return cls(ids=np.load(folder / "ids.npy"), starts=np.load(folder / "starts.npy"), **rest)


def make(kind: str, passages: int, seed: int = 1, queries: int = 300, data: Path = DATA) -> Corpus:
    """The corpus of a kind; FileNotFoundError if real articles are asked for and not there."""
    generator, asking = np.random.default_rng([seed, passages]), np.random.default_rng(seed)
    if kind == "real":
        return _real(generator, passages, _questions(asking, queries, data), data)
    return _synthetic(generator, passages, asking, queries)


def _synthetic(
    generator: np.random.Generator, passages: int, asking: np.random.Generator, queries: int
) -> Corpus:
    draw = _drawing((np.arange(1, VOCABULARY + 1) + 2.7) ** -1.07)
    starts = _starts(_lengths(generator, passages))
    ids = draw(generator, int(starts[-1]))
    _say_again(generator, ids, starts)
    asked = [_query(asking, draw, ids, starts) for _ in range(queries)]
    met, ids = _renumber(ids)
    words = [_spell(rank) for rank in met.tolist()]
    return Corpus("synthetic", ids, starts, words, [[_spell(rank) for rank in query] for query in asked])


def _query(generator: np.random.Generator, draw: Draw, ids: Ints, starts: Offsets) -> list[int]:
    """From 3 to 10 words, six on average, at least one and about a third of them of one passage."""
    length = int(np.clip(generator.poisson(6), 3, 10))
    of_passage = max(1, length // 3)
    passage = int(generator.integers(len(starts) - 1))
    told = generator.choice(ids[starts[passage] : starts[passage + 1]], of_passage, replace=False)
    drawn = draw(generator, length - of_passage)
    query: list[int] = generator.permutation(np.concatenate([told, drawn])).tolist()
    return query


def _say_again(generator: np.random.Generator, ids: Ints, starts: Offsets) -> None:
    """Let some words be those of an earlier place in their passage, in place."""
    places = np.flatnonzero(generator.random(len(ids), dtype=np.float32) < SAID_AGAIN)
    begins = starts[np.searchsorted(starts, places, side="right") - 1]
    ids[places] = ids[begins + (generator.random(len(places)) * (places - begins)).astype(np.int64)]


def _renumber(ranks: Ints) -> tuple[Offsets, Ints]:
    """The ranks that occur, and each occurrence as its place among them."""
    occurs = np.bincount(ranks, minlength=VOCABULARY) > 0
    places: Ints = (np.cumsum(occurs) - 1).astype(np.int32)
    return np.flatnonzero(occurs), places[ranks]


def _spell(rank: int) -> str:
    """A word of its own for each rank, short ones first: a, b, ..., z, aa, ba, ..."""
    letters = ""
    rank += 1
    while rank:
        rank, letter = divmod(rank - 1, 26)
        letters += chr(ord("a") + letter)
    return letters


def _real(generator: np.random.Generator, passages: int, queries: list[list[str]], data: Path) -> Corpus:
    numbers: dict[str, int] = {}
    texts = list(_paragraphs(data))
    told = [[numbers.setdefault(w, len(numbers)) for w in text] for text in texts]
    told = [told[i] for i in generator.permutation(len(told))]
    stream = np.fromiter(chain.from_iterable(told), np.int32)
    kept = [len(paragraph) for paragraph in told[:passages]]
    further = _lengths(generator, passages - len(kept))
    starts = _starts(np.concatenate([np.array(kept, np.int64), further]))
    varied = _varied(generator, stream, further)
    ids = np.concatenate([stream[: sum(kept)], varied])
    return Corpus("real", ids, starts, list(numbers), queries)


def _varied(generator: np.random.Generator, stream: Ints, lengths: Offsets) -> Ints:
    """Runs of the stream from random places, a share of their words exchanged for others."""
    starts = _starts(lengths)
    places = np.arange(starts[-1])
    places += np.repeat(generator.integers(len(stream), size=len(lengths)) - starts[:-1], lengths)
    ids: Ints = stream[places % len(stream)]
    exchanged = np.flatnonzero(generator.random(len(ids), dtype=np.float32) < EXCHANGED)
    ids[exchanged] = generator.choice(stream, len(exchanged))
    return ids


def _paragraphs(data: Path) -> Iterator[list[str]]:
    for name in ARTICLE_SETS:
        for article in _read(data / name / "articles.jsonl.gz"):
            yield from filter(None, map(_words, article["text"].split("\n\n")))
    for article in _read(data / "scifact" / "corpus.jsonl.gz"):
        yield _words(article["title"] + " " + article["text"])


def _questions(generator: np.random.Generator, wanted: int, data: Path) -> list[list[str]]:
    """Some of all questions; all if there are no more."""
    files = [data / name / "questions.jsonl.gz" for name in ARTICLE_SETS]
    files.append(data / "scifact" / "queries.jsonl.gz")
    texts = [question["text"] for path in files for question in _read(path)]
    questions = [words for words in map(_words, texts) if words]
    chosen = generator.choice(len(questions), min(wanted, len(questions)), replace=False)
    return [questions[i] for i in chosen]


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def _read(path: Path) -> Iterable[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _lengths(generator: np.random.Generator, passages: int) -> Offsets:
    """Words per passage: log-normal with a mean of 90, at least 5."""
    middle = np.log(MEAN_LENGTH) - LENGTH_SPREAD**2 / 2
    lengths = generator.lognormal(middle, LENGTH_SPREAD, max(passages, 0))
    return np.maximum(np.rint(lengths), 5).astype(np.int64)


def _starts(lengths: Offsets) -> Offsets:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])


def _drawing(chances: NDArray[np.floating[Any]]) -> Draw:
    """A way of drawing numbers with these chances, by a table of their quantiles: 10 ns each."""
    reached = np.cumsum(chances / chances.sum())
    middles = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    table = np.minimum(np.searchsorted(reached, middles), len(chances) - 1).astype(np.int32)
    return lambda generator, size: table[generator.integers(_QUANTILES, size=size, dtype=np.int32)]
