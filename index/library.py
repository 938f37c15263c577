"""The library as the bot and the command line use it: articles in, answers out, async throughout.

Names no adapter: it is given a store and a search that meet the ports. Work that takes the
processor for more than a moment (dividing articles, ranking and quoting) goes to a thread.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import replace
from time import perf_counter

from index.answer import CANDIDATES, compose
from index.articles import prepare
from index.errors import AmbiguousArticle, ArticleNotFound, ArticleRefused, PullquoteError
from index.models import (
    Added,
    Answer,
    Article,
    Hit,
    NewArticle,
    Passage,
    PreparedArticle,
    Quote,
    Revision,
    TermStatistics,
)
from index.ports import ArticleStore, PassageSearch
from index.question import Question, read_question
from index.quotes import verify
from index.ranking import rank, weigh
from index.text import fold_title, is_whole

MAX_QUOTES = 10
MAX_HITS = 100
# Articles of one transaction: enough to make the disk's part small, few enough to show progress.
_BATCH_ARTICLES = 200
_BATCH_CHARS = 4_000_000
_PAGE = 500


class Library:
    """Every community's articles. Each call names the collection it is about."""

    def __init__(self, store: ArticleStore, search: PassageSearch) -> None:
        self._store = store
        self._search = search

    async def close(self) -> None:
        """Finish what runs and let go of the database."""
        await self._search.close()
        await self._store.close()

    # Articles in

    async def add(
        self, collection: str, articles: Iterable[NewArticle | PullquoteError]
    ) -> AsyncIterator[Added | PullquoteError]:
        """Store articles as they are read; each result comes once it is durable, in order.

        The iterable is read on a thread, so it may read files. An article that is refused, or an
        error that the iterable itself gives for a file or line, comes out in its place; the others
        are not affected.
        """
        source = iter(articles)
        while batch := await asyncio.to_thread(_prepare_batch, source):
            ready = [entry for entry in batch if isinstance(entry, PreparedArticle)]
            added = iter(await self._store.add(collection, ready) if ready else ())
            for entry in batch:
                yield next(added) if isinstance(entry, PreparedArticle) else entry

    async def remove(self, collection: str, reference: str) -> Article:
        """Remove the article with all its revisions, and return what it was.

        Raises:
            ArticleNotFound, AmbiguousArticle: see ``get_article``.
        """
        article = await self.get_article(collection, reference)
        if not await self._store.remove(collection, article.id):
            raise _not_found(reference)  # somebody else was faster
        return article

    # Articles out

    async def count_articles(self, collection: str) -> int:
        """How many articles the collection holds."""
        return await self._store.count_articles(collection)

    async def iter_articles(self, collection: str) -> AsyncIterator[Article]:
        """All articles, in the order they were added."""
        after_id = 0
        while page := await self._store.list_articles(collection, _PAGE, after_id):
            for article in page:
                yield article
            after_id = page[-1].id

    async def find_articles(self, collection: str, title: str, limit: int) -> list[Article]:
        """Articles whose title holds the text, best match first; all for an empty text."""
        return await self._store.find_by_title(collection, title, limit)

    async def get_article(self, collection: str, reference: str) -> Article:
        """The article by its number, else by the id it was imported under, else by its title.

        Raises:
            ArticleNotFound: there is none.
            AmbiguousArticle: several titles hold the text, none of them wholly, or several do.
        """
        reference = reference.strip()
        if not is_whole(reference):
            raise _not_found(ascii(reference))
        if article := await self._find_by_key(collection, reference):
            return article
        found = await self._store.find_by_title(collection, reference, 4) if reference else []
        whole = [a for a in found if fold_title(a.citation.title) == fold_title(reference)]
        if len(found) == 1 or len(whole) == 1:
            return (whole or found)[0]
        if not found:
            raise _not_found(reference)
        named = "; ".join(f"{a.id} ({a.citation.title})" for a in found[:3])
        raise AmbiguousArticle(
            f"Several articles have {reference!r} in their title: {named}"
            f"{'; and more' if len(found) > 3 else ''}. Give the number of the one you mean."
        )

    async def get_article_by_id(self, collection: str, article_id: int) -> Article:
        """The article of this number, and no other that goes by it.

        Raises:
            ArticleNotFound: it has been removed.
        """
        article = await self._store.find_article(collection, article_id)
        if article is None:
            raise ArticleNotFound("That article has been removed since.")
        return article

    async def get_text(self, collection: str, article: Article) -> Revision:
        """The article's current text.

        Raises:
            ArticleNotFound: it has been removed meanwhile.
        """
        return await self.get_revision(collection, article.revision_id)

    async def get_revision(self, collection: str, revision_id: int) -> Revision:
        """A text as it was when something was quoted from it, even if the article has changed since.

        Raises:
            ArticleNotFound: its article has been removed.
        """
        revision = await self._store.find_revision(collection, revision_id)
        if revision is None:
            raise ArticleNotFound("That article has been removed since.")
        return revision

    # Questions

    async def ask(self, collection: str, question: str, limit: int = 3) -> Answer:
        """Answer with at most ``limit`` (1 to 10) quotes, each checked against the store.

        Raises:
            QuestionRefused: there is nothing in the question to search for.
            StoreDamaged: a text that would be quoted is no longer as it was stored.
        """
        started = perf_counter()
        asked = read_question(question)
        limit = max(1, min(limit, MAX_QUOTES))
        found, statistics = await self._retrieve(collection, asked, CANDIDATES)
        answer = await asyncio.to_thread(compose, asked, found, statistics, limit)
        answer = replace(
            answer,
            quotes=await self._verify(collection, answer.quotes),
            closest=await self._verify(collection, answer.closest),
        )
        return replace(answer, took_ms=round((perf_counter() - started) * 1000, 3))

    async def search(self, collection: str, query: str, limit: int = 10) -> list[Hit]:
        """The best passages, at most ``limit`` (1 to 100), in the order answers are made from.

        Raises:
            QuestionRefused: there is nothing in the query to search for.
        """
        asked = read_question(query)
        limit = max(1, min(limit, MAX_HITS))
        found, statistics = await self._retrieve(collection, asked, max(limit, CANDIDATES))
        ranked = await asyncio.to_thread(rank, found, asked, weigh(asked, statistics))
        return [
            Hit(number, round(entry.score, 4), entry.passage)
            for number, entry in enumerate(ranked[:limit], 1)
        ]

    # Notes the bot leaves for itself

    async def recall(self, key: str) -> str | None:
        """The note, if there is one."""
        return await self._store.recall(key)

    async def remember(self, key: str, value: str) -> None:
        """Leave a note for the next start."""
        await self._store.remember(key, value)

    # Parts

    async def _find_by_key(self, collection: str, reference: str) -> Article | None:
        """By number, which SQLite keeps in 64 bits, else by the id given at its import."""
        found: Article | None = None
        if re.fullmatch(r"[0-9]{1,18}", reference):
            found = await self._store.find_article(collection, int(reference))
        return found or await self._store.find_by_external_id(collection, reference)

    async def _retrieve(
        self, collection: str, question: Question, limit: int
    ) -> tuple[list[tuple[Passage, float]], TermStatistics]:
        """Passages with their BM25 scores, best first; one removed meanwhile is left out."""
        scored, statistics = await self._search.search(collection, question.terms, limit)
        scores = dict(scored)
        passages = await self._store.get_passages(collection, list(scores))
        return [(passage, scores[passage.id]) for passage in passages], statistics

    async def _verify(self, collection: str, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """The quotes as the store bears them out at this moment."""
        revisions = {
            revision_id: await self._store.find_revision(collection, revision_id)
            for revision_id in {quote.revision_id for quote in quotes}
        }
        present = [(quote, revisions[quote.revision_id]) for quote in quotes]
        return tuple(verify(quote, revision) for quote, revision in present if revision)


def _prepare_batch(
    source: Iterator[NewArticle | PullquoteError],
) -> list[PreparedArticle | PullquoteError]:
    """The next few articles of the source, prepared; empty at its end."""
    batch: list[PreparedArticle | PullquoteError] = []
    chars = 0
    while len(batch) < _BATCH_ARTICLES and chars < _BATCH_CHARS:
        entry = next(source, None)
        if entry is None:
            break
        if isinstance(entry, NewArticle):
            chars += len(entry.text)
            try:
                batch.append(prepare(entry))
            except ArticleRefused as refusal:
                batch.append(ArticleRefused(f"{entry.label}: {refusal}"))
        else:
            batch.append(entry)
    return batch


def _not_found(reference: str) -> ArticleNotFound:
    return ArticleNotFound(
        f"No article here is numbered or titled {reference!r}; `pullquote articles` and "
        "`/article search` show those that are stored."
    )
