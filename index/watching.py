"""Which of some articles match what somebody watches for, each with the quote that shows it."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.answer import compose
from index.models import ArticleFilter, Quote, Status
from index.question import Question, read_question
from index.retrieval import Retrieval, Retrieved
from index.text import terms

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
    if retrieved.lacking:
        return []
    return await asyncio.to_thread(_match, replace(retrieved, question=retrieved.question))


def _match(retrieved: Retrieved) -> list[Quote]:
    question = retrieved.question
    found: list[Quote] = []
    for article_id in dict.fromkeys(passage.article.id for passage, _ in retrieved.found):
        own = [hit for hit in retrieved.found if hit[0].article.id == article_id]
        has_all = any(_has_all(question, f"{passage.article.title}\n\n{passage.text}") for passage, _ in own)
        answer = compose(question, own, retrieved.statistics, 1)
        if has_all or answer.status is Status.ANSWERED:
            found += (answer.quotes or answer.closest)[:1]
    found.sort(key=lambda quote: -quote.score)
    return [replace(quote, rank=rank) for rank, quote in enumerate(found, 1)]


def _has_all(question: Question, text: str) -> bool:
    return set(question.terms) <= set(terms(text))
