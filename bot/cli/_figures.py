"""Measurements in the terminal: the figures of sets beside each other, and what moved between two runs."""

from collections.abc import Sequence
from math import isnan, nan

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from bot.cli._terminal import Terminal
from index.evaluate import FIGURES, Comparison, Row, Run

_NONE = "–"


def show_runs(terminal: Terminal, runs: Sequence[Run]) -> None:
    """A column of figures for each set; figures that no set has are left out."""
    table = _table("", *(run.name for run in runs))
    table.add_row("articles", *(_NONE if run.articles is None else f"{run.articles:,}" for run in runs))
    table.add_row("questions", *(f"{len(run.rows):,}" for run in runs))
    table.add_row("answerable", *(f"{run.answerable:,}" for run in runs), end_section=True)
    for figure in FIGURES:
        if any(figure.name in run.figures for run in runs):
            values = (run.figures.get(figure.name, nan) for run in runs)
            table.add_row(figure.name, *(_written(value, figure.form) for value in values))
    _print(terminal, table)


def show_comparison(terminal: Terminal, comparison: Comparison, most: int) -> None:
    """A row for each figure, bold where it moved for certain; then the questions won and lost."""
    terminal.say((f"{comparison.name}, {comparison.questions:,} questions", "bold"))
    table = _table("", "A", "B", "B - A", "95% interval")
    for move in comparison.moves:
        form = move.figure.form
        before, after = _written(move.before, form), _written(move.after, form)
        low, high = _written(move.low, f"+{form}"), _written(move.high, f"+{form}")
        cells = (before, after, _written(move.after - move.before, f"+{form}"), f"{low} to {high}")
        table.add_row(move.figure.name, *cells, style="bold" if move.is_certain else "")
    _print(terminal, table)
    for turn in comparison.turns:
        _show_questions(terminal, f"{turn.figure.name}: won", turn.won, most)
        _show_questions(terminal, f"{turn.figure.name}: lost", turn.lost, most)


def _show_questions(terminal: Terminal, label: str, rows: Sequence[Row], most: int) -> None:
    terminal.say((f"{label} {len(rows):,}", "bold"))
    for row in rows[:most]:
        answers = " | ".join(dict.fromkeys(row.answers))
        terminal.say(f"  {row.text}", (f"  ({answers})" if answers else "", "dim"))
    if most < len(rows):
        terminal.say((f"  … and {len(rows) - most:,} more", "dim"))


def _written(value: float, form: str) -> str:
    return _NONE if isnan(value) else f"{value:{form}}"


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, name in enumerate(columns):
        table.add_column(Text(name), justify="right" if number else "left", no_wrap=True)
    return table


def _print(terminal: Terminal, table: Table) -> None:
    """The whole table, however narrow the terminal says it is: a figure cut short is none."""
    for column in table.columns:
        column.min_width = max(cell_len(str(cell)) for cell in (column.header, *column.cells))
    terminal.out.print(table, crop=False)
