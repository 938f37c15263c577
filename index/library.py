"""The library as the bot and the command line use it: articles in, answers out, async throughout.

Names no adapter: it is given a store and a search that meet the ports. Work that takes the
processor for more than a moment (dividing articles, ranking and quoting) goes to a thread.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from index import kept, references, related, word_lists
from index.answer import CANDIDATES, list_hits
from index.answering import Answering
from index.articles import prepare
from index.errors import ArticleNotFound, ArticleRefused, PullquoteError, RemovalNotFound
from index.gathering import Sources
from index.models import (
    Actor,
    Added,
    Answer,
    Article,
    ArticleFilter,
    Asker,
    Finding,
    Hit,
    KeptAnswer,
    NewArticle,
    PreparedArticle,
    Quote,
    QuoteCheck,
    Removal,
    Revision,
    SimilarArticle,
)
from index.ports import (
    AnswerStore,
    ArticleStore,
    Clock,
    CommunityStore,
    Fetcher,
    PassageSearch,
    Progress,
    Readers,
    SourceStore,
)
from index.question import read_question
from index.retrieval import Retrieval

MAX_QUOTES = 10
MAX_HITS = 100
MAX_SIMILAR = 100
# Articles of one transaction: enough to make the disk's part small, few enough to show progress.
_BATCH_ARTICLES = 200
_BATCH_CHARS = 4_000_000
_PAGE = 500


@dataclass(frozen=True, slots=True)
class Adapters:
    """What meets the ports."""

    store: ArticleStore
    search: PassageSearch
    answers: AnswerStore
    sources: SourceStore
    communities: CommunityStore
    fetcher: Fetcher
    readers: Readers
    clock: Clock


class Library:
    """Every community's articles. Each call names the collection it is about.

    ``sources`` is where they come from, ``communities`` what their people want and have asked.
    """

    def __init__(self, adapters: Adapters) -> None:
        self._store = adapters.store
        self._search = adapters.search
        self._answers = adapters.answers
        self._sources = adapters.sources
        self._clock = adapters.clock
        self._answering = Answering(
            adapters.store, adapters.search, adapters.answers, adapters.sources, adapters.clock
        )
        self.communities = adapters.communities
        self.sources = Sources(adapters.sources, adapters.fetcher, adapters.readers, adapters.clock)

    async def close(self) -> None:
        """Finish what runs and let go of the database."""
        await self.sources.close()
        await self._search.close()
        await self._answers.close()
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

    async def remove(self, collection: str, reference: str, actor: Actor) -> tuple[Article, Removal]:
        """Remove the article of that number, imported id or whole title; what it was, and how to undo it.

        Its sources do not bring it back by themselves.

        Raises:
            ArticleNotFound: there is none; if it is a part of titles, the message names them.
            AmbiguousArticle: several have that title.
        """
        article = await references.get_article(self._store, collection, reference, part=False)
        return article, await self.remove_article(collection, article, actor)

    async def remove_article(self, collection: str, article: Article, actor: Actor) -> Removal:
        """Remove this article, and no other that goes by its number; how to undo it.

        Raises:
            ArticleNotFound: somebody else was faster.
        """
        removal = await self._sources.remove_article(collection, article.id, actor)
        if removal is None:
            raise references.not_found(str(article.id))
        return removal

    async def list_removals(self, collection: str) -> list[Removal]:
        """What was removed and can still be restored, the newest first."""
        return await self._sources.list_removals(collection)

    async def restore(self, collection: str, removal_id: int, actor: Actor) -> Removal:
        """Undo a removal; its ``articles`` is how many came back, without those stored anew meanwhile.

        Raises:
            RemovalNotFound: there is none by that number, or not any more.
        """
        restored = await self._sources.restore(collection, removal_id, actor)
        if restored is None:
            raise RemovalNotFound(
                "There is nothing to restore by the number {number}, or it was removed over a day ago; "
                "`pullquote restore` lists what can be restored.",
                number=removal_id,
            )
        return restored

    async def refresh(self, collection: str, on_progress: Progress | None = None) -> None:
        """Make what was added ready to be asked about now, and not when the next question comes."""
        await asyncio.gather(self._search.refresh(collection, on_progress), self.warm_up())

    async def warm_up(self) -> None:
        """Read what the first question would wait for."""
        await asyncio.to_thread(word_lists.read, "english")

    # Articles out

    async def count_articles(self, collection: str, where: ArticleFilter | None = None) -> int:
        """How many articles the collection holds, or the filter lets through."""
        return await self._store.count_articles(collection, where)

    async def list_latest(
        self, collection: str, limit: int, offset: int = 0, where: ArticleFilter | None = None
    ) -> list[Article]:
        """Articles by publication date, the newest first; those without one last, by when they were added."""
        return await self._store.list_latest(collection, limit, offset, where)

    async def list_added(
        self, collection: str, since: datetime, until: datetime, limit: int
    ) -> tuple[list[Article], int]:
        """Articles first stored from ``since`` on and before ``until``, newest first, and how many in all."""
        return await self._store.list_added(collection, since, until, limit)

    async def list_sites(self, collection: str, typed: str, limit: int) -> list[tuple[str, int]]:
        """Hosts that hold the text, with how many articles are of each; those that begin with it first."""
        return await self._store.list_sites(collection, typed, limit)

    async def pick_random(self, collection: str, where: ArticleFilter | None = None) -> Article | None:
        """Any article that the filter lets through, if there is one."""
        return await self._store.pick_random(collection, where)

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
        """The article by its number, its imported id, its title, or a part that only its title has.

        Raises:
            ArticleNotFound: there is none.
            AmbiguousArticle: several titles hold the text, none of them wholly, or several do.
        """
        return await references.get_article(self._store, collection, reference, part=True)

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

    async def find_similar(self, collection: str, article: Article, limit: int = 10) -> list[SimilarArticle]:
        """Articles like this one, at most ``limit`` (1 to 100), the most like it first, without itself.

        Raises:
            ArticleNotFound: it has been removed meanwhile.
        """
        limit = max(1, min(limit, MAX_SIMILAR))
        text = await self.get_text(collection, article)
        profile = await asyncio.to_thread(related.profile_of, article, text)
        return await related.find_similar(self._store, self._search, collection, profile, limit)

    # Questions

    async def ask(  # noqa: PLR0913 - what is asked, of what, by whom
        self,
        collection: str,
        question: str,
        limit: int = 3,
        where: ArticleFilter | None = None,
        *,
        keep: bool = True,
        asker: Asker | None = None,
        earlier: KeptAnswer | None = None,
    ) -> Answer:
        """Answer with at most ``limit`` (1 to 10) quotes, each checked against the store.

        With an earlier answer a question that cannot be understood by itself takes along what that one was
        about. A filter says which articles may be quoted. Greetings and the like (``index.smalltalk``) are
        not searched for, and are answered with nothing. Any other answer is kept, for ``get_answer``,
        unless it will be shown to nobody; with who asked it, where that is given.

        Raises:
            QuestionRefused: there is nothing in the question to search for.
            StoreDamaged: a text that would be quoted is no longer as it was stored.
        """
        limit = max(1, min(limit, MAX_QUOTES))
        return await self._answering.ask(
            collection, question, limit, where, keep=keep, asker=asker, earlier=earlier
        )

    async def get_answer(self, collection: str, answer_id: str) -> KeptAnswer:
        """An answer that was given, by its id or the first six digits of it, its quotes cut anew.

        Raises:
            AnswerNotFound: there is none, or not any more.
            StoreDamaged: a text that it quotes is no longer as it was stored.
        """
        started = perf_counter()
        found = await kept.get_answer(self._store, self._answers, collection, answer_id)
        return replace(found, took_ms=round((perf_counter() - started) * 1000, 3))

    async def list_answers(self, collection: str, limit: int) -> list[KeptAnswer]:
        """The answers that are kept, at most ``limit``, newest first, their quotes without words."""
        return await self._answers.list_newest(collection, limit)

    async def list_outdated_answers(self, collection: str, limit: int = 100) -> list[KeptAnswer]:
        """Of the answers kept those that quote what an article does not say any more, newest first.

        That is an article with another text, or one that was removed. Their quotes are without words, too.
        """
        outdated = await self._sources.list_outdated_answers(collection, limit)
        return [each for each in outdated if await self._answers.find(collection, each.answer_id)]

    async def search(
        self, collection: str, query: str, limit: int = 10, where: ArticleFilter | None = None
    ) -> list[Hit]:
        """The best passages, at most ``limit`` (1 to 100), in the order answers are made from.

        Raises:
            QuestionRefused: there is nothing in the query to search for.
        """
        asked = read_question(query, self._clock.now().date())
        limit = max(1, min(limit, MAX_HITS))
        retrieval = Retrieval(self._store, self._search, collection, where)
        retrieved = await retrieval.retrieve(asked, max(limit, CANDIDATES))
        if retrieved.lacking:
            return []
        return await asyncio.to_thread(
            list_hits, retrieved.question, retrieved.found, retrieved.statistics, limit
        )

    async def find_sources(
        self, collection: str, text: str, limit: int = 3, *, keep: bool = True, asker: Asker | None = None
    ) -> Answer:
        """At most ``limit`` (1 to 10) quotes that bear on what a text claims; it is no question.

        The answer is kept as that of ``ask`` is.

        Raises:
            TextRefused: there is nothing in the text to look for, or too much.
            StoreDamaged: a text that would be quoted is no longer as it was stored.
        """
        limit = max(1, min(limit, MAX_QUOTES))
        return await self._answering.find_sources(collection, text, limit, keep=keep, asker=asker)

    async def check_quote(self, collection: str, text: str) -> QuoteCheck:
        """Whether a text stands in a stored article, word for word, nearly, elsewhere than it says, or not.

        The text is at most 4,000 characters, and may be a whole message with an attribution.

        Raises:
            TextRefused: there is too little or too much in it to look for.
            StoreDamaged: a text that would be quoted is no longer as it was stored.
        """
        return await self._answering.check_quote(collection, text)

    async def find_matches(self, collection: str, query: str, article_ids: Sequence[int]) -> list[Quote]:
        """Of these articles those that match a query, each with its best quote, the surest first.

        An article matches if a passage of its, with the title, has all the query's words, or clearly
        answers it.

        Raises:
            QuestionRefused: there is nothing in the query to search for.
        """
        return await self._answering.find_matches(collection, query, article_ids)

    # What is new

    async def list_arrivals(self, after_id: int, limit: int) -> list[tuple[str, int]]:
        """Collection and number of all articles stored after that one, in order; the last ones after -1."""
        return await self._store.list_arrivals(after_id, limit)

    async def cut(self, collection: str, finding: Finding) -> Quote | None:
        """What was found for a watch, cut anew and checked; None if its article has been removed.

        Raises:
            StoreDamaged: its text is no longer as it was stored.
        """
        return await kept.cut(self._store, collection, finding)

    def now(self) -> datetime:
        """This instant, in UTC, by the clock that everything stored goes by."""
        return self._clock.now()

    # Notes the bot leaves for itself

    async def recall(self, key: str) -> str | None:
        """The note, if there is one."""
        return await self._store.recall(key)

    async def remember(self, key: str, value: str) -> None:
        """Leave a note for the next start."""
        await self._store.remember(key, value)


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
                batch.append(ArticleRefused("{label}: {refusal}", label=entry.label, refusal=refusal))
        else:
            batch.append(entry)
    return batch
