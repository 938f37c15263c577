"""One kind of corpus at one size: engines built, then asked in turn, in rounds, side by side.

The machine is never quiet, so nothing is compared that was not measured within the same seconds: in
each round each engine in turn answers the same slice of the queries. The first pass over all of
them warms up and is not counted; it gives the hits that are compared. Building, adding, saving and
starting again are timed one engine after another, each alone.

Engines that do not fit into memory together come in waves; ours and tantivy stay through all of
them, and what an engine is compared with is ours in its own wave. An engine so slow that its
queries would take longer than ``seconds`` is asked only the first of them; what it is compared with
is then ours over these alone.
"""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import psutil
from rich.console import Console

from tests.bench.index.corpora import make
from tests.bench.index.engines import ENGINES, STAYING
from tests.bench.index.figures import Row, Samples, Sheet, agreement
from tests.bench.index.processes import EngineFailed, EngineProcess

SLICE = 50
PROBES = 3
FEWEST = 10
SHARE_OF_MEMORY = 0.8


@dataclass(frozen=True)
class Plan:
    """What is to be measured, the same for all sizes."""

    engines: Sequence[str]
    queries: int
    rounds: int
    seconds: float
    seed: int


class Bench:
    """The engines of one kind and size, and what was measured of them so far."""

    def __init__(self, plan: Plan, kind: str, passages: int, scratch: Path, console: Console) -> None:
        self._plan, self._scratch, self._console = plan, scratch, console
        self._passages = passages
        self._say(f"making {passages:,} {kind} passages")
        corpus = make(kind, passages, plan.seed, plan.queries)
        corpus.save(scratch)
        self._queries = corpus.queries
        self._running: dict[str, EngineProcess] = {}
        self.sheet = Sheet(kind, passages, len(corpus.ids), [Row(name) for name in plan.engines])
        self._rows = {row.engine: row for row in self.sheet.rows}

    def run(self) -> None:
        """Measure everything; what fails is said in its row."""
        for wave in self._waves():
            for name in wave:
                if name not in self._running:
                    self._build(name)
            present = [name for name in wave if name in self._running]
            self._ask(present)
            for name in present:
                if name not in STAYING:
                    self._finish(name)
        for name in list(self._running):
            self._finish(name)
        self._compare()

    def _waves(self) -> list[list[str]]:
        """The engines in groups that fit into memory, those that stay in each of them."""
        room = psutil.virtual_memory().available * SHARE_OF_MEMORY
        staying = [name for name in self._plan.engines if name in STAYING]
        waves = [list(staying)]
        for name in self._plan.engines:
            if name in staying:
                continue
            if self._passages > ENGINES[name].most_passages:
                self._rows[name].reason = f"not beyond {ENGINES[name].most_passages:,} passages"
            elif (needed := self._needs([*staying, name])) > room:
                self._rows[
                    name
                ].reason = f"needs {needed / 1e9:.1f} GB beside ours, {room / 1e9:.1f} are free"
            elif self._needs([*waves[-1], name]) > room:
                waves.append([*staying, name])
            else:
                waves[-1].append(name)
        return waves

    def _needs(self, names: list[str]) -> int:
        return self._passages * sum(ENGINES[name].bytes_per_passage for name in names)

    def _build(self, name: str) -> None:
        self._say(f"building {name}")
        row = self._rows[name]
        process = EngineProcess(name, self._scratch / name)
        self._running[name] = process
        with self._telling(name):
            process.call("open")
            built = process.call("build", self._scratch)
            row.peak_bytes = max(0, int(process.peak - built["loaded"]))
            row.build_s, row.feeding_s, row.built_bytes = (
                built["seconds"],
                built["feeding"],
                int(built["kept"]),
            )
            row.disk_bytes = process.call("save")

    def _ask(self, names: list[str]) -> None:
        """All rounds of one wave."""
        self._say("asking " + ", ".join(names))
        shares = {}
        for name in names:
            with self._telling(name):
                shares[name] = self._share(name)
                self._rows[name].hits = dict(enumerate(self._running[name].call("hits", shares[name])))
        taken: dict[str, Samples] = {name: {} for name in shares}
        for name, part in self._turns(shares):
            if name in self._running:
                with self._telling(name):
                    for number, ns in zip(part, self._running[name].call("ask", part), strict=True):
                        taken[name].setdefault(number, []).append(ns)
        for name in [name for name in shares if name in self._running]:
            row = self._rows[name]
            row.samples = row.samples or taken[name]
            row.beside = row.beside or taken.get("ours", {})
            with self._telling(name):
                row.asked_bytes = row.asked_bytes or self._running[name].call("memory")

    def _share(self, name: str) -> list[int]:
        """The queries there is time for, the first ones, in all rounds together."""
        ask = partial(self._running[name].call, "ask")
        ask(list(range(PROBES)))
        each_s = sum(ask(list(range(PROBES)))) / PROBES / 1e9
        affordable = int(self._plan.seconds / (self._plan.rounds + 1) / each_s)
        return list(range(min(len(self._queries), max(FEWEST, affordable))))

    def _turns(self, shares: dict[str, list[int]]) -> Iterator[tuple[str, list[int]]]:
        """Whose turn it is, and with which queries."""
        for _ in range(self._plan.rounds):
            for first in range(0, len(self._queries), SLICE):
                for name, share in shares.items():
                    if part := share[first : first + SLICE]:
                        yield name, part

    def _finish(self, name: str) -> None:
        """Take the figures that change the index, end the process, and start from what it saved."""
        self._say(f"merging, adding and starting again with {name}")
        row, process = self._rows[name], self._running[name]
        with self._telling(name):
            row.merging_ns = process.call("ask_while_merging", list(row.samples))
            row.add_s = process.call("add")
        self._end(name)
        if row.disk_bytes is not None:
            with self._telling(name), EngineProcess(name, self._scratch / name) as fresh:
                fresh.call("open")
                row.restart_s = fresh.call("restart", self._queries[0])

    def _compare(self) -> None:
        if "ours" in self._rows:
            for row in self.sheet.rows:
                row.agreement = agreement(row, self._rows["ours"])

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        """Say in the engine's row if it fails meanwhile, and go on without it."""
        try:
            yield
        except EngineFailed as failure:
            self._rows[name].reason = str(failure)
            self._say(f"{name} {failure}")
            self._end(name)

    def _end(self, name: str) -> None:
        if process := self._running.pop(name, None):
            process.close()

    def _say(self, text: str) -> None:
        self._console.log(text)


def measure(plan: Plan, kind: str, passages: int, console: Console) -> Sheet:
    """One kind of corpus at one size, with a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(plan, kind, passages, Path(scratch), console)
        bench.run()
        return bench.sheet
