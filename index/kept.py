"""An answer that was given, shown again: its quotes cut anew, and what has become of their articles."""

import re
from collections.abc import Iterable
from dataclasses import replace

from index.errors import AnswerNotFound
from index.models import KeptAnswer, KeptQuote, Quote
from index.ports import AnswerStore, ArticleStore
from index.quotes import verify

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
            f"{answer_id!r} is no answer's id, which has twelve digits from 0 to f; the first six will do."
        )
    kept = await answers.find(collection, beginning)
    if kept is None:
        raise AnswerNotFound(
            f"No answer here has the id {answer_id!r}, or it is no longer kept; ask the question again."
        )
    return replace(
        kept,
        quotes=await _cut_anew(store, collection, kept.quotes),
        closest=await _cut_anew(store, collection, kept.closest),
    )


async def _cut_anew(
    store: ArticleStore, collection: str, quotes: Iterable[KeptQuote]
) -> tuple[KeptQuote, ...]:
    return tuple([await _cut(store, collection, quote) for quote in quotes])


async def _cut(store: ArticleStore, collection: str, kept: KeptQuote) -> KeptQuote:
    """With its words, or as it is if its article has been removed."""
    revision = await store.find_revision(collection, kept.revision_id)
    if revision is None:
        return kept
    article = await store.find_article(collection, revision.article_id)
    if article is None:
        return kept
    also = await _cut_anew(store, collection, kept.also)
    quote = Quote(
        rank=kept.rank,
        text=kept.span.of(revision.text),
        article=article.citation,
        revision_id=revision.id,
        span=kept.span,
        score=kept.score,
        highlights=kept.highlights,
        also=tuple(each.quote for each in also if each.quote),
    )
    return replace(kept, quote=verify(quote, revision), changed=article.revision_id != revision.id)
