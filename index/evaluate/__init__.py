"""How good and how fast the answers are, measured on questions whose answers are known.

A *set* is questions with *gold* (what answers them) and the articles they are about. It is put to a
library through ``ask`` and ``search``, so that what is measured is what users get; each question
leaves a *row*, and *figures* are computed from the rows. A *run* is a set with its rows and figures,
and two runs of one set are compared question by question. The handbook (docs/measuring.md) says
what each figure means.

- ``_sets``: a set, read from a folder; ``_gold``: what answers a question, and what holds it
- ``_putting``: a set put to a library
- ``_metrics``: the measures and the bootstrap interval, pure; ``_rows``: rows, and which figures there are
- ``_runs``: runs as JSON; ``_comparing``: two runs beside each other
"""

from index.evaluate._comparing import Comparison, Turn, compare
from index.evaluate._putting import halve, put, put_to_half, store
from index.evaluate._rows import FIGURES, Row
from index.evaluate._runs import Run, load, save
from index.evaluate._sets import QuestionSet, read_set, read_sets

__all__ = [
    "FIGURES",
    "Comparison",
    "QuestionSet",
    "Row",
    "Run",
    "Turn",
    "compare",
    "halve",
    "load",
    "put",
    "put_to_half",
    "read_set",
    "read_sets",
    "save",
    "store",
]
