"""Question and passages into an answer: ranked, quoted, and decided.

The decision (``index.deciding``) never looks at raw BM25 scores, which mean nothing outside one query.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from index.deciding import Decider
from index.differing import find_contradiction
from index.models import Answer, Hit, Passage, Quote, Span, Status, TermStatistics
from index.question import Question
from index.quotes import Candidate, cut, find_same, iter_candidates
from index.ranking import rank, weigh, worth_a_look
from index.text import find_tokens

# How many passages BM25 hands over for the second look.
CANDIDATES = 16
MAX_CLOSEST = 3
# So many quotes are looked through for one that contradicts the first.
_COMPARED = 5
# How sure an answer has to be to be given, and to be given as one in part.
ANSWERED_FROM = 0.5
PARTIAL_FROM = 0.4
# Where no passage has so great a share of the words, an answer is one in part at most.
MISSING_TOO_MUCH = 0.5


def compose(
    question: Question,
    found: Sequence[tuple[Passage, float]],
    statistics: TermStatistics,
    limit: int,
) -> Answer:
    """The answer from passages and their BM25 scores, best first; at most ``limit`` quotes."""
    weights = weigh(question, statistics)
    ranked = rank(worth_a_look(found, question), question, weights)
    decider = Decider.of(question, statistics, ranked)
    candidates = list(iter_candidates(ranked))
    score = round(decider.sureness(candidates[0]), 4) if candidates else 0.0
    status = _decide(score, decider.missing)
    answers = status is not Status.NOTHING_FOUND
    if answers:
        chosen, differing = _choose(
            question, tuple(_iter_quotes(candidates, decider, max(limit, _COMPARED))), limit
        )
    else:
        chosen, differing = tuple(_iter_quotes(candidates, decider, MAX_CLOSEST)), False
    quotes = chosen if answers else ()
    return Answer(
        question=question.text,
        answer_id=id_of(question.text, statistics.version, chosen, question.carried),
        status=status,
        score=score,
        quotes=quotes,
        closest=() if answers else chosen,
        missing_terms=tuple(_iter_missing(question, statistics)),
        carried=question.carried,
        differing=differing,
    )


def _choose(question: Question, quotes: Sequence[Quote], limit: int) -> tuple[tuple[Quote, ...], bool]:
    """The first so many quotes, and whether they contradict each other; then both sides are among them."""
    place = find_contradiction(question, quotes) if limit > 1 else None
    if place is None:
        return tuple(quotes[:limit]), False
    if place < limit:
        return tuple(quotes[:limit]), True
    return (*quotes[: limit - 1], replace(quotes[place], rank=limit)), True


def _iter_missing(question: Question, statistics: TermStatistics) -> Iterator[str]:
    """The question's words that no passage has; of characters in pairs, those that no pair found has."""
    carried = question.carried_terms
    missing = [term for term in question.words if not statistics.df.get(term) and term not in carried]
    if not missing:
        return
    tokens = find_tokens(question.plain, None, question.language)
    spans = {token.term: Span(token.start, token.end) for token in reversed(tokens)}
    found = [spans[term] for term in question.words if term in spans and term not in missing]
    waiting: Span | None = None
    for term in missing:
        span = spans.get(term)
        if span is None:
            yield question.words[term]
        elif any(span.overlaps(other) for other in found):
            continue
        elif waiting and span.overlaps(waiting):
            waiting = Span(waiting.start, span.end)
        else:
            if waiting:
                yield waiting.of(question.plain)
            waiting = span
    if waiting:
        yield waiting.of(question.plain)


def list_hits(
    question: Question,
    found: Sequence[tuple[Passage, float]],
    statistics: TermStatistics,
    limit: int,
) -> list[Hit]:
    """The passages in the order that answers are made in, the others after them; scores do not rise."""
    weights = weigh(question, statistics)
    first = worth_a_look(found, question)
    ranked = rank(first, question, weights)
    if len(ranked) < limit:
        ranked += rank(found[len(first) :], question, weights)
    scores = accumulate((passage.score for passage in ranked[:limit]), min)
    return [
        Hit(rank, round(score, 4), passage.passage)
        for rank, (score, passage) in enumerate(zip(scores, ranked, strict=False), 1)
    ]


def _iter_quotes(candidates: Sequence[Candidate], decider: Decider, limit: int) -> Iterator[Quote]:
    """The quotes worth showing; what says the same as an earlier one only adds its article to it."""
    shown: list[Candidate] = []
    quotes: list[Quote] = []
    for candidate in candidates:
        parts = ((at, find_same(candidate, quote.text)) for at, quote in enumerate(quotes))
        if same := next(((at, part) for at, part in parts if part), None):
            at, part = same
            known = (quotes[at], *quotes[at].also)
            if part.article_id not in {quote.article.id for quote in known}:
                also = cut(part, at + 1, round(decider.sureness(part), 4), decider.weights)
                quotes[at] = replace(quotes[at], also=(*quotes[at].also, also))
        elif len(quotes) < limit and not any(find_same(other, candidate.text) for other in shown):
            shown.append(candidate)
            sureness = round(decider.sureness(candidate), 4)
            quotes.append(cut(candidate, len(quotes) + 1, sureness, decider.weights))
    yield from quotes


def _decide(score: float, missing: float) -> Status:
    """``missing`` is the share of the question's terms that no passage has."""
    if score >= ANSWERED_FROM and missing < MISSING_TOO_MUCH:
        return Status.ANSWERED
    return Status.PARTIAL if score >= PARTIAL_FROM else Status.NOTHING_FOUND


def id_of(text: str, version: int, quotes: Sequence[Quote], carried: Sequence[str] = ()) -> str:
    """The same question put to the same index with the same quotes has the same id."""
    spans = [[quote.revision_id, *quote.span] for quote in quotes]
    facts = json.dumps([text, version, spans, *carried])
    return hashlib.sha256(facts.encode()).hexdigest()[:12]


def nothing_asked(text: str) -> Answer:
    """The answer to a question that was refused, where a file of questions must go on."""
    return Answer(text, hashlib.sha256(text.encode()).hexdigest()[:12], Status.NOTHING_FOUND, 0.0, (), (), ())
