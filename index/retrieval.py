"""A question's passages: found by BM25, held against what the question demands, typing errors put right.

A passage that lacks a phrase of the question's, or has a word that it leaves out, is passed over, and
more are looked at until there are enough. For a time ("last week") the best passages of that time
are looked at besides the best of all, and where fresh ones are preferred, the newest of a larger number.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.answer import MAX_CLOSEST, compose
from index.corrections import (
    PASSAGES,
    Candidate,
    apply,
    decide,
    likeliest,
    to_correct,
    weigh_candidate,
)
from index.dates import sortable
from index.models import Answer, ArticleFilter, Correction, Passage, Status, TermStatistics, both
from index.ports import ArticleStore, PassageSearch
from index.question import Question
from index.readings import choose, is_settled, iter_readings, terms_of
from index.spelling import TWO_ERRORS_FROM, one_error_away
from index.text import terms

# How often passages are looked for anew that were replaced before they could be read.
_ATTEMPTS = 10
# Passages looked at for those that comply with what is demanded: each time so many times more, up to a limit.
_MORE = 8
_MOST = 2_500
# How many times more the words of a phrase count than others, so that passages with it come early.
_PHRASE = 4
# Of so many times more passages are the newest looked at where fresh ones are preferred.
_FRESH_OF = 5

Found = list[tuple[Passage, float]]


@dataclass(frozen=True, slots=True)
class Retrieved:
    """``found`` are passages with their BM25 scores, best first; ``question`` is as corrected.

    ``lacking`` are the question's phrases if no passage has them all; then the passages are
    those found without regard to phrases, and answer in part at most.
    """

    question: Question
    found: Found
    statistics: TermStatistics
    corrections: tuple[Correction, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Retrieves from one collection, of the articles that ``where`` lets through."""

    store: ArticleStore
    search: PassageSearch
    collection: str
    where: ArticleFilter | None = field(default=None)

    async def retrieve(self, question: Question, limit: int) -> Retrieved:
        """About ``limit`` passages for the question."""
        whole = Retrieval(self.store, self.search, self.collection, both(question.where, self.where))
        # Looking for phrases takes long, and is done once; else most questions cost only this search.
        first = replace(question, phrases=(), without=())
        found, statistics = await whole._comply(first, 0 if question.demands_wording else limit)
        asked, corrections = await whole._understood(question, statistics)
        if question.demands_wording or asked.terms != question.terms:
            found, statistics = await whole._comply(asked, limit)
        question = asked
        lacking: tuple[str, ...] = ()
        if question.phrases and not found:
            lacking = question.phrases
            found, statistics = await whole._comply(replace(question, phrases=()), limit)
        return Retrieved(question, found, statistics, corrections, lacking)

    async def _comply(self, question: Question, limit: int) -> tuple[Found, TermStatistics]:
        """The best passages that are as the question demands."""
        if not question.demands_wording:
            return await self._best(question, limit)
        looked_at = limit
        while True:
            found, statistics = await self._best(question, looked_at)
            good = await asyncio.to_thread(_complying, question, found)
            if len(good) >= limit or len(found) < looked_at or looked_at >= _MOST:
                return good[:limit], statistics
            looked_at = min(looked_at * _MORE, _MOST)

    async def _best(self, question: Question, limit: int) -> tuple[Found, TermStatistics]:
        """The best passages, and besides them those of the time that the question prefers."""
        wide = limit * _FRESH_OF if question.prefers_fresh else limit
        phrases = [term for phrase in question.phrases for term in terms(phrase, question.language)]
        sought = [*question.terms, *phrases * (_PHRASE - 1)]
        found, statistics = await self._passages(sought, wide, self.where)
        others = sorted(
            found[limit:], key=lambda hit: sortable(hit[0].article.published_at) or "", reverse=True
        )
        found = found[:limit] + others[:limit]
        if question.preferred:
            same = ArticleFilter(article_ids=tuple(sorted(question.preferred)))
            some, _ = await self._passages(sought, limit // 2, both(same, self.where))
            known = {passage.id for passage, _ in found}
            found += [hit for hit in some if hit[0].id not in known]
        if question.period:
            that_time = ArticleFilter(since=question.period.since, before=question.period.before)
            some, _ = await self._passages(sought, limit, both(that_time, self.where))
            known = {passage.id for passage, _ in found}
            found += [hit for hit in some if hit[0].id not in known]
        return sorted(found, key=lambda hit: -hit[1]), statistics

    async def _passages(
        self, sought: Sequence[str], limit: int, where: ArticleFilter | None
    ) -> tuple[Found, TermStatistics]:
        """Passages with their BM25 scores, best first; one removed meanwhile is left out."""
        for _ in range(_ATTEMPTS):
            scored, statistics = await self.search.search(self.collection, sought, limit, where)
            scores = dict(scored)
            passages = await self.store.get_passages(self.collection, list(scores))
            if len(passages) == len(scores):
                break  # else some were replaced meanwhile, and others have taken their place
        return [(passage, scores[passage.id]) for passage in passages], statistics

    # What is meant

    async def _understood(
        self, question: Question, statistics: TermStatistics
    ) -> tuple[Question, tuple[Correction, ...]]:
        """The question as the collection's words settle it, with its typing errors put right.

        Besides, what was put right or may be meant. ``statistics`` are those of its terms.
        """
        if not is_settled(question, statistics):
            readings = await asyncio.to_thread(lambda: list(iter_readings(question, statistics)))
            _, statistics = await self.search.search(self.collection, terms_of(readings), 0)
            question = await asyncio.to_thread(choose, question, readings, statistics)
        if not statistics.passage_count or all(map(statistics.df.get, question.terms)):
            return question, ()
        return await self._corrected(question, statistics)

    async def _corrected(
        self, question: Question, statistics: TermStatistics
    ) -> tuple[Question, tuple[Correction, ...]]:
        """The question with its typing errors put right, and what was put right or may be meant."""
        chosen: list[tuple[str, Candidate]] = []
        corrections: list[Correction] = []
        for term, written in (await asyncio.to_thread(to_correct, question, statistics)).items():
            candidates = await self._candidates(question, term, written)
            if decided := await asyncio.to_thread(decide, written, candidates, question):
                candidate, correction = decided
                corrections.append(correction)
                if correction.applied:
                    chosen.append((term, candidate))
        return apply(question, chosen), tuple(corrections)

    async def _candidates(self, question: Question, term: str, written: str) -> list[Candidate]:
        """What may have been meant by the word, weighed by the best passages for the question with it.

        Two errors are thought of where one explains nothing.
        """
        meant = await asyncio.to_thread(one_error_away, written)
        candidates = await self._weighed(question, written, meant)
        if candidates or (meant and len(term) < TWO_ERRORS_FROM):
            return candidates
        (alike,) = await self.search.similar(self.collection, [term])
        return await self._weighed(question, written, {like: like for like in alike})

    async def _weighed(self, question: Question, written: str, meant: Mapping[str, str]) -> list[Candidate]:
        """The likeliest of the terms that may be meant, by the words they are of."""
        _, statistics = await self.search.search(self.collection, [*question.terms, *meant], 0)
        others = [other for other in question.terms if statistics.df.get(other)]
        likely = likeliest(written, meant, statistics)
        weighed: list[Candidate] = []
        for company in (others, []):  # the second for those that are found in no company
            found = await self._best_for([[*company, like] for like in likely])
            for (like, word), passages in zip(tuple(likely.items()), found, strict=True):
                candidate = await asyncio.to_thread(
                    weigh_candidate, (written, like, word), question, passages, statistics
                )
                if candidate:
                    weighed.append(candidate)
                    del likely[like]
        return weighed

    async def _best_for(self, queries: Sequence[Sequence[str]]) -> list[list[Passage]]:
        """The few best passages for each of some queries."""
        found = [
            [number for number, _ in scored]
            for scored, _ in await asyncio.gather(
                *(self.search.search(self.collection, terms, PASSAGES, self.where) for terms in queries)
            )
        ]
        numbers = sorted({number for some in found for number in some})
        passages = {
            passage.id: passage for passage in await self.store.get_passages(self.collection, numbers)
        }
        return [[passages[number] for number in some if number in passages] for some in found]


def _complying(question: Question, found: Found) -> Found:
    return [
        (passage, score)
        for passage, score in found
        if not question.phrases_not_in(passage.text) and not question.leaves_out(passage)
    ]


def answer_from(retrieved: Retrieved, limit: int) -> Answer:
    """The answer from what was retrieved; without the phrases asked for, it is one in part at most.

    Where only phrases were asked for, there are only closest passages then.
    """
    question = retrieved.question
    answer = compose(question, retrieved.found, retrieved.statistics, limit)
    answer = replace(answer, corrections=retrieved.corrections)
    if not retrieved.lacking:
        return answer
    # With a filter or a word left out, the phrase may well stand elsewhere.
    if not (question.without or question.where):
        said = (f"“{phrase}”" for phrase in retrieved.lacking)
        answer = replace(answer, missing_terms=(*said, *answer.missing_terms))
    in_phrases = {term for phrase in retrieved.lacking for term in terms(phrase, question.language)}
    if answer.quotes and not in_phrases.issuperset(question.terms):
        return replace(answer, status=Status.PARTIAL)
    closest = (answer.quotes or answer.closest)[:MAX_CLOSEST]
    return replace(answer, status=Status.NOTHING_FOUND, score=0.0, quotes=(), closest=closest)
