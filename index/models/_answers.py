"""Answers, and answers as they are kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from index.models._articles import Citation, Span


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a revision. ``score`` is in 0..1; highlights are spans of the revision.

    ``also`` is where other articles say the same in nearly the same words. ``pages`` are the first and the
    last page it stands on, counted from 1, for what has pages. ``lead`` is a few words before it where what
    it begins with stands earlier in the article, too.
    """

    rank: int
    text: str
    article: Citation
    revision_id: int
    span: Span
    score: float
    highlights: tuple[Span, ...]
    also: tuple["Quote", ...] = ()
    pages: tuple[int, int] | None = None
    lead: str = ""


class Status(StrEnum):
    """Whether the quotes answer the question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that no article has, and one like it that some have, as they write it.

    ``applied`` says whether the answer is to the corrected question, or the correction is only offered.
    """

    written: str
    corrected: str
    applied: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes with citations, or an explicit "nothing found" with the closest passages.

    ``score`` in 0..1 is how sure we are that the first quote answers. ``missing_terms`` are the
    question's words, as written, that no stored article mentions, but for those corrected.
    ``carried`` are the words, as written, that a follow-up took along from the question before.
    ``differing`` is whether quotes of different articles give different figures or dates for what is asked.
    ``took_ms`` is in milliseconds.
    """

    question: str
    answer_id: str
    status: Status
    score: float
    quotes: tuple[Quote, ...]
    closest: tuple[Quote, ...]
    missing_terms: tuple[str, ...]
    took_ms: float = 0.0
    corrections: tuple[Correction, ...] = ()
    carried: tuple[str, ...] = ()
    differing: bool = False

    def iter_quotes(self) -> Iterator[Quote]:
        """All that is quoted, as an answer or as closest, and where else the same is said."""
        for quote in (*self.quotes, *self.closest):
            yield quote
            yield from quote.also


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """Where a quote of a kept answer stands, and the quote itself if its text is still stored.

    A store keeps no words: ``quote`` is cut anew from the revision whenever the answer is shown, with
    the citation of today. It is None in what a store gives, and once the article has been removed.
    ``changed`` is whether the article has another text by now.
    """

    rank: int
    revision_id: int
    span: Span
    score: float
    highlights: tuple[Span, ...]
    also: tuple["KeptQuote", ...] = ()
    quote: Quote | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given: see ``Answer``.

    ``version`` is that of the collection's index then, ``asked_at`` in UTC. ``took_ms`` is how long it
    took to find it again.
    """

    question: str
    answer_id: str
    status: Status
    score: float
    version: int
    asked_at: datetime
    quotes: tuple[KeptQuote, ...]
    closest: tuple[KeptQuote, ...]
    missing_terms: tuple[str, ...]
    took_ms: float = 0.0
    corrections: tuple[Correction, ...] = ()
    carried: tuple[str, ...] = ()
    differing: bool = False
