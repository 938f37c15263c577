"""Articles on their way in, as they are stored, and what they are divided into."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

# Far above any article (the longest novels have 12 million characters); a text that is larger is
# most likely a dump of something else.
MAX_TEXT_CHARS = 20_000_000


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
    ``is_date_guessed`` is whether ``published_at`` was put together from signs that may mislead.
    ``page_starts`` is where each page begins in the text, page 1 first, for what has pages.
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
    is_date_guessed: bool = False
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A new article with all that is derived from its text, ready to be stored.

    ``sketch`` is what texts that are nearly the same are found by (``index.duplicates``); empty for an
    article with an id, which is never taken for another.
    """

    article: NewArticle
    identity: str
    sha256: str
    passages: tuple[Span, ...]
    sketch: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote is from; the form of ``article`` in the JSON output.

    ``is_date_guessed`` as in ``NewArticle``. ``gone_at`` is since when its page is gone, ISO 8601.
    """

    id: int
    external_id: str | None
    title: str
    url: str | None
    author: str | None
    published_at: str | None
    is_date_guessed: bool = False
    gone_at: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article without its text; ``origin`` as in ``NewArticle``, if it is known by that.

    ``doubt`` is why a moderator should look at it: its page has become so short that it was not taken in.
    """

    citation: Citation
    revision_id: int
    chars: int
    origin: str | None = None
    doubt: str | None = None

    @property
    def id(self) -> int:
        """The article's number in this store."""
        return self.citation.id


@dataclass(frozen=True, slots=True)
class Revision:
    """One text of an article as it was stored; never changed afterwards.

    ``page_starts`` as in ``NewArticle``; ``fetched_at`` is ISO 8601.
    """

    id: int
    article_id: int
    text: str
    sha256: str
    page_starts: tuple[int, ...] = ()
    fetched_at: str = ""

    @property
    def is_intact(self) -> bool:
        """Whether the text is still the one that was stored."""
        return checksum(self.text) == self.sha256


class Outcome(StrEnum):
    """What adding an article did.

    ``JOINED``: its text, or nearly, is that of an article that is there, which now has one address more.
    ``DOUBTFUL``: it has become so short that the text that is there was kept.
    """

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    JOINED = "joined"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Added:
    """The result of adding one article, given once it is durable."""

    outcome: Outcome
    article_id: int
    article: NewArticle


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage with its words, where it stands, and its article.

    ``page_starts`` are those of the whole revision, as in ``NewArticle``.
    """

    id: int
    revision_id: int
    span: Span
    text: str
    article: Citation
    page_starts: tuple[int, ...] = ()
