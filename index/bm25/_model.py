"""The model: its parameters, which are the package's own, and its formulas."""

from dataclasses import dataclass
from inspect import signature
from math import log

import numpy as np
from numpy.typing import NDArray
from rank_bm25 import BM25Plus

_DEFAULTS = signature(BM25Plus.__init__).parameters
K1: float = _DEFAULTS["k1"].default
B: float = _DEFAULTS["b"].default

MAX_K1 = 1_000_000  # far above any use, far below what float32 holds
Floats = NDArray[np.floating]


def idf(passage_count: int, df: int) -> float:
    """BM25Plus's inverse document frequency; a term in no passage weighs as one in half of one."""
    return log((passage_count + 1) / (df or 0.5))


@dataclass(frozen=True, slots=True)
class Model:
    """The parameters, and scores with the operations of ``BM25Plus.get_scores`` in their order.

    The order matters: only so are the scores the package's to the last bit, whatever the segments.
    """

    k1: float = K1
    b: float = B

    def __post_init__(self) -> None:
        """Refuse parameters that would give scores without a meaning."""
        if not (0 <= self.k1 <= MAX_K1 and 0 <= self.b <= 1):
            raise ValueError(f"k1 must be within 0..{MAX_K1:,}, b within 0..1: k1={self.k1}, b={self.b}")

    def norms(self, lengths: NDArray[np.int32], average: float) -> Floats:
        """What a passage's length does to its term frequencies; ``average`` is above 0."""
        norms: Floats = self.k1 * (1 - self.b + self.b * lengths / average)
        return norms

    def scores(self, weight: float, tf: NDArray[np.unsignedinteger], norms: Floats) -> Floats:
        """What a term of that idf adds to passages where it stands ``tf`` times."""
        frequencies = tf.astype(np.float64)
        shares = norms + frequencies
        if self.k1 == 0 or self.b == 1:  # only then may both be 0, and the package has NaN
            shares[shares == 0] = 1
        return weight * ((frequencies * (self.k1 + 1)) / shares)
