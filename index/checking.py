"""Whether a text stands in a stored article: candidates from the index, each held against the text."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.comparing import Line, Near, find_near, find_parts
from index.errors import TextRefused
from index.models import Citation, Passage, Quote, QuoteCheck, QuoteMatch, Revision, Span
from index.ports import ArticleStore, PassageSearch, SourceStore
from index.quoted import Quoted, read_quoted
from index.quotes import pages_of, verify
from index.text import fold_title, terms

CANDIDATES = 24
# Articles of which earlier texts are looked through, and how many texts of each, the newest.
_EARLIER_OF, _EARLIER = 6, 20
# Parts further apart than this are not quoted in one.
_MOST_CHARS = 2_000
_MIN_TITLE = 8


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An article with a text of its, and the passages that were found in it."""

    article: Citation
    revision: Revision
    passages: tuple[Passage, ...] = ()
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Checking:
    """Checks texts against one collection."""

    store: ArticleStore
    search: PassageSearch
    sources: SourceStore
    collection: str

    async def check(self, message: str) -> QuoteCheck:
        """Hold what a message quotes against the articles.

        Raises:
            TextRefused: there is too little or too much in it to look for.
            StoreDamaged: a text that would be quoted is no longer as it was stored.
        """
        quoted = await asyncio.to_thread(read_quoted, message)
        sought = await asyncio.to_thread(lambda: list(dict.fromkeys(terms(quoted.text))))
        if not sought:
            raise TextRefused("The text has only common words in it; check a whole sentence.")
        candidates = await self._candidates(sought)
        named = await self._named(quoted, candidates)
        found = await asyncio.to_thread(_find_verbatim, quoted, candidates)
        if not found:
            earlier = await self._earlier(candidates[:_EARLIER_OF])
            found = await asyncio.to_thread(_find_verbatim, quoted, earlier)
        if found:
            return _verbatim(quoted, found, named)
        return await asyncio.to_thread(_nearly, quoted, candidates, named)

    async def _candidates(self, sought: Sequence[str]) -> list[_Candidate]:
        """The articles that have most of the words in a passage, best first."""
        scored, _ = await self.search.search(self.collection, sought, CANDIDATES)
        passages = await self.store.get_passages(self.collection, [number for number, _ in scored])
        by_revision: dict[int, list[Passage]] = {}
        for passage in passages:
            by_revision.setdefault(passage.revision_id, []).append(passage)
        found = []
        for revision_id, some in by_revision.items():
            revision = await self.store.find_revision(self.collection, revision_id)
            if revision:
                found.append(_Candidate(some[0].article, revision, tuple(some)))
        return found

    async def _earlier(self, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """The texts that these articles had before, the newest first."""
        found = []
        for candidate in candidates:
            history = await self.sources.find_history(self.collection, candidate.article.id)
            before = (
                [each for each in history.revisions if each.id != candidate.revision.id] if history else []
            )
            found += [
                _Candidate(candidate.article, each, is_earlier=True) for each in before[: -_EARLIER - 1 : -1]
            ]
        return found

    async def _named(self, quoted: Quoted, candidates: Sequence[_Candidate]) -> list[Citation]:
        """The stored articles that the message names, by a link or their title."""
        named = []
        for link in quoted.links:
            article = await self.store.find_by_url(self.collection, link)
            if article:
                named.append(article.citation)
        if sought := await asyncio.to_thread(terms, quoted.attribution):
            scored, _ = await self.search.search(self.collection, sought, CANDIDATES)
            around = await self.store.get_passages(self.collection, [number for number, _ in scored])
            said = fold_title(quoted.attribution)
            articles = [each.article for each in around] + [each.article for each in candidates]
            named += [each for each in articles if _is_named(each, said)]
        return list({each.id: each for each in named}.values())


def _is_named(article: Citation, said: str) -> bool:
    title = fold_title(article.title)
    return len(title) >= _MIN_TITLE and f" {title} " in f" {said} "


def _find_verbatim(
    quoted: Quoted, candidates: Sequence[_Candidate]
) -> list[tuple[_Candidate, tuple[Span, ...]]]:
    parts = [span.of(quoted.text) for span in quoted.parts]
    found = ((each, find_parts(Line(each.revision.text), parts)) for each in candidates)
    return [(each, spans) for each, spans in found if spans]


def _verbatim(
    quoted: Quoted, found: Sequence[tuple[_Candidate, tuple[Span, ...]]], named: Sequence[Citation]
) -> QuoteCheck:
    numbers = {each.id for each in named}
    found = sorted(found, key=lambda entry: entry[0].article.id not in numbers)
    quotes = [_cut(candidate, spans, rank) for rank, (candidate, spans) in enumerate(found, 1)]
    first = replace(quotes[0], also=tuple(quotes[1:]))
    elsewhere = named and first.article.id not in numbers
    return QuoteCheck(
        QuoteMatch.ELSEWHERE if elsewhere else QuoteMatch.VERBATIM,
        quoted.text,
        first,
        named=named[0] if elsewhere else None,
        is_earlier=found[0][0].is_earlier,
    )


def _cut(candidate: _Candidate, spans: Sequence[Span], rank: int) -> Quote:
    """The stretch from the first part to the last, or the longest part where they are far apart."""
    whole, marked = Span(spans[0].start, spans[-1].end), tuple(spans) if len(spans) > 1 else ()
    if len(spans) > 1 and whole.length > _MOST_CHARS:
        whole, marked = max(spans, key=lambda span: span.length), ()
    revision = candidate.revision
    pages = pages_of(whole, revision.page_starts)
    quote = Quote(
        rank, whole.of(revision.text), candidate.article, revision.id, whole, 1.0, marked, pages=pages
    )
    return verify(quote, revision)


def _nearly(quoted: Quoted, candidates: Sequence[_Candidate], named: Sequence[Citation]) -> QuoteCheck:
    best = max(_iter_near(quoted, candidates), key=lambda entry: entry[1].likeness, default=None)
    if best is None:
        return QuoteCheck(QuoteMatch.NOT_FOUND, quoted.text)
    candidate, near = best
    quote = replace(_cut(candidate, [near.span], 1), score=round(near.likeness, 4))
    others = [each for each in named if each.id != quote.article.id]
    elsewhere = others[0] if others and len(others) == len(named) else None
    return QuoteCheck(QuoteMatch.NEARLY, quoted.text, quote, near.differences, elsewhere)


def _iter_near(quoted: Quoted, candidates: Sequence[_Candidate]) -> Iterator[tuple[_Candidate, Near]]:
    for candidate in candidates:
        line = Line(candidate.revision.text)
        for passage in candidate.passages:
            if near := find_near(line, quoted.text, passage.span):
                yield candidate, near
