"""Quotes bearing on a message: each of its claims is looked for, and the best of all are shown."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.answer import CANDIDATES, MAX_CLOSEST, id_of
from index.claims import read_claims
from index.errors import QuestionRefused
from index.models import Answer, Quote, Status
from index.question import Question, read_question
from index.quotes import says_the_same
from index.retrieval import Retrieval, Retrieved, answer_from

# Quotes looked at for each claim.
_PER_CLAIM = 3


async def find_sources(retrieval: Retrieval, text: str, limit: int, today: date) -> tuple[Answer, int]:
    """At most ``limit`` quotes that bear on a text, and the version of the index that they are from.

    Raises:
        TextRefused: there is nothing in the text to look for, or too much.
    """
    claims = await asyncio.to_thread(read_claims, text)
    asked = [question for claim in claims if (question := _read(claim, today))]
    retrieved = [await retrieval.retrieve(each, CANDIDATES) for each in asked]
    version = max((each.statistics.version for each in retrieved), default=0)
    return await asyncio.to_thread(_merge, text, retrieved, version, limit), version


def _read(claim: str, today: date) -> Question | None:
    try:
        return read_question(claim, today)
    except QuestionRefused:  # nothing but common words
        return None


def _merge(text: str, retrieved: Sequence[Retrieved], version: int, limit: int) -> Answer:
    answers = [answer_from(each, _PER_CLAIM) for each in retrieved]
    statuses = {answer.status for answer in answers}
    status = next(
        (each for each in (Status.ANSWERED, Status.PARTIAL) if each in statuses), Status.NOTHING_FOUND
    )
    bears = status is not Status.NOTHING_FOUND
    found = [quote for answer in answers for quote in (answer.quotes if bears else answer.closest)]
    chosen = _choose(found, limit if bears else MAX_CLOSEST)
    missing = dict.fromkeys(term for answer in answers for term in answer.missing_terms)
    return Answer(
        question=text,
        answer_id=id_of(text, version, chosen),
        status=status,
        score=chosen[0].score if chosen else 0.0,
        quotes=chosen if bears else (),
        closest=() if bears else chosen,
        missing_terms=() if bears else tuple(missing),
    )


def _choose(found: Sequence[Quote], limit: int) -> tuple[Quote, ...]:
    """The surest, none twice."""
    chosen: list[Quote] = []
    for quote in sorted(found, key=lambda quote: -quote.score):
        known = any(
            (other.revision_id == quote.revision_id and other.span.overlaps(quote.span))
            or says_the_same(other.text, quote.text)
            for other in chosen
        )
        if not known and len(chosen) < limit:
            chosen.append(replace(quote, rank=len(chosen) + 1))
    return tuple(chosen)
