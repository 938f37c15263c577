"""The postings of some passages, immutable.

Passages of a segment have *numbers*, 0 to n - 1; terms have *rows*, 0 to m - 1, by ascending number
in the vocabulary. A row's postings are the passages that hold the term, in ascending order, with
how often they do (tf) and their *impact*: tf / (tf + norm) in steps of 1/255, rounded up, so that
weight * impact / 255 is never less than what the term really adds. An impact is one byte, so that
hundreds of thousands of postings are ruled out by a single comparison of bytes.

Rows of terms that stand in more than one in ``COMMON`` passages are *common*: they are kept as one tf
and one impact per passage, 0 where there is none, for then a passage is looked up by its number
alone, and that takes no more room.

Impacts are those at the average length of the time when the segment was made. If the average has
grown since by a factor, a term adds up to that factor more, and no more: tf / (tf + a + c / average)
grows more slowly than the average does.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

STEPS = 255
COMMON = 12
# Below this many passages a segment is too small for common rows to be worth a thought.
COMMON_FROM_PASSAGES = 4_096

Ints = NDArray[np.int32]
Places = NDArray[np.intp]  # numbers of passages as numpy wants them to look something up by
Longs = NDArray[np.int64]
Bytes = NDArray[np.uint8]
Counts = NDArray[np.unsignedinteger]


_Numbers = TypeVar("_Numbers", Ints, Places)


def distinct(numbers: _Numbers) -> _Numbers:
    """The numbers, ascending, each once; for few of them ``np.unique`` is several times slower."""
    ascending = np.sort(numbers)
    differs = np.empty(len(ascending), bool)
    differs[:1] = True
    np.not_equal(ascending[1:], ascending[:-1], out=differs[1:])
    return ascending[differs]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Postings, in arrays that may lie in a file; see the head of this file.

    ``champions`` are, for each common row, the numbers of some passages where its impact is
    greatest. ``average`` is the length, in tokens, that the impacts are for; above 0.
    """

    passage_ids: Longs  # [n]
    lengths: Ints  # [n] in tokens
    terms: Ints  # [m] numbers in the vocabulary, ascending
    df: Ints  # [m]
    peaks: Bytes  # [m] the greatest impact of each row
    starts: Longs  # [m + 1] where the postings of each row begin; those of common rows are none
    passages: Ints  # [p]
    tf: Counts  # [p]
    impacts: Bytes  # [p]
    common_rows: Ints  # [c] ascending
    common_tf: Counts  # [c, n]
    common_impacts: Bytes  # [c, n]
    champions: Ints  # [c, up to 64]
    order: Longs  # [n] numbers by ascending passage id, or [0] if they are so already
    average: float

    def __len__(self) -> int:
        return len(self.passage_ids)

    @property
    def nbytes(self) -> int:
        """Of all arrays, whether in memory or in a file."""
        return sum(array.nbytes for array in self.arrays().values())

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All arrays by name."""
        fields = ((name, getattr(self, name)) for name in self.__slots__)
        return {name: value for name, value in fields if isinstance(value, np.ndarray)}

    def row(self, term: int) -> int | None:
        """The row of a term, if it stands in any passage."""
        # Of the same type, or numpy would make a copy of the whole array for it.
        at = int(self.terms.searchsorted(np.int32(term)))
        return at if at < len(self.terms) and self.terms[at] == term else None

    def common(self, row: int) -> int | None:
        """Which of the common rows this is, if it is one."""
        at = int(self.common_rows.searchsorted(np.int32(row)))
        return at if at < len(self.common_rows) and self.common_rows[at] == row else None

    def postings(self, row: int) -> tuple[Ints, Bytes]:
        """The passages and impacts of a row that is not common."""
        part = slice(self.starts[row], self.starts[row + 1])
        return self.passages[part], self.impacts[part]

    def tf_in(self, row: int, numbers: Ints | Places) -> Counts:
        """How often the term stands in each of the passages."""
        if (common := self.common(row)) is not None:
            counts: Counts = self.common_tf[common][numbers]
            return counts
        part = slice(self.starts[row], self.starts[row + 1])
        passages = self.passages[part]
        numbers = numbers.astype(np.int32, copy=False)  # or the passages would be copied as longer ones
        at = passages.searchsorted(numbers)
        np.minimum(at, len(passages) - 1, out=at)
        return np.where(passages[at] == numbers, self.tf[part][at], 0)

    def numbers_of(self, passage_ids: Longs) -> Ints:
        """The numbers of those passages that are here; ``passage_ids`` ascending, result ascending."""
        ids = self.passage_ids[self.order] if len(self.order) else self.passage_ids
        if len(passage_ids) > len(ids):
            at = passage_ids.searchsorted(ids)
            found = np.flatnonzero(passage_ids.take(at, mode="clip") == ids)
        else:
            at = ids.searchsorted(passage_ids)
            found = at[ids.take(at, mode="clip") == passage_ids] if len(ids) else at[:0]
        if len(self.order):
            found = np.sort(self.order[found])
        return found.astype(np.int32)

    def count_in(self, row: int, numbers: Ints) -> int:
        """How many of the passages (ascending numbers) hold the term."""
        if not len(numbers):
            return 0
        if (common := self.common(row)) is not None:
            return int(np.count_nonzero(self.common_tf[common][numbers]))
        passages = self.passages[self.starts[row] : self.starts[row + 1]]
        few, many = sorted((numbers, passages), key=len)
        at = many.searchsorted(few)
        return int(np.count_nonzero(many.take(at, mode="clip") == few))
