"""Whether a text stands in a stored article: candidates from the index, each held against the text."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.comparing import Line, Near, find_near, find_parts
from index.errors import TextRefused
from index.models import Citation, Quote, QuoteCheck, QuoteMatch, Revision, Span
from index.ports import ArticleStore, PassageSearch, SourceStore
from index.quoted import Quoted, read_quoted
from index.quotes import pages_of, verify
from index.text import fold_author, terms

CANDIDATES = 24
# Of so many is looked at what is nearly the same.
_COMPARED = 8
# Articles of which earlier texts are looked through, and how many texts of each, the newest.
_EARLIER_OF, _EARLIER = 6, 20
# Further apart than this, the parts of a text with "..." are not of one quote.
_MOST_CHARS = 2_000
_MIN_TITLE = 8


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A stretch of an article's text in which a quote may stand."""

    article: Citation
    revision: Revision
    stretch: Span
    is_earlier: bool = False

    @property
    def line(self) -> Line:
        """The words of the stretch."""
        return Line(self.revision.text, self.stretch)


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
        candidates = await self._candidates(quoted, sought)
        named = await self._named(quoted, candidates)
        found = await asyncio.to_thread(_find_verbatim, quoted, candidates)
        if not found:
            earlier = await self._earlier(quoted, candidates)
            found = await asyncio.to_thread(_find_verbatim, quoted, earlier)
        if found:
            return _verbatim(quoted, found, named)
        return await asyncio.to_thread(_nearly, quoted, candidates, named)

    async def _candidates(self, quoted: Quoted, sought: Sequence[str]) -> list[_Candidate]:
        """Where most of the words stand together, best first."""
        scored, _ = await self.search.search(self.collection, sought, CANDIDATES)
        passages = await self.store.get_passages(self.collection, [number for number, _ in scored])
        # A quote that begins or ends in the passage lies wholly within this.
        around = 2 * len(quoted.text) + (_MOST_CHARS if len(quoted.parts) > 1 else 0)
        found: list[_Candidate] = []
        revisions: dict[int, Revision | None] = {}
        for passage in passages:
            stretch = Span(max(0, passage.span.start - around), passage.span.end + around)
            known = (each for each in found if each.revision.id == passage.revision_id)
            if any(each.stretch.holds(passage.span) for each in known):
                continue
            if passage.revision_id not in revisions:
                revision = await self.store.find_revision(self.collection, passage.revision_id)
                revisions[passage.revision_id] = revision
            if revision := revisions[passage.revision_id]:
                found.append(_Candidate(passage.article, revision, stretch))
        return found

    async def _earlier(self, quoted: Quoted, candidates: Sequence[_Candidate]) -> list[_Candidate]:
        """The texts with the words in a row that these articles had before, the newest first."""
        pattern, found = quoted.pattern(), []
        for article in list({each.article.id: each.article for each in candidates}.values())[:_EARLIER_OF]:
            history = await self.sources.find_history(self.collection, article.id)
            for revision in history.revisions[-2 : -_EARLIER - 2 : -1] if history else ():
                if await asyncio.to_thread(pattern.search, revision.text):
                    whole = Span(0, len(revision.text))
                    found.append(_Candidate(article, revision, whole, is_earlier=True))
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
            said = fold_author(quoted.attribution) or ""
            articles = [each.article for each in around] + [each.article for each in candidates]
            named += [each for each in articles if _is_named(each, said)]
        return list({each.id: each for each in named}.values())


def _is_named(article: Citation, said: str) -> bool:
    title = fold_author(article.title) or ""
    return len(title) >= _MIN_TITLE and f" {title} " in f" {said} "


def _find_verbatim(
    quoted: Quoted, candidates: Sequence[_Candidate]
) -> list[tuple[_Candidate, tuple[Span, ...]]]:
    parts = [span.of(quoted.text) for span in quoted.parts]
    found: dict[int, tuple[_Candidate, tuple[Span, ...]]] = {}
    for each in candidates:
        if each.article.id not in found and (spans := find_parts(each.line, parts)):
            found[each.article.id] = each, spans
    return list(found.values())


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
    """The stretch from the first part to the last."""
    whole, revision = Span(spans[0].start, spans[-1].end), candidate.revision
    quote = Quote(
        rank,
        whole.of(revision.text),
        candidate.article,
        revision.id,
        whole,
        1.0,
        tuple(spans) if len(spans) > 1 else (),
        pages=pages_of(whole, revision.page_starts),
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
    for candidate in candidates[:_COMPARED]:
        if near := find_near(candidate.line, quoted.text):
            yield candidate, near
