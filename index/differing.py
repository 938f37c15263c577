"""Whether articles contradict each other in a figure, a date or a time of day that is asked for. Pure.

Told only where it is plain, since a reader who is told so for nothing believes nothing more. Of the first
quote and one of another article the sentence with most of the question is looked at. It must have most of it,
all names of the question (or the title has them), and just one value of the kind asked for: the number before
what is counted ("400 soldiers"), or the only one there is. Sentences that name different years speak of
different times.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from index.asked import Kind
from index.figures import (
    Figure,
    do_clocks_differ,
    do_dates_differ,
    do_figures_differ,
    find_clocks,
    find_dates,
    find_figures,
)
from index.models import Quote
from index.question import Question
from index.text import find_tokens, iter_sentences, language_of, terms

# A quote has to have this share of the question's words.
_COVERED = 0.6
# Words between a number and what is counted: "400 captured enemy soldiers".
_BETWEEN = 2
_COUNTED = re.compile(r"\bhow many\s+(?:of the\s+|more\s+|other\s+|different\s+)?([^\W\d_]+)", re.IGNORECASE)
_UNIT = re.compile(r"[\s-]*(%|[^\W\d_]+)")
_CURRENCY = re.compile(r"[$€£¥]\s?$")
_T = TypeVar("_T")


def find_contradiction(question: Question, quotes: Sequence[Quote]) -> int | None:
    """The place of the first quote that contradicts the first of all, from another article."""
    if not quotes or question.kind not in (Kind.NUMBER, Kind.TIME):
        return None
    first = _sentence_of(question, quotes[0])
    for place, quote in enumerate(quotes[1:], 1):
        if first is None or quote.article.id == quotes[0].article.id:
            continue
        other = _sentence_of(question, quote)
        if other is not None and _do_contradict(question, first, other):
            return place
    return None


def _sentence_of(question: Question, quote: Quote) -> str | None:
    """The sentence with most of the question, if it has enough of it."""
    language = language_of(quote.text)
    title = set(terms(quote.article.title, language))
    asked = set(question.terms) - _counted(question)
    names = {
        term
        for term, word in question.words.items()
        if word[0].isupper() and not question.text.startswith(word)
    }

    def covered(sentence: str) -> set[str]:
        return set(terms(sentence, language)) & asked

    best = max(
        (span.of(quote.text) for span in iter_sentences(quote.text)),
        key=lambda s: len(covered(s)),
        default="",
    )
    there = covered(best)
    if not best or not names <= there | title or (not there and asked):
        return None
    return best if not asked or len(there | (title & asked)) >= _COVERED * len(asked) else None


def _counted(question: Question) -> set[str]:
    """The term of what is counted."""
    found = _COUNTED.search(question.text)
    return set(terms(found[1], question.language)) if found else set()


def _do_contradict(question: Question, one: str, other: str) -> bool:
    if question.kind is Kind.TIME:
        dates = _only(find_dates, one), _only(find_dates, other)
        if dates[0] and dates[1]:
            return do_dates_differ(dates[0], dates[1])
        clocks = _only(find_clocks, one), _only(find_clocks, other)
        return bool(clocks[0] and clocks[1] and not any(dates) and do_clocks_differ(clocks[0], clocks[1]))
    years = _years(one), _years(other)
    if years[0] and years[1] and years[0] != years[1]:
        return False
    figures = _figure(question, one), _figure(question, other)
    if not figures[0] or not figures[1] or not do_figures_differ(figures[0], figures[1]):
        return False
    return bool(_counted(question)) or _unit(one, figures[0]) == _unit(other, figures[1])


def _only(find: Callable[[str], list[_T]], text: str) -> _T | None:
    found = set(find(text))
    return found.pop() if len(found) == 1 else None


def _years(text: str) -> set[int]:
    return {date.year for date in find_dates(text) if date.year}


def _figure(question: Question, sentence: str) -> Figure | None:
    """The one figure that answers: before what is counted, else the only one."""
    known = {figure.value for figure in find_figures(question.text)}
    figures = [figure for figure in find_figures(sentence) if figure.value not in known]
    if counted := _counted(question):
        figures = list(_iter_counting(sentence, figures, counted))
    return figures[0] if len(figures) == 1 else None


def _iter_counting(sentence: str, figures: Sequence[Figure], counted: set[str]) -> Iterator[Figure]:
    places = [token.start for token in find_tokens(sentence, counted, language_of(sentence))]
    for figure in figures:
        following = [place for place in places if place >= figure.span.end]
        between = sentence[figure.span.end : min(following)] if following else None
        if between is not None and len(between.split()) <= _BETWEEN and not re.search(r"[,;:]|\d", between):
            yield figure


def _unit(sentence: str, figure: Figure) -> str:
    """The word after the number, and the currency before it."""
    before = _CURRENCY.search(sentence, 0, figure.span.start)
    after = _UNIT.match(sentence, figure.span.end)
    unit = after[1].lower().removesuffix("s") if after else ""
    return before.group().strip() if before else unit
