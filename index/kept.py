"""An answer that was given, shown again: its quotes cut anew, and what has become of their articles."""

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from index.errors import AnswerNotFound
from index.leads import confirm_quote
from index.models import Finding, KeptAnswer, KeptQuote, Quote
from index.ports import AnswerStore, ArticleStore
from index.quotes import pages_of

# Of the twelve digits of an id, so many are enough.
MIN_ID_CHARS = 6


async def get_answer(
    store: ArticleStore, answers: AnswerStore, collection: str, answer_id: str
) -> KeptAnswer:
    """The answer with that id, or the only one whose id begins so, with its quotes as they are now.

    Raises:
        AnswerNotFound: there is none, or not any more.
        StoreDamaged: a text that it quotes is no longer as it was stored.
    """
    beginning = answer_id.strip().lower()
    if not re.fullmatch(rf"[0-9a-f]{{{MIN_ID_CHARS},}}", beginning):
        raise AnswerNotFound(
            "{name!r} is no answer's id, which has twelve digits from 0 to f; the first six will do.",
            name=answer_id,
        )
    kept = await answers.find(collection, beginning)
    if kept is None:
        raise AnswerNotFound(
            "No answer here has the id {name!r}, or it is no longer kept; ask the question again.",
            name=answer_id,
        )
    return replace(
        kept,
        quotes=await _cut_anew(store, collection, kept.quotes),
        closest=await _cut_anew(store, collection, kept.closest),
    )


async def articles_of(store: ArticleStore, collection: str, kept: KeptAnswer) -> frozenset[int]:
    """The articles that answered the question, as far as they are still there."""
    numbers = {quote.quote.article.id for quote in kept.quotes if quote.quote}
    for quote in kept.quotes:
        if quote.quote is None and (revision := await store.find_revision(collection, quote.revision_id)):
            numbers.add(revision.article_id)
    return frozenset(numbers)


async def _cut_anew(
    store: ArticleStore, collection: str, quotes: Iterable[KeptQuote]
) -> tuple[KeptQuote, ...]:
    return tuple([await _cut(store, collection, quote) for quote in quotes])


async def _cut(store: ArticleStore, collection: str, kept: KeptQuote) -> KeptQuote:
    """With its words; those of another article that said the same where its own has been removed.

    It is as it was if all of these have been removed.
    """
    also = [each for each in await _cut_anew(store, collection, kept.also) if each.quote]
    revision = await store.find_revision(collection, kept.revision_id)
    article = await store.find_article(collection, revision.article_id) if revision else None
    if revision is None or article is None:
        return _with_sources(also[0], also[1:]) if also else kept
    quote = Quote(
        rank=kept.rank,
        text=kept.span.of(revision.text),
        article=article.citation,
        revision_id=revision.id,
        span=kept.span,
        score=kept.score,
        highlights=kept.highlights,
        pages=pages_of(kept.span, revision.page_starts),
    )
    quote = await asyncio.to_thread(confirm_quote, quote, revision)
    return _with_sources(replace(kept, quote=quote, changed=article.revision_id != revision.id), also)


async def cut(store: ArticleStore, collection: str, finding: Finding) -> Quote | None:
    """The words that were found for a watch; None if their article has been removed.

    Raises:
        StoreDamaged: its text is no longer as it was stored.
    """
    at = KeptQuote(1, finding.revision_id, finding.span, 0.0, finding.highlights)
    return (await _cut(store, collection, at)).quote


def _with_sources(kept: KeptQuote, also: Sequence[KeptQuote]) -> KeptQuote:
    """The quote, which is cut, with the others that say the same."""
    others = tuple(each.quote for each in also if each.quote)
    return replace(kept, also=tuple(also), quote=kept.quote and replace(kept.quote, also=others))
