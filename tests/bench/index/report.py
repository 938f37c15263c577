"""The sheets as tables in the terminal, and as JSON, Markdown and a plot in a folder."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.bench.index.figures import SHARES, Row, Sheet, percentiles, slopes

Cells = list[str]
NONE = "-"
HEADINGS = [
    "engine", "p50 ms", "p95", "p99", "max", "steady p95", "ours / it p50", "p95", "queries",
    "build s", "peak MB", "built MB", "asked MB", "disk MB", "restart s", "add p95 ms", "merging p95 ms",
    "overlap@10", "score gap",
]  # fmt: skip


def cells(row: Row) -> Cells:
    """One engine's line, a dash for what there is not."""
    latencies, ratios, compared = row.latencies(), row.ratios(), row.agreement
    merging = percentiles(row.merging_ns or [])
    return [
        row.engine,
        *(_number(latencies.get(name), "{:.3f}") for name in SHARES),
        _number(row.steady().get("p95"), "{:.3f}"),
        *(_number(ratios.get(name), "{:.2f}") for name in ("p50", "p95")),
        str(len(row.samples) or NONE),
        _number(row.build_s, "{:.2f}"),
        *(_megabytes(size) for size in (row.peak_bytes, row.built_bytes, row.asked_bytes, row.disk_bytes)),
        _number(row.restart_s, "{:.3f}"),
        _adding(row),
        _number(merging.get("p95"), "{:.3f}"),
        _number(compared.get("overlap"), "{:.3f}"),
        _number(compared.get("score_gap"), "{:.1e}"),
    ]


def show(sheet: Sheet, console: Console) -> None:
    """Print one sheet."""
    table = Table(*HEADINGS, title=title(sheet), title_justify="left")
    for row in sheet.rows:
        table.add_row(*cells(row))
    console.print(table)
    for row in sheet.rows:
        if row.reason:
            console.print(f"{row.engine}: {row.reason}", markup=False)


def show_slopes(sheets: list[Sheet], console: Console) -> None:
    """Print how the latencies grow with the passages."""
    for line in growth(sheets):
        console.print(line, markup=False)


def save(sheets: list[Sheet], machine: dict[str, Any], folder: Path) -> None:
    """Write ``figures.json``, ``figures.md`` and ``latency.png``."""
    folder.mkdir(parents=True, exist_ok=True)
    told = {"machine": machine, "growth": growth(sheets), "sheets": [_told(sheet) for sheet in sheets]}
    (folder / "figures.json").write_text(json.dumps(told, indent=1) + "\n")
    (folder / "figures.md").write_text(markdown(sheets, machine))
    _plot(sheets, folder / "latency.png")


def markdown(sheets: list[Sheet], machine: dict[str, Any]) -> str:
    """All tables, the reasons for what is missing, and the growth."""
    lines = [", ".join(f"{name} {value}" for name, value in machine.items()), ""]
    for sheet in sheets:
        lines += [f"## {title(sheet)}", "", _line(HEADINGS), _line(["---"] * len(HEADINGS))]
        lines += [_line(cells(row)) for row in sheet.rows]
        lines += ["", *(f"- {row.engine}: {row.reason}" for row in sheet.rows if row.reason), ""]
    return "\n".join([*lines, *(f"- {line}" for line in growth(sheets))]) + "\n"


def growth(sheets: list[Sheet]) -> list[str]:
    """A sentence per kind and engine on how p50 and p95 grow with the passages."""
    middle, late = slopes(sheets, "p50"), slopes(sheets, "p95")
    return [
        f"{kind}, {engine}: p50 grows as passages^{slope:.2f}, p95 as passages^{late[kind, engine]:.2f}"
        for (kind, engine), slope in middle.items()
    ]


def title(sheet: Sheet) -> str:
    """What was measured."""
    return f"{sheet.passages:,} {sheet.kind} passages, {sheet.tokens:,} words"


def _adding(row: Row) -> str:
    if row.add_s is None:
        return "rebuild" if row.samples else NONE
    return _number(percentiles([seconds * 1e9 for seconds in row.add_s]).get("p95"), "{:.2f}")


def _number(value: float | None, form: str) -> str:
    return NONE if value is None else form.format(value)


def _megabytes(size: int | None) -> str:
    return NONE if size is None else f"{size / 1e6:,.0f}"


def _line(texts: Cells) -> str:
    return "| " + " | ".join(texts) + " |"


def _told(sheet: Sheet) -> dict[str, Any]:
    """A sheet with the figures beside what they are made of; the hits have served."""
    rows = []
    for row in sheet.rows:
        told = {name: value for name, value in asdict(row).items() if name not in {"hits", "beside"}}
        made: dict[str, Callable[[], Any]] = {
            "latencies_ms": row.latencies, "steady_ms": row.steady, "ours_by_it": row.ratios,
        }  # fmt: skip
        rows.append({name: figure() for name, figure in made.items()} | told)
    return {"kind": sheet.kind, "passages": sheet.passages, "tokens": sheet.tokens, "rows": rows}


def _plot(sheets: list[Sheet], path: Path) -> None:
    """Latency over passages, both logarithmic: p50 solid, p95 dashed."""
    import matplotlib as mpl  # noqa: PLC0415 - it is slow to import, and needed at the end only

    mpl.use("agg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - after the backend is chosen

    kinds = list(dict.fromkeys(sheet.kind for sheet in sheets))
    figure, panels = plt.subplots(1, len(kinds), figsize=(7 * len(kinds), 5), sharey=True, squeeze=False)
    for panel, kind in zip(panels[0], kinds, strict=True):
        _draw(panel, [sheet for sheet in sheets if sheet.kind == kind])
        panel.set(title=f"{kind} passages", xlabel="passages", ylabel="ms per query (p50 solid, p95 dashed)")
        panel.set(xscale="log", yscale="log")
        panel.grid(which="both", alpha=0.2)
        panel.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def _draw(panel: Any, sheets: list[Sheet]) -> None:  # noqa: ANN401 - matplotlib is not always installed
    engines = list(dict.fromkeys(row.engine for sheet in sheets for row in sheet.rows if row.samples))
    for number, engine in enumerate(engines):
        rows = [
            (sheet.passages, row.latencies())
            for sheet in sheets
            for row in sheet.rows
            if row.engine == engine
        ]
        points = sorted((passages, figures) for passages, figures in rows if figures)
        for name, style in (("p50", "o-"), ("p95", "o--")):
            label = engine if name == "p50" else None
            values = [figures[name] for _, figures in points]
            panel.plot([passages for passages, _ in points], values, style, color=f"C{number}", label=label)
