"""The speed and size of the search index, measured beside other engines on the same passages.

    make bench-index
    python -m tests.bench.index --passages 20000 --engines ours tantivy --kind real

What the figures are is told in ``rounds``, ``worker`` and ``corpora`` beside this; the engines and
their settings are in ``engines``. The real corpus needs the data folder; without it only the
synthetic one is measured.
"""

import argparse
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

from tests.bench.index.corpora import DATA, KINDS
from tests.bench.index.engines import ENGINES
from tests.bench.index.figures import Sheet
from tests.bench.index.report import save, show, show_slopes
from tests.bench.index.rounds import Plan, measure

PACKAGES = ("numpy", "tantivy", "bm25s", "numba", "rank-bm25")


def main() -> None:
    """Measure all sizes and kinds; what is done is saved after each, should a later one fail."""
    options = parse()
    # Wide enough for all columns where the output goes to a file.
    console = Console(width=None if Console().is_terminal else 240, log_path=False)
    plan = Plan(options.engines, options.queries, options.rounds, options.seconds, options.seed)
    sheets: list[Sheet] = []
    for passages in options.passages:
        for kind in kinds(options.kind, console):
            sheets.append(measure(plan, kind, passages, console))
            show(sheets[-1], console)
            save(sheets, machine(), options.save)
    show_slopes(sheets, console)
    console.print(f"Saved in {options.save}")


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.index", description=__doc__)
    parser.add_argument("--passages", type=int, nargs="+", default=[20_000], metavar="N")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES), metavar="ENGINE")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5, help="counted passes over the queries")
    parser.add_argument("--seconds", type=float, default=60, help="an engine's for all queries at one size")
    parser.add_argument("--kind", choices=[*KINDS, "both"], default="both")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--save", type=Path, default=Path("build/bench-index"), metavar="FOLDER")
    return parser.parse_args()


def kinds(wanted: str, console: Console) -> list[str]:
    """The kinds of corpora to measure: not the real one if it is not at hand and nobody insists."""
    if wanted == "real" and not DATA.is_dir():
        raise SystemExit(f"there are no real articles in {DATA}")
    if wanted != "both":
        return [wanted]
    if DATA.is_dir():
        return list(KINDS)
    console.print("There are no real articles here; only the synthetic passages are measured.")
    return ["synthetic"]


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            continue
    memory = f"{psutil.virtual_memory().total / 1e9:.0f} GB"
    measured = {"measured": f"{datetime.now(UTC):%Y-%m-%d}", "Python": platform.python_version()}
    return measured | {"cores": psutil.cpu_count(), "memory": memory} | versions


if __name__ == "__main__":
    main()
