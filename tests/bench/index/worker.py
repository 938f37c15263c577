"""The process of one engine: it builds, answers and adds as the run tells it, and takes the time.

Fairness of the figures:

- All engines are fed by the same generator, which makes lists of words batch by batch from compact
  numbers. It takes its own time while an engine builds, and that is taken off the time of building.
  What other threads of the engine work meanwhile is not: a tantivy that indexes on the second core
  while words are made would seem to do so in no time. An engine that needs all lists at once keeps
  them at its own cost. Each word is one string wherever it occurs, which spares those engines memory
  that a tokenizer making strings anew would cost.
- Memory is resident memory. The peak of building is counted from the moment when the compact corpus
  is loaded and nothing is built; it is watched from outside, by the run. What stays is counted from
  before the corpus was loaded, after it has been dropped again, so that the words themselves count
  where an index keeps them. Pages of files that an engine maps count as resident.
- A query is timed alone, from the list of words to the list of passage ids and scores.
"""

import gc
import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter, perf_counter_ns, process_time, thread_time

import psutil

from tests.bench.index.corpora import Corpus
from tests.bench.index.engines import ENGINES, Adding, Hits, Merging, Saving

LIMIT = 10


def serve(pipe: Connection, name: str, folder: Path) -> None:
    """Answer calls of :class:`Session` until the run hangs up; what fails is told and survived."""
    _be_first_to_go()
    session = Session(name, folder)
    with suppress(EOFError):
        while True:
            call, *arguments = pipe.recv()
            try:
                reply = (True, getattr(session, call)(*arguments))
            except Exception as error:  # noqa: BLE001 - whatever an engine does, its row tells it
                reply = (False, f"{type(error).__name__}: {error}")
            pipe.send(reply)


def _be_first_to_go() -> None:
    """Where memory runs out, let Linux end this process and no other; elsewhere do nothing."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


class Session:
    """One engine, and what can be asked of it over the pipe. Times are in seconds unless named ns."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name, self._folder = name, folder
        self._queries: list[list[str]] = []
        self._samples: list[list[str]] = []

    def open(self) -> None:
        """Import the engine; memory counts from here."""
        self._folder.mkdir(exist_ok=True)
        self._engine = ENGINES[self._name].make(self._folder)
        self._first_rss = _rss()

    def build(self, corpus_folder: Path) -> dict[str, float]:
        """Build the index: seconds, and bytes before and after."""
        corpus = Corpus.load(corpus_folder)
        self._queries = corpus.queries
        self._samples = _samples(corpus)
        self._next_id = len(corpus)
        feed = Feed(corpus)
        loaded_rss = _rss()
        begun = perf_counter()
        self._engine.build(iter(feed))
        seconds = perf_counter() - begun
        del corpus, feed.corpus
        gc.collect()
        net = seconds - feed.seconds
        return {"seconds": net, "feeding": feed.seconds, "loaded": loaded_rss, "kept": self.memory()}

    def memory(self) -> int:
        """Bytes resident beyond those before the corpus and the index."""
        return _rss() - self._first_rss

    def save(self) -> int | None:
        """Save the index if it can be: its bytes on disk."""
        if not isinstance(self._engine, Saving):
            return None
        self._engine.save()
        return sum(path.stat().st_size for path in self._folder.rglob("*") if path.is_file())

    def ask(self, numbers: list[int]) -> list[int]:
        """Put the queries of these numbers: the ns each took."""
        return [self._timed(self._queries[number]) for number in numbers]

    def hits(self, numbers: list[int]) -> list[Hits]:
        """What the queries of these numbers find."""
        return [self._engine.top(self._queries[number], LIMIT) for number in numbers]

    def add(self) -> list[float] | None:
        """Add passages one by one, each with a new word, until a query for it finds it: seconds each."""
        if not isinstance(self._engine, Adding):
            return None
        return [self._until_found(i, terms) for i, terms in enumerate(self._samples)]

    def _until_found(self, number: int, terms: list[str]) -> float:
        passage_id, word = self._next_id + number, f"new{number}word"
        assert isinstance(self._engine, Adding)
        begun = perf_counter()
        self._engine.add(passage_id, [*terms, word])
        while [found for found, _ in self._engine.top([word], LIMIT)] != [passage_id]:
            if perf_counter() - begun > 60:
                raise TimeoutError("an added passage was not found within a minute")
        return perf_counter() - begun

    def ask_while_merging(self, numbers: list[int]) -> list[int] | None:
        """Put queries for as long as a merge in the background runs: the ns each took."""
        if not isinstance(self._engine, Merging):
            return None
        merge = self._engine.merge_in_background()
        took: list[int] = []
        for number in cycle(numbers):
            if not merge.is_alive():
                break
            took.append(self._timed(self._queries[number]))
        return took

    def restart(self, query: list[str]) -> float | None:
        """In a fresh process: seconds from the imports to the first answer of what was saved."""
        if not isinstance(self._engine, Saving):
            return None
        begun = perf_counter()
        self._engine.load()
        found = self._engine.top(query, LIMIT)
        seconds = perf_counter() - begun
        if not found:
            raise LookupError("after a restart the first query finds nothing")
        return seconds

    def _timed(self, query: list[str]) -> int:
        begun = perf_counter_ns()
        self._engine.top(query, LIMIT)
        return perf_counter_ns() - begun


def _samples(corpus: Corpus) -> list[list[str]]:
    """Up to 100 of the passages; copies, for one word kept would keep the memory around it."""
    numbers = range(0, len(corpus), max(1, len(corpus) // 100))
    return [[word.encode().decode() for word in corpus.passage(number)] for number in numbers[:100]]


class Feed:
    """The passages of a corpus, and the seconds it took to make them that no other thread worked in."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.seconds = 0.0

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        batches = self.corpus.iter_batches()
        while batch := self._next(batches):
            yield from batch

    def _next(self, batches: Iterator[list[tuple[int, list[str]]]]) -> list[tuple[int, list[str]]]:
        begun, others = perf_counter(), process_time() - thread_time()
        batch = next(batches, [])
        worked = process_time() - thread_time() - others
        self.seconds += max(0.0, perf_counter() - begun - worked)
        return batch


def _rss() -> int:
    return int(psutil.Process(os.getpid()).memory_info().rss)
