"""A set measured, saved as JSON and read again.

The file is ``{"form": 1, "sets": [{"name", "articles", "questions", "answerable", "figures", "rows"}]}``
with the figures by name, and a row, as ``Row`` has it, for each question.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import EvaluationRefused
from index.evaluate._rows import Row, compute

_FORM = 1


@dataclass(frozen=True, slots=True)
class Run:
    """What a set came to; ``articles`` is how many were stored for it, None in a collection of one's own."""

    name: str
    articles: int | None
    rows: tuple[Row, ...]
    figures: dict[str, float]

    @classmethod
    def of(cls, name: str, articles: int | None, rows: Sequence[Row]) -> "Run":
        """With the figures that the rows make."""
        return cls(name, articles, tuple(rows), compute(rows))

    @property
    def answerable(self) -> int:
        """How many of the questions have an answer."""
        return sum(row.answerable for row in self.rows)


def save(path: Path, runs: Sequence[Run]) -> None:
    """Write the runs to a file.

    Raises:
        EvaluationRefused: it cannot be written.
    """
    sets = [
        {
            "name": run.name,
            "articles": run.articles,
            "questions": len(run.rows),
            "answerable": run.answerable,
            "figures": run.figures,
            "rows": [asdict(row) for row in run.rows],
        }
        for run in runs
    ]
    try:
        path.write_text(json.dumps({"form": _FORM, "sets": sets}, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise EvaluationRefused(f"{path} cannot be written ({error.strerror}).") from error


def load(path: Path) -> list[Run]:
    """The runs that were saved; their figures are computed anew from the rows.

    Raises:
        EvaluationRefused: it cannot be read, or was not written by ``save``.
    """
    try:
        return _read_runs(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise EvaluationRefused(f"{path} cannot be read ({error.strerror}).") from error
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise EvaluationRefused(
            f"{path} is not what `pullquote evaluate --json` of this version saves; measure again."
        ) from error


def _read_runs(saved: dict[str, Any]) -> list[Run]:
    if saved["form"] != _FORM:
        raise ValueError(saved["form"])
    return [
        Run.of(entry["name"], entry["articles"], [_read_row(row) for row in entry["rows"]])
        for entry in saved["sets"]
    ]


def _read_row(saved: dict[str, Any]) -> Row:
    return Row(**(saved | {"answers": tuple(saved["answers"])}))
