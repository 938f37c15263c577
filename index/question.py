"""A question as typed into what retrieval needs: its distinct terms, and what kind of thing it asks for."""

from collections.abc import Mapping
from dataclasses import dataclass

from index.asked import Kind, find_cue
from index.errors import QuestionRefused
from index.models import Span
from index.text import find_tokens, is_whole

MAX_CHARS = 1_000


@dataclass(frozen=True, slots=True)
class Question:
    """``words`` maps each distinct term to the word first written for it, in the order written.

    ``kind`` is what an answer has to mention, where the question says so.
    """

    text: str
    words: Mapping[str, str]
    kind: Kind | None = None

    @property
    def terms(self) -> list[str]:
        """The distinct terms, in the order written."""
        return list(self.words)


def read_question(text: str) -> Question:
    """Analyse a question.

    Raises:
        QuestionRefused: it is empty, over ``MAX_CHARS`` code points, or has no term to search for.
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
    kind, cue = find_cue(text) or (None, Span(0, 0))
    words: dict[str, str] = {}
    for token in find_tokens(text):
        # "How old" asks for an age, in words that the answer hardly has.
        if kind is not Kind.AGE or not cue.holds(Span(token.start, token.end)):
            words.setdefault(token.term, text[token.start : token.end])
    if not words:
        raise QuestionRefused(
            "The question has only common words or symbols in it; name the person, place or thing "
            "it is about."
        )
    return Question(text, words, kind)
