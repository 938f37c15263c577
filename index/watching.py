"""Which of some articles match what somebody watches for, each with the quote that shows it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.answer import compose
from index.models import ArticleFilter, Passage, Quote, Status
from index.question import Question, read_question
from index.retrieval import Retrieval, Retrieved
from index.text import language_of, terms

# How sure an answer in other words has to be.
CLEARLY = 0.7
# Passages looked at for each article, all in all.
_PER_ARTICLE, _MOST = 4, 200


async def find_matches(
    retrieval: Retrieval, query: str, article_ids: Sequence[int], today: date
) -> list[Quote]:
    """The best quote of each article that matches, the surest first.

    Raises:
        QuestionRefused: there is nothing in the query to search for.
    """
    question = read_question(query, today)
    among = replace(retrieval, where=ArticleFilter(article_ids=tuple(article_ids)))
    retrieved = await among.retrieve(question, min(_MOST, _PER_ARTICLE * len(article_ids)))
    # A word that nothing has may be in the next article, and is waited for as it is written.
    if retrieved.lacking or any(each.applied for each in retrieved.corrections):
        return []
    return await asyncio.to_thread(_match, retrieved)


def _match(retrieved: Retrieved) -> list[Quote]:
    question = retrieved.question
    found: list[Quote] = []
    for article_id in dict.fromkeys(passage.article.id for passage, _ in retrieved.found):
        own = [hit for hit in retrieved.found if hit[0].article.id == article_id]
        complete = [hit for hit in own if _has_all(question, hit[0])]
        answer = compose(question, complete or own, retrieved.statistics, 1)
        if complete or (_asks(question) and answer.status is Status.ANSWERED and answer.score >= CLEARLY):
            found += (answer.quotes or answer.closest)[:1]
    found.sort(key=lambda quote: -quote.score)
    return [replace(quote, rank=rank) for rank, quote in enumerate(found, 1)]


def _has_all(question: Question, passage: Passage) -> bool:
    language = language_of(passage.text)
    there = {*terms(passage.article.title, language), *terms(passage.text, language)}
    return there.issuperset(question.terms)


def _asks(question: Question) -> bool:
    """Whether it is a question, which an article may answer in other words, and not some words."""
    return question.kind is not None or question.text.rstrip().endswith(("?", "？", "؟"))
