"""Passages as numbers of terms: the form in which they go between processes and into an index."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray


class Vocabulary(defaultdict[str, int]):
    """Term to number, counted from 0 in the order met; a term keeps its number for good.

    Looking up with ``[]`` gives a new term a number; ``get`` does not.
    """

    def __init__(self, terms: Sequence[str] = ()) -> None:
        super().__init__(count(len(terms)).__next__, zip(terms, count(), strict=False))

    def __reduce__(self) -> tuple[type["Vocabulary"], tuple[list[str]]]:
        """Pickled as its terms, which are in the order of their numbers."""
        return Vocabulary, (list(self),)


@dataclass(frozen=True, slots=True)
class TermBatch:
    """Some passages: those of ``passage_ids``, each of ``lengths`` tokens, one after the other.

    ``tokens`` are places in ``words``, the distinct terms of the batch. Such a batch is made where the
    text is, which may be another process, and costs little to hand over. If ``words`` is None,
    they are numbers of the index's own vocabulary.
    """

    passage_ids: NDArray[np.int64]
    lengths: NDArray[np.int32]
    tokens: NDArray[np.int32]
    words: list[str] | None

    @classmethod
    def of(
        cls, passages: Iterable[tuple[int, Sequence[str]]], vocabulary: Vocabulary | None = None
    ) -> "TermBatch":
        """Passages given as (id, terms in order); with a vocabulary, which learns, in its numbers."""
        ids: list[int] = []
        texts: list[Sequence[str]] = []
        for passage_id, terms in passages:
            ids.append(passage_id)
            texts.append(terms)
        lengths = np.fromiter(map(len, texts), np.int32, len(texts))
        words = Vocabulary() if vocabulary is None else vocabulary
        numbers = map(words.__getitem__, chain.from_iterable(texts))
        tokens = np.fromiter(numbers, np.int32, int(lengths.sum(dtype=np.int64)))
        return cls(np.array(ids, np.int64), lengths, tokens, list(words) if vocabulary is None else None)

    def __len__(self) -> int:
        return len(self.passage_ids)

    def numbered(self, vocabulary: Vocabulary) -> NDArray[np.int32]:
        """The tokens as numbers of that vocabulary, which learns the words that are new."""
        if self.words is None:
            return self.tokens
        numbers = np.fromiter(map(vocabulary.__getitem__, self.words), np.int32, len(self.words))
        return numbers[self.tokens] if len(numbers) else self.tokens

    def without_repeats(self) -> "TermBatch":
        """Each passage id once, with what was given for it last."""
        distinct, last = np.unique(self.passage_ids[::-1], return_index=True)
        if len(distinct) == len(self):
            return self
        kept = np.zeros(len(self), bool)
        kept[len(self) - 1 - last] = True
        return TermBatch(
            self.passage_ids[kept], self.lengths[kept], self.tokens[np.repeat(kept, self.lengths)], self.words
        )
