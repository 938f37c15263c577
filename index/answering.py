"""Questions, messages and quotes put to a library: answers made, checked against the store, and kept."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter

from index import bearing, follow_ups, kept, watching
from index.answer import CANDIDATES, nothing_asked
from index.checking import Checking
from index.leads import confirm
from index.models import Answer, ArticleFilter, Asker, KeptAnswer, Quote, QuoteCheck, Revision
from index.ports import AnswerStore, ArticleStore, Clock, PassageSearch, SourceStore
from index.question import Question, read_question
from index.quotes import verify
from index.retrieval import Retrieval, answer_from
from index.smalltalk import find_small_talk

# How often an answer is made anew because what it quotes was removed meanwhile.
_ATTEMPTS = 3
# Questions that are worked on at the same time. More of them would only take the interpreter from each
# other, and from the event loop: with 50 at once acknowledgements came up to eight times later, and the
# answers themselves later too (`make bench-discord`).
_AT_ONCE = 2

Made = tuple[Answer, int]
"""An answer, and the version of the index that it was made from."""


@dataclass(frozen=True, slots=True)
class Answering:
    """What ``Library`` says of asking, over the same ports."""

    store: ArticleStore
    search: PassageSearch
    answers: AnswerStore
    sources: SourceStore
    clock: Clock
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_AT_ONCE))

    async def ask(  # noqa: PLR0913 - what is asked, of what, by whom
        self,
        collection: str,
        question: str,
        limit: int,
        where: ArticleFilter | None,
        *,
        keep: bool,
        asker: Asker | None,
        earlier: KeptAnswer | None,
    ) -> Answer:
        """See ``Library.ask``."""
        if find_small_talk(question):
            return nothing_asked(question)
        asked = await self._read(collection, question, earlier)
        retrieval = Retrieval(self.store, self.search, collection, where)

        async def make() -> Made:
            retrieved = await retrieval.retrieve(asked, CANDIDATES)
            answer = await asyncio.to_thread(answer_from, retrieved, limit)
            return answer, retrieved.statistics.version

        async def give_up() -> Made:
            retrieved = await retrieval.retrieve(asked, CANDIDATES)
            return answer_from(replace(retrieved, found=[]), limit), retrieved.statistics.version

        return await self._sure(collection, make, give_up, keep=keep, asker=asker)

    async def find_sources(
        self, collection: str, text: str, limit: int, *, keep: bool, asker: Asker | None
    ) -> Answer:
        """See ``Library.find_sources``."""
        retrieval = Retrieval(self.store, self.search, collection)

        async def make() -> Made:
            return await bearing.find_sources(retrieval, text, limit, self._today())

        async def give_up() -> Made:
            return nothing_asked(text), 0

        return await self._sure(collection, make, give_up, keep=keep, asker=asker)

    async def check_quote(self, collection: str, text: str) -> QuoteCheck:
        """See ``Library.check_quote``."""
        return await Checking(self.store, self.search, self.sources, collection).check(text)

    async def find_matches(self, collection: str, query: str, article_ids: Sequence[int]) -> list[Quote]:
        """See ``Library.find_matches``."""
        retrieval = Retrieval(self.store, self.search, collection)
        found = await watching.find_matches(retrieval, query, article_ids, self._today())
        return [quote for quote in found if await self._bears_out(collection, quote)]

    async def _read(self, collection: str, text: str, earlier: KeptAnswer | None) -> Question:
        """The question, with what it takes along from an earlier one."""
        if earlier is None:
            return read_question(text, self._today())
        taken = follow_ups.carry(text, earlier.question, earlier.carried)
        asked = read_question(text, self._today(), taken.words, taken.kind)
        if not taken.words:
            return asked
        return replace(asked, preferred=await kept.articles_of(self.store, collection, earlier))

    async def _sure(
        self,
        collection: str,
        make: Callable[[], Awaitable[Made]],
        give_up: Callable[[], Awaitable[Made]],
        *,
        keep: bool,
        asker: Asker | None,
    ) -> Answer:
        """The answer that is made, once the store bears it out, and kept if it is to be."""
        started = perf_counter()
        async with self.turns:
            for _ in range(_ATTEMPTS):
                answer, version = await make()
                revisions = await self._find_revisions(collection, list(answer.iter_quotes()))
                if revisions is not None:
                    answer = await asyncio.to_thread(confirm, answer, revisions)
                    break
            else:
                answer, version = await give_up()
        if keep:
            await self.answers.keep(collection, answer, version, asker)
        return replace(answer, took_ms=round((perf_counter() - started) * 1000, 3))

    async def _bears_out(self, collection: str, quote: Quote) -> bool:
        """Whether the store still has the quote at this moment; False if its article was removed.

        Raises:
            StoreDamaged: its text is no longer as it was stored.
        """
        revisions = await self._find_revisions(collection, [quote])
        if revisions is None:
            return False
        await asyncio.to_thread(verify, quote, revisions[0])
        return True

    async def _find_revisions(self, collection: str, quotes: Sequence[Quote]) -> list[Revision] | None:
        """The texts that the quotes are from; None if an article was removed meanwhile."""
        revisions: list[Revision] = []
        for revision_id in {quote.revision_id for quote in quotes}:
            revision = await self.store.find_revision(collection, revision_id)
            if revision is None:
                return None
            revisions.append(revision)
        return revisions

    def _today(self) -> date:
        return self.clock.now().date()
