"""Ranked passages into quotes: which sentences to show, and which words in them to highlight.

Of each passage, the run of whole sentences is quoted that holds most of the likelihood of the answer
for its length; so a sentence takes its neighbour along where the two share it. Then come what is
left of the passages, the likeliest first, another article before a further quote of the same.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from math import exp

import regex
from rapidfuzz import fuzz

from index.duplicates import telling
from index.errors import StoreDamaged
from index.models import Passage, Quote, Revision, Span
from index.ranking import RankedPassage, Sentence
from index.text import find_tokens, fold_title, language_of

MAX_CHARS = 300
# What a hundred characters more must add to the share of the passage's likelihood, in the first quote.
# Further ones are read by those whom the first does not answer, and may take what there is room for.
PRICE = 0.08
# How many times likelier a further quote of the same article must be than one of another.
SAME_ARTICLE = 2.0
# A further quote must be at least so likely, compared to the first.
WORTH_SHOWING = 0.01
# A passage gives at most so many quotes.
_PER_PASSAGE = 3
# From so much alike on (Indel similarity in percent), and with the same numbers, two texts say the same.
_ALIKE = 85.0
# Two texts so much alike can differ in length by no more.
_MOST_LONGER = 1.4
_NUMBER = regex.compile(r"\p{N}+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a passage that may be quoted; the likelihoods of all sentences found sum to 1."""

    ranked: RankedPassage
    span: Span
    likelihood: float

    @property
    def text(self) -> str:
        """The words."""
        return _said(self.ranked.passage, *self.span)

    @property
    def sentences(self) -> list[Sentence]:
        """Those in it."""
        return [each for each in self.ranked.sentences if self.span.holds(each.span)]

    @property
    def article_id(self) -> int:
        """The article it is from."""
        return self.ranked.passage.article.id


def iter_candidates(ranked: Sequence[RankedPassage]) -> Iterator[Candidate]:
    """What is worth quoting, in the order to quote it; no sentence twice."""
    if not ranked:
        return
    most = ranked[0].score
    total = sum(exp(sentence.value - most) for passage in ranked for sentence in passage.sentences)
    waiting = [
        candidate
        for passage in ranked
        for candidate in _iter_runs(passage, most, total, PRICE if passage is ranked[0] else 0.0)
    ]
    first = waiting[0]
    yield first
    # A further quote has a word of the question; what has none is likely only beside better ones.
    waiting = [
        each
        for each in waiting[1:]
        if each.likelihood >= WORTH_SHOWING * first.likelihood
        and any(sentence.terms for sentence in each.sentences)
    ]
    waiting.sort(key=lambda candidate: -candidate.likelihood)
    quoted = {first.article_id}
    while waiting:
        chosen = max(waiting, key=lambda c: c.likelihood * (1 if c.article_id in quoted else SAME_ARTICLE))
        waiting.remove(chosen)
        quoted.add(chosen.article_id)
        yield chosen


def find_same(candidate: Candidate, text: str) -> Candidate | None:
    """The candidate, or as much of it, in whole sentences, as says the same as the text."""
    spans = [sentence.span for sentence in candidate.sentences]
    for first, begins in enumerate(spans):
        for last in spans[first:]:
            if last.end - begins.start > _MOST_LONGER * len(text):
                break
            part = replace(candidate, span=Span(begins.start, last.end))
            if says_the_same(part.text, text):
                return part
    return None


def cut(candidate: Candidate, rank: int, score: float, asked: Collection[str]) -> Quote:
    """The quote, with the terms asked for highlighted."""
    passage, text = candidate.ranked.passage, candidate.text
    highlights = _iter_highlights(text, candidate.span.start, asked, language_of(passage.text))
    return Quote(
        rank,
        text,
        passage.article,
        passage.revision_id,
        candidate.span,
        score,
        tuple(highlights),
        pages=pages_of(candidate.span, passage.page_starts),
    )


def pages_of(span: Span, page_starts: Sequence[int]) -> tuple[int, int] | None:
    """The first and the last page that the span stands on, from 1; None where there are no pages.

    ``page_starts`` as in ``NewArticle``; what stands before the first page is on it.
    """
    if not page_starts:
        return None
    first = bisect_right(page_starts, span.start)
    last = bisect_right(page_starts, max(span.start, span.end - 1))
    return max(1, first), max(1, last)


def says_the_same(text: str, other: str) -> bool:
    """Whether two quotes are the same but for a few words, none of them a number or a negation."""
    if max(len(text), len(other)) > _MOST_LONGER * min(len(text), len(other)):
        return False
    text, other = _folded(text), _folded(other)
    if text == other:
        return True
    alike = fuzz.ratio(text, other, score_cutoff=_ALIKE) > 0
    return alike and _NUMBER.findall(text) == _NUMBER.findall(other) and telling(text) == telling(other)


@lru_cache(maxsize=1_000)
def _folded(text: str) -> str:
    """A quote is compared with several others."""
    return fold_title(text)


def verify(quote: Quote, revision: Revision) -> Quote:
    """The quote, once it is certain that it stands in the revision as it was stored.

    Raises:
        StoreDamaged: the revision's text has changed since, by whatever means.
    """
    if not revision.is_intact or quote.span.of(revision.text) != quote.text:
        raise StoreDamaged(
            "The stored text of article {number} ({title}) no longer matches "
            "its checksum, so nothing is quoted from it; remove the article and add it again.",
            number=quote.article.id,
            title=quote.article.title,
        )
    return quote


def _iter_runs(ranked: RankedPassage, most: float, total: float, price: float) -> Iterator[Candidate]:
    """The passage's best run of sentences at that price, then the best of the sentences left."""
    likely = [exp(sentence.value - most) / total for sentence in ranked.sentences]
    of_passage = sum(likely) or 1.0
    spans = [sentence.span for sentence in ranked.sentences]
    dangling = _find_dangling(ranked)
    left = [run for run in _runs(spans) if run[1] not in dangling] or list(_runs(spans))
    for _ in range(_PER_PASSAGE):
        if not left:
            return
        first, last = max(left, key=partial(_worth, likely, spans, price * of_passage))
        yield Candidate(ranked, Span(spans[first].start, spans[last].end), sum(likely[first : last + 1]))
        left = [run for run in left if run[1] < first or last < run[0]]
        price = 0.0


def _find_dangling(ranked: RankedPassage) -> set[int]:
    """The sentences that no run ends with: a heading, which belongs to what comes after it.

    That is a line of its own that ends with no sign, after a sentence that does, or at the beginning
    before one that does; points of a list are none.
    """
    spans, passage = [sentence.span for sentence in ranked.sentences], ranked.passage
    signs = [not _said(passage, span.end - 1, span.end).isalnum() for span in spans]
    alone = ["\n" in _said(passage, a.end, b.start) for a, b in pairwise(spans)]
    return {at for at in range(1, len(spans)) if alone[at - 1] and not signs[at] and signs[at - 1]} | (
        {0} if len(spans) > 1 and alone[0] and not signs[0] and signs[1] else set()
    )


def _said(passage: Passage, start: int, end: int) -> str:
    """The words of the passage between two offsets in the revision."""
    return passage.text[start - passage.span.start : end - passage.span.start]


def _worth(likely: Sequence[float], spans: Sequence[Span], price: float, run: tuple[int, int]) -> float:
    """The likelihood of a run of sentences, less its length at that price per hundred characters."""
    first, last = run
    return sum(likely[first : last + 1]) - price * (spans[last].end - spans[first].start) / 100


def _runs(spans: Sequence[Span]) -> Iterable[tuple[int, int]]:
    """First and last of each run of sentences that is short enough; a sentence alone always is."""
    for first, begins in enumerate(spans):
        for last in range(first, len(spans)):
            if last > first and spans[last].end - begins.start > MAX_CHARS:
                break
            yield first, last


def _iter_highlights(text: str, offset: int, asked: Collection[str], language: str) -> Iterator[Span]:
    """The question's words within the quote; overlapping ones (character pairs) as one."""
    waiting: Span | None = None
    for token in find_tokens(text, asked, language):
        span = Span(token.start + offset, token.end + offset)
        if waiting and span.start < waiting.end:
            waiting = Span(waiting.start, span.end)
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting
