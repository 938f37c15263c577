"""What is found when a text is held against the stored articles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from index.models._answers import Quote
from index.models._articles import Citation, Span


class QuoteMatch(StrEnum):
    """Whether a text stands in a stored article.

    ``ELSEWHERE``: word for word, but in another article than the text names. ``NEARLY``: but for some words.
    """

    VERBATIM = "verbatim"
    NEARLY = "nearly"
    ELSEWHERE = "elsewhere"
    NOT_FOUND = "not_found"


class Change(StrEnum):
    """What became of some words on the way from the article to the text that is checked."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class ChangedRun(NamedTuple):
    """Words in a row of which the same became.

    ``span`` is where they stand: in the text as it was checked if they were added, else in the quote's
    revision, word for word.
    """

    change: Change
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """Whether ``text``, the words that were checked, stands in a stored article.

    ``quote`` is the place that has it, or nearly; its ``also`` are other articles that have it word for word,
    its highlights the parts that the text gives where it leaves something out ("..."). ``differences`` are
    only there where it is nearly the same: the runs that were kept and removed are the quote, in order.
    ``named`` is the stored article that the text names, if that is another than the quote's. ``is_earlier``
    is whether the words stood in an earlier text of the article, which does not have them any more.
    """

    match: QuoteMatch
    text: str
    quote: Quote | None = None
    differences: tuple[ChangedRun, ...] = ()
    named: Citation | None = None
    is_earlier: bool = False
