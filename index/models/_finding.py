"""What a search takes and gives, and how a collection changes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index.models._articles import Article, Passage


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
