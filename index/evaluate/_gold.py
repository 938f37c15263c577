"""What answers a question, and whether a passage or quote holds it.

Gold is a span of an article, or an article as a whole, or only the words of the answer. A passage
or quote holds a span when it is of that article and the span lies wholly within it. Where no span
is given, one that has the answer's words counts, whatever their case, as whole words, and of a gold
article where there are any.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import regex

from index.models import Hit, Quote, Span

# A letter or digit of a script that divides words.
_SPACED = r"[\w--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]"


class Gold(NamedTuple):
    """Where an answer is: the article by the id it was imported under, or by its number."""

    article: str
    span: Span | None = None
    grade: int = 1


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question with what answers it; graded where the gold has grades, by article, as in BEIR."""

    id: str
    text: str
    answerable: bool
    gold: tuple[Gold, ...]
    answers: tuple[str, ...] = ()
    graded: bool = False


class Cut(NamedTuple):
    """A passage or quote as it is judged: the number of its article, its span, its words."""

    article: int
    span: Span
    text: str

    @classmethod
    def of(cls, found: Hit | Quote) -> "Cut":
        """What was found, cut to this."""
        if isinstance(found, Hit):
            return cls(found.passage.article.id, found.passage.span, found.passage.text)
        return cls(found.article.id, found.span, found.text)


class Judge:
    """What answers one question, with articles by their numbers in the collection it is put to."""

    def __init__(self, question: GoldQuestion, numbers: Mapping[str, int]) -> None:
        self.grades = {numbers[gold.article]: gold.grade for gold in question.gold}
        self._spans = [(numbers[gold.article], gold.span) for gold in question.gold if gold.span]
        self._answers = _pattern(question.answers) if question.answers and not self._spans else None

    @property
    def tells_passages_apart(self) -> bool:
        """Whether the gold says more than which articles are right."""
        return bool(self._spans or self._answers)

    def holds(self, cut: Cut) -> bool:
        """Whether the answer is in there."""
        if self._answers:
            right_article = not self.grades or cut.article in self.grades
            return right_article and bool(self._answers.search(cut.text))
        return any(cut.article == article and cut.span.holds(span) for article, span in self._spans)

    def first_holding(self, cuts: Iterable[Cut]) -> int:
        """The rank of the first that holds the answer, from 1; 0 if none does."""
        return next((rank for rank, cut in enumerate(cuts, 1) if self.holds(cut)), 0)


def _pattern(answers: Iterable[str]) -> "regex.Pattern[str]":
    alternatives = "|".join(r"\s+".join(map(regex.escape, answer.split())) for answer in answers)
    # A border stands only where the answer's own edge is of a word: "$12" may follow a letter.
    return regex.compile(
        rf"(?:(?<!{_SPACED})|(?!{_SPACED}))(?:{alternatives})(?:(?!{_SPACED})|(?<!{_SPACED}))",
        regex.IGNORECASE | regex.VERSION1,
    )
