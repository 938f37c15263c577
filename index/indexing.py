"""Passages into batches of terms, on all cores where there are many.

A passage is found by its words and by those of its article's title, which count ``TITLE_WEIGHT``
times. Whoever changes what terms a passage has must change ``ANALYSIS`` too, so that indexes on disk
are made anew.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing import get_context

import structlog

from index.batches import TermBatch
from index.text import language_of, terms

_log = structlog.stdlib.get_logger(__name__)

ANALYSIS = 4
TITLE_WEIGHT = 2
# From so many passages on, other processes are worth the half second that they take to start.
PARALLEL_FROM = 5_000

Texts = list[tuple[int, str, str]]
"""Passages as (id, text, title of the article)."""


def analyse(texts: Texts) -> TermBatch:
    """The terms of some passages."""
    return TermBatch.of((passage_id, _terms(text, title)) for passage_id, text, title in texts)


def _terms(text: str, title: str) -> list[str]:
    """A title is too short to tell its language by."""
    language = language_of(text)
    return terms(text, language) + terms(title, language) * TITLE_WEIGHT


def iter_batches(texts: Iterable[Texts], total: int) -> Iterator[TermBatch]:
    """The terms of passages given some at a time, ``total`` in all, in the order given."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    rest = iter(texts)
    if total >= PARALLEL_FROM and cores > 1:
        waiting: deque[Texts] = deque()
        try:
            yield from _iter_parallel(rest, waiting, cores)
        except BrokenExecutor as failure:
            # Ended from outside, for want of memory perhaps: what they had is done here.
            _log.warning("indexing_process_lost", reason=str(failure))
            yield from map(analyse, waiting)
    yield from map(analyse, rest)


def _iter_parallel(texts: Iterator[Texts], waiting: deque[Texts], cores: int) -> Iterator[TermBatch]:
    """By processes of their own; ``waiting`` has what has not come back from them."""
    coming: deque[Future[TermBatch]] = deque()

    def first() -> TermBatch:
        batch = coming.popleft().result()
        waiting.popleft()  # only now: a process that has ended has left it undone
        return batch

    # Not forked: a copy of a process with threads may stand still for ever.
    with ProcessPoolExecutor(cores, mp_context=get_context("spawn")) as pool:
        for some in texts:
            waiting.append(some)
            coming.append(pool.submit(analyse, some))
            if len(waiting) > 2 * cores:  # so that not all texts are in memory at once
                yield first()
        while waiting:
            yield first()
