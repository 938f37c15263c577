"""Two runs of one set, question by question: what moved, by how much, and which questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from index.errors import EvaluationRefused
from index.evaluate._metrics import paired_interval
from index.evaluate._rows import FIGURES, Figure, Row
from index.evaluate._runs import Run

# Figures whose questions are listed: of each of these the first that the set has.
_TOLD = (("hit@1", "article hit@1"), ("answer-in-quote@1",))


@dataclass(frozen=True, slots=True)
class Move:
    """A figure before and after; the difference lies from ``low`` to ``high`` with 95% confidence."""

    figure: Figure
    before: float
    after: float
    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        """Whether a difference of none is outside of what is likely."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class Turn:
    """The questions that a figure was right for only after, and only before."""

    figure: Figure
    won: tuple[Row, ...]
    lost: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that there is to say of a set's two runs."""

    name: str
    questions: int
    moves: tuple[Move, ...]
    turns: tuple[Turn, ...]


def compare(before: Sequence[Run], after: Sequence[Run]) -> list[Comparison]:
    """Each set that both have, in order.

    Raises:
        EvaluationRefused: they have none in common, or one with other questions.
    """
    earlier = {run.name: run for run in before}
    pairs = [(earlier[run.name], run) for run in after if run.name in earlier]
    if not pairs:
        names = [", ".join(run.name for run in runs) or "nothing" for runs in (before, after)]
        raise EvaluationRefused(
            f"There is no set in both: the first is of {names[0]}, the second of {names[1]}."
        )
    return [_compare(*pair) for pair in pairs]


def _compare(before: Run, after: Run) -> Comparison:
    if [(row.id, row.text) for row in before.rows] != [(row.id, row.text) for row in after.rows]:
        raise EvaluationRefused(
            f"The two runs of {after.name} are over different questions ({len(before.rows):,} and "
            f"{len(after.rows):,}); measure both over the same set with the same --sample."
        )
    moves = tuple(
        _move(figure, before, after) for figure in FIGURES if figure.name in before.figures | after.figures
    )
    figures = {move.figure.name: move.figure for move in moves}
    told = (next((figures[name] for name in names if name in figures), None) for names in _TOLD)
    turns = tuple(_turn(figure, before, after) for figure in told if figure)
    return Comparison(after.name, len(after.rows), moves, turns)


def _move(figure: Figure, before: Run, after: Run) -> Move:
    low, high = paired_interval(figure.values(before.rows), figure.values(after.rows), figure.measure)
    earlier, later = before.figures.get(figure.name, nan), after.figures.get(figure.name, nan)
    return Move(figure, earlier, later, low, high)


def _turn(figure: Figure, before: Run, after: Run) -> Turn:
    gain = np.nan_to_num(figure.values(after.rows) - figure.values(before.rows))[:, 0]
    won, lost = ([row for row, by in zip(after.rows, gain, strict=True) if by * sign > 0] for sign in (1, -1))
    return Turn(figure, tuple(won), tuple(lost))
