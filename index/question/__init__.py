"""A question as typed into what retrieval needs: its distinct terms, and what it demands of passages.

- ``_typed``    phrases, words left out, and filters, taken out of the text
- ``_wording``  whether a text has a phrase or a word
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from index.asked import Kind, find_cue
from index.errors import QuestionRefused
from index.models import ArticleFilter, Passage, Period, Span
from index.periods import find_period, iter_fresh_cues
from index.question._typed import Typed, take_apart
from index.question._wording import has_any, has_phrase
from index.text import Token, find_tokens, is_whole

MAX_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` maps each distinct term to the word first written for it, in the order written.

    ``kind`` is what an answer has to mention, where the question says so. ``phrases`` must stand in
    a passage, what is in ``without`` must not; ``where`` is the filter that was typed. Articles of the
    ``period`` are preferred, and fresh ones where ``prefers_fresh``.
    """

    text: str
    words: Mapping[str, str]
    kind: Kind | None = None
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    where: ArticleFilter | None = None
    period: Period | None = None
    prefers_fresh: bool = False

    @property
    def terms(self) -> list[str]:
        """The distinct terms, in the order written."""
        return list(self.words)

    @property
    def demands_wording(self) -> bool:
        """Whether not every passage that is found will do."""
        return bool(self.phrases or self.without)

    def leaves_out(self, passage: Passage) -> bool:
        """Whether the passage, or its article's title, has something that was to be left out."""
        return bool(self.without) and has_any(f"{passage.article.title}\n\n{passage.text}", self.without)

    def phrases_not_in(self, text: str) -> list[str]:
        """The phrases that the text does not have word for word."""
        return [phrase for phrase in self.phrases if not has_phrase(text, phrase)]


def read_question(text: str, today: date | None = None) -> Question:
    """Analyse a question. Words such as "last week" mean a time only where ``today`` is given.

    Raises:
        QuestionRefused: it is empty, over ``MAX_CHARS`` code points, has no term to search for, or an
            operator that cannot be understood.
    """
    text = text.strip()
    if not text:
        raise QuestionRefused("The question is empty; ask about something, in a sentence or a few words.")
    if not is_whole(text):
        raise QuestionRefused("The question holds bytes that are not text in UTF-8; type it anew.")
    if len(text) > MAX_CHARS:
        raise QuestionRefused(
            f"The question is {len(text):,} characters long and the limit is {MAX_CHARS:,}; "
            "ask about one thing at a time."
        )
    typed = take_apart(text)
    period, when = find_period(typed.plain, today) if today else (None, Span(0, 0))
    fresh, cues = iter_fresh_cues(typed.plain)
    kind, cue = find_cue(typed.plain) or (None, Span(0, 0))
    # "How old" asks for an age, in words that the answer hardly has.
    only_cues = (when, *cues, *([cue] if kind is Kind.AGE else ()))
    return Question(
        text, _words(typed, only_cues), kind, typed.phrases, typed.without, typed.where, period, fresh
    )


def _words(typed: Typed, only_cues: tuple[Span, ...]) -> dict[str, str]:
    """Each term with its word. The words of cues count only where there are no others."""
    tokens = find_tokens(typed.plain)
    chosen = [t for t in tokens if not any(cue.holds(Span(t.start, t.end)) for cue in only_cues)]
    words: dict[str, str] = {}
    for term, start, end in chosen or tokens:
        words.setdefault(term, typed.plain[start:end])
    if words:
        return words
    for word, token in _iter_title_words(typed.where):
        words.setdefault(token.term, word)
    if words:
        return words
    if typed.without or typed.where:
        raise QuestionRefused(
            "There are only filters in the question; add a word to look for, as in “ferry after:2025”."
        )
    raise QuestionRefused(
        "The question has only common words or symbols in it; name the person, place or thing it is about."
    )


def _iter_title_words(where: ArticleFilter | None) -> Iterator[tuple[str, Token]]:
    """The words that titles are filtered by, to be looked for where there are no others."""
    while where:
        title = where.title or ""
        yield from ((title[token.start : token.end], token) for token in find_tokens(title))
        where = where.also
