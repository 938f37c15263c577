"""The figures of one engine at one size, and what follows from them."""

from dataclasses import dataclass, field
from math import log
from statistics import fmean, linear_regression, median

from tests.bench.index.engines import ENGINES, Hits

Samples = dict[int, list[int]]  # number of the query: ns of each time it was put
SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


@dataclass
class Row:
    """What was measured of one engine; None where it was not or cannot be. Bytes, and seconds or ns."""

    engine: str
    reason: str | None = None
    build_s: float | None = None
    feeding_s: float | None = None
    peak_bytes: int | None = None
    built_bytes: int | None = None
    asked_bytes: int | None = None
    disk_bytes: int | None = None
    restart_s: float | None = None
    add_s: list[float] | None = None
    merging_ns: list[int] | None = None
    samples: Samples = field(default_factory=dict)
    beside: Samples = field(default_factory=dict)  # ours, asked the same queries in the same rounds
    hits: dict[int, Hits] = field(default_factory=dict)
    agreement: dict[str, float] = field(default_factory=dict)

    def latencies(self) -> dict[str, float]:
        """Milliseconds per query over all times all queries were put."""
        return percentiles([ns for times in self.samples.values() for ns in times])

    def steady(self) -> dict[str, float]:
        """The same over each query's median, which a busy machine disturbs less."""
        return percentiles([median(times) for times in self.samples.values()])

    def ratios(self) -> dict[str, float]:
        """Ours by this engine, from the very same queries in the same rounds: under 1, ours is faster."""
        both = self.samples.keys() & self.beside.keys()
        mine = percentiles([ns for number in both for ns in self.samples[number]])
        ours = percentiles([ns for number in both for ns in self.beside[number]])
        return {name: ours[name] / mine[name] for name in ours}


@dataclass
class Sheet:
    """All engines' rows for one kind of corpus and one size, in the order they were asked."""

    kind: str
    passages: int
    tokens: int
    rows: list[Row]


def percentiles(ns: list[int] | list[float]) -> dict[str, float]:
    """p50, p95, p99 and max in milliseconds, each a value that occurred; nothing of nothing."""
    if not ns:
        return {}
    ranked = sorted(ns)
    return {name: ranked[max(0, round(share * len(ranked)) - 1)] / 1e6 for name, share in SHARES.items()}


def agreement(row: Row, ours: Row) -> dict[str, float]:
    """How far the engine's ten best are ours.

    ``overlap`` is the mean share of our passages that are among its own; ``score_gap``, where the
    model is the same, the widest gap between the scores of one rank, infinite if one finds less.
    """
    both = [number for number in row.hits.keys() & ours.hits.keys() if ours.hits[number]]
    if not both:
        return {}
    pairs = [(row.hits[number], ours.hits[number]) for number in both]
    shared = [len(_ids(theirs) & _ids(mine)) / len(mine) for theirs, mine in pairs]
    figures = {"queries": len(both), "overlap": fmean(shared)}
    if not ENGINES[row.engine].same_model:
        return figures
    gaps = [abs(a - b) for theirs, mine in pairs for (_, a), (_, b) in zip(theirs, mine, strict=False)]
    lengths_differ = any(len(theirs) != len(mine) for theirs, mine in pairs)
    return figures | {"score_gap": float("inf") if lengths_differ else max(gaps)}


def slopes(sheets: list[Sheet], name: str) -> dict[tuple[str, str], float]:
    """For each kind and engine, b in p ~ passages^b, where there are two sizes or more.

    Fitted to the logarithms, over the queries that were put at every size.
    """
    series: dict[tuple[str, str], dict[int, Samples]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            if row.samples:
                series.setdefault((sheet.kind, row.engine), {})[sheet.passages] = row.samples
    return {key: _slope(sizes, name) for key, sizes in series.items() if len(sizes) > 1}


def _slope(sizes: dict[int, Samples], name: str) -> float:
    common = set.intersection(*(set(samples) for samples in sizes.values()))
    pooled = {n: [ns for number in common for ns in samples[number]] for n, samples in sizes.items()}
    heights = [log(percentiles(ns)[name]) for ns in pooled.values()]
    return linear_regression([log(n) for n in pooled], heights).slope


def _ids(hits: Hits) -> set[int]:
    return {passage for passage, _ in hits}
