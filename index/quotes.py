"""Ranked passages into quotes: which sentences to show, and which words in them to highlight.

A quote is the best sentence of a passage or, where its neighbour mentions more of the question, or
what it asks for, and the two are short enough, both. It is always one contiguous span of whole
sentences.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from index.errors import StoreDamaged
from index.models import Quote, Revision, Span
from index.ranking import KIND, RankedPassage, Sentence, coverage
from index.text import find_tokens, fold_title, language_of

MAX_CHARS = 300
# What share of the question a neighbouring sentence must add to be quoted along.
WORTH_A_NEIGHBOUR = 0.05


def iter_quotes(ranked: Iterable[RankedPassage], weights: Mapping[str, float]) -> Iterator[Quote]:
    """One quote per passage, in order; a text already quoted, whatever its article, is left out."""
    seen: set[str] = set()
    rank = 0
    for candidate in ranked:
        quote = _cut(candidate, weights, rank + 1)
        said = fold_title(quote.text)
        if said not in seen:
            seen.add(said)
            rank += 1
            yield quote


def verify(quote: Quote, revision: Revision) -> Quote:
    """The quote, once it is certain that it stands in the revision as it was stored.

    Raises:
        StoreDamaged: the revision's text has changed since, by whatever means.
    """
    if not revision.is_intact or quote.span.of(revision.text) != quote.text:
        raise StoreDamaged(
            f"The stored text of article {quote.article.id} ({quote.article.title}) no longer matches "
            "its checksum, so nothing is quoted from it; remove the article and add it again."
        )
    return quote


def _cut(candidate: RankedPassage, weights: Mapping[str, float], rank: int) -> Quote:
    span, mentioned = _choose(candidate, weights)
    passage = candidate.passage
    text = passage.text[span.start - passage.span.start : span.end - passage.span.start]
    return Quote(
        rank=rank,
        text=text,
        article=passage.article,
        revision_id=passage.revision_id,
        span=span,
        score=round((coverage(mentioned, weights) + candidate.coverage) / 2, 4),
        highlights=tuple(_iter_highlights(text, span.start, weights, language_of(passage.text))),
    )


def _choose(candidate: RankedPassage, weights: Mapping[str, float]) -> tuple[Span, Collection[str]]:
    """The best sentence, with the neighbour that adds most if it adds enough."""
    best = candidate.sentences[candidate.best]
    chosen, mentioned, most = best.span, best.terms, WORTH_A_NEIGHBOUR
    for neighbour in _iter_neighbours(candidate):
        both = Span(min(best.span.start, neighbour.span.start), max(best.span.end, neighbour.span.end))
        gain = coverage(neighbour.terms - best.terms, weights) + KIND * (neighbour.fits and not best.fits)
        if gain > most and both.length <= MAX_CHARS:
            chosen, mentioned, most = both, best.terms | neighbour.terms, gain
    return chosen, mentioned


def _iter_neighbours(candidate: RankedPassage) -> Iterator[Sentence]:
    """The sentences before and after the best one."""
    if candidate.best > 0:
        yield candidate.sentences[candidate.best - 1]
    if candidate.best + 1 < len(candidate.sentences):
        yield candidate.sentences[candidate.best + 1]


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
