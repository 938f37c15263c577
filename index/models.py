"""The data types, in words.

A *collection* is one community's articles, known by its name. An *article* is a title, where and
when it appeared, and its current *revision*: one immutable text with its SHA-256. A revision is
divided into *passages*, contiguous spans and the unit of retrieval. A question finds *hits*
(passages with a score and a rank); an *answer* is the *quotes* cut from the best of them, each a
span of a revision word for word with its *citation*, or an explicit "nothing found".

All offsets count Unicode code points of the stored text, from 0, end exclusive, so that
``quote.text == revision.text[quote.start:quote.end]`` always.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple


def checksum(text: str) -> str:
    """SHA-256 of the text's UTF-8 form, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


class Span(NamedTuple):
    """A stretch of a text: code points, end exclusive.

    A tuple and not a dataclass, as is ``Token``: a question makes thousands of them, and a tuple
    is made in a third of the time.
    """

    start: int
    end: int

    @property
    def length(self) -> int:
        """In code points."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether they have a character in common."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article on its way in, as a source read it.

    ``published_at`` is ISO 8601 as given: a year, month, day or instant (see ``index.dates``).
    ``origin`` says where it was read if that is a place of its own, such as a file's path; reading
    the same origin again updates the same article. ``left_out`` lists the lines that a reader took
    for furniture (labels, captions, credits), so that nobody need wonder where they went. ``label``
    is what to call it in a message about it, such as the name of a file or the number of a line.
    """

    title: str
    text: str
    url: str | None = None
    author: str | None = None
    published_at: str | None = None
    external_id: str | None = None
    origin: str | None = None
    left_out: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A new article with all that is derived from its text, ready to be stored."""

    article: NewArticle
    identity: str
    sha256: str
    passages: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote is from; the form of ``article`` in the JSON output."""

    id: int
    external_id: str | None
    title: str
    url: str | None
    author: str | None
    published_at: str | None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article without its text; ``origin`` as in ``NewArticle``, if it is known by that."""

    citation: Citation
    revision_id: int
    chars: int
    origin: str | None = None

    @property
    def id(self) -> int:
        """The article's number in this store."""
        return self.citation.id


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of an article as it was stored; never changed afterwards."""

    id: int
    article_id: int
    text: str
    sha256: str

    @property
    def is_intact(self) -> bool:
        """Whether the text is still the one that was stored."""
        return checksum(self.text) == self.sha256


class Outcome(StrEnum):
    """What adding an article did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Added:
    """The result of adding one article, given once it is durable."""

    outcome: Outcome
    article_id: int
    article: NewArticle


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage with its words, where it stands, and its article."""

    id: int
    revision_id: int
    span: Span
    text: str
    article: Citation


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a query; rank 1 is the best. Scores compare within one query only."""

    rank: int
    score: float
    passage: Passage


@dataclass(frozen=True, slots=True)
class SimilarArticle:
    """An article like another; ``score`` in 0..1 is how like it is, rank 1 the most."""

    rank: int
    score: float
    article: Article


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """How common some terms are in one collection.

    ``df`` counts the passages that hold a term, out of ``passage_count``. ``version`` is that of
    the collection's index and grows with every change to its articles.
    """

    passage_count: int
    df: Mapping[str, int]
    version: int = 0


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles may be quoted; what is None does not matter.

    ``source`` is the host an article is from, without "www."; ``author`` a name or words of it, the
    last of which may be a beginning; ``title`` a part of the title; case and accents do not matter.
    ``since`` and ``before`` are ISO 8601, as precise as one likes; an article of ``since`` itself
    counts, one of ``before`` does not, and one without a date never. ``also`` must hold as well.
    """

    article_ids: tuple[int, ...] | None = None
    source: str | None = None
    author: str | None = None
    since: str | None = None
    before: str | None = None
    title: str | None = None
    also: "ArticleFilter | None" = None

    def __iter__(self) -> Iterator["ArticleFilter"]:
        """This filter by itself, and those that must hold as well."""
        yield replace(self, also=None)
        if self.also:
            yield from self.also


def both(first: ArticleFilter | None, second: ArticleFilter | None) -> ArticleFilter | None:
    """A filter that lets through what both do; None lets everything through."""
    if first is None or second is None:
        return first or second
    return replace(first, also=both(first.also, second))


class Period(NamedTuple):
    """Some days: from ``since`` up to but without ``before``, both ISO 8601."""

    since: str
    before: str


class Version(NamedTuple):
    """A state of a collection. ``number`` grows with every change; ``stamp`` tells two histories apart."""

    number: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What leads to a version from an earlier one: ids of passages that came, and of those that went.

    A passage that came and went again in between is among those that went, perhaps only there.
    """

    version: Version
    added: Sequence[int]
    removed: Sequence[int]


@dataclass(frozen=True, slots=True)
class Quote:
    """A verbatim span of a revision. ``score`` is in 0..1; highlights are spans of the revision.

    ``also`` is where other articles say the same in nearly the same words.
    """

    rank: int
    text: str
    article: Citation
    revision_id: int
    span: Span
    score: float
    highlights: tuple[Span, ...]
    also: tuple["Quote", ...] = ()


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
