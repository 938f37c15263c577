"""Question and passages into an answer: ranked, quoted, and decided.

The decision looks at how much of the question (by weight of its terms) the first quote and its
passage cover; it never looks at raw BM25 scores, which mean nothing outside one query.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from index.models import Answer, Passage, Quote, Status, TermStatistics
from index.question import Question
from index.quotes import iter_quotes
from index.ranking import rank, weigh

# How many passages BM25 hands over for the second look.
CANDIDATES = 20
MAX_CLOSEST = 3
# Chosen on SQuAD 2.0 dev, every second article stored: of the questions on stored articles 89%
# score above the first, of those on articles left out 86% below the second.
ANSWERED_FROM = 0.5
PARTIAL_FROM = 0.44
# A further quote must score at least this share of what the first does.
WORTH_SHOWING = 0.6


def compose(
    question: Question,
    found: Sequence[tuple[Passage, float]],
    statistics: TermStatistics,
    limit: int,
) -> Answer:
    """The answer from passages and their BM25 scores, best first; at most ``limit`` quotes."""
    weights = weigh(question, statistics)
    candidates = iter_quotes(rank(found, question, weights), weights)
    first = next(candidates, None)
    score = first.score if first else 0.0
    status = _decide(score)
    answers = status is not Status.NOTHING_FOUND
    wanted = limit if answers else MAX_CLOSEST
    others = (quote for quote in candidates if quote.score >= WORTH_SHOWING * score)
    chosen = (first, *islice(others, wanted - 1)) if first else ()
    chosen = tuple(replace(quote, rank=rank) for rank, quote in enumerate(chosen, 1))
    quotes = chosen if answers else ()
    return Answer(
        question=question.text,
        answer_id=_answer_id(question, statistics, quotes),
        status=status,
        score=score,
        quotes=quotes,
        closest=() if answers else chosen,
        missing_terms=tuple(word for term, word in question.words.items() if not statistics.df.get(term)),
    )


def _decide(score: float) -> Status:
    if score >= ANSWERED_FROM:
        return Status.ANSWERED
    return Status.PARTIAL if score >= PARTIAL_FROM else Status.NOTHING_FOUND


def _answer_id(question: Question, statistics: TermStatistics, quotes: Sequence[Quote]) -> str:
    """The same question put to the same index with the same quotes has the same id."""
    spans = [[quote.revision_id, *quote.span] for quote in quotes]
    facts = json.dumps([question.text, statistics.version, spans])
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def nothing_asked(text: str) -> Answer:
    """The answer to a question that was refused, where a file of questions must go on."""
    return Answer(text, hashlib.sha256(text.encode()).hexdigest()[:12], Status.NOTHING_FOUND, 0.0, (), (), ())
