"""A question as typed into what retrieval needs: its distinct terms, and what it demands of passages.

- ``_typed``    phrases, words left out, and filters, taken out of the text
- ``_wording``  whether a text has a phrase or a word
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from index.asked import Kind, find_cue
from index.errors import QuestionRefused
from index.models import ArticleFilter, Passage, Period, Span
from index.periods import find_period, iter_fresh_cues
from index.question._typed import Typed, take_apart
from index.question._wording import has_any, has_phrase
from index.text import ENGLISH, find_tokens, is_joined, is_whole, language_of

MAX_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` maps each distinct term to the word first written for it, in the order written.

    These are made from ``plain``, what of the text is to be looked for, as if it were in ``language``.
    ``kind`` is what an answer has to mention, where the question says so. ``phrases`` must stand in
    a passage, what is in ``without`` must not; ``where`` is the filter that was typed. Articles of the
    ``period`` are preferred, and fresh ones where ``prefers_fresh``. ``carried`` are words that it takes
    along from the question before, as written; they are among the words, and at the end of ``plain``.
    Articles of the numbers in ``preferred`` answered that one.
    """

    text: str
    words: Mapping[str, str]
    kind: Kind | None = None
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    where: ArticleFilter | None = None
    period: Period | None = None
    prefers_fresh: bool = False
    plain: str = ""
    language: str = ENGLISH
    carried: tuple[str, ...] = ()
    preferred: frozenset[int] = frozenset()

    @property
    def terms(self) -> list[str]:
        """The distinct terms, in the order written."""
        return list(self.words)

    @property
    def carried_terms(self) -> frozenset[str]:
        """Those of the terms that are only taken along."""
        return frozenset(term for term, word in self.words.items() if word in self.carried)

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


def read_question(
    text: str, today: date | None = None, carried: tuple[str, ...] = (), kind: Kind | None = None
) -> Question:
    """Analyse a question. Words such as "last week" mean a time only where ``today`` is given.

    ``carried`` and ``kind`` are what it takes along from an earlier one (``index.follow_ups``).

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
            "The question is {chars:,} characters long and the limit is {most:,}; "
            "ask about one thing at a time.",
            chars=len(text),
            most=MAX_CHARS,
        )
    typed = take_apart(text)
    period, when = find_period(typed.plain, today) if today else (None, Span(0, 0))
    fresh, cues = iter_fresh_cues(typed.plain)
    kind, cue = find_cue(typed.plain) or (kind, Span(0, 0))
    if carried:
        typed = replace(typed, plain=" ".join((typed.plain, *carried)))
    # "How old" asks for an age, in words that the answer hardly has.
    only_cues = (when, *cues, *([cue] if kind is Kind.AGE else ()))
    plain, language = _plain(typed, only_cues)
    words = words_of(plain, language)
    return Question(
        text, words, kind, typed.phrases, typed.without, typed.where, period, fresh, plain, language, carried
    )


def plain_text(text: str) -> str:
    """The text without operators and quotation marks, blanks in their place."""
    return take_apart(text).plain


def words_of(plain: str, language: str) -> dict[str, str]:
    """Each distinct term with its word; what is joined by a hyphen or a blank within by its parts."""
    words: dict[str, str] = {}
    for term, start, end in find_tokens(plain, None, language):
        if not is_joined(plain[start:end]):
            words.setdefault(term, plain[start:end])
    return words


def _plain(typed: Typed, only_cues: tuple[Span, ...]) -> tuple[str, str]:
    """What is to be looked for, and its language: cues, or titles to filter by, only for want of others."""
    language = language_of(typed.plain)
    without_cues = typed.plain
    for start, end in only_cues:
        without_cues = without_cues[:start] + " " * (end - start) + without_cues[end:]
    for plain in (without_cues, typed.plain):
        if words_of(plain, language):
            return plain, language
    titles = " ".join(_iter_titles(typed.where))
    if words_of(titles, language_of(titles)):
        return titles, language_of(titles)
    if typed.without or typed.where:
        raise QuestionRefused(
            "There are only filters in the question; add a word to look for, as in “ferry after:2025”."
        )
    raise QuestionRefused(
        "The question has only common words or symbols in it; name the person, place or thing it is about."
    )


def _iter_titles(where: ArticleFilter | None) -> Iterator[str]:
    """The titles that are filtered by."""
    while where:
        yield where.title or ""
        where = where.also
