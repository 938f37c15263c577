"""Articles in memory, searched as a stored collection is."""

import random
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from index.answer import CANDIDATES
from index.bm25 import BM25Index
from index.errors import QuestionRefused
from index.evaluate import read_set
from index.evaluate._gold import GoldQuestion
from index.indexing import analyse
from index.models import Citation, NewArticle, Passage, Span
from index.passages import split
from index.question import Question, read_question

Found = list[tuple[Passage, float]]
FOLDS = 4


class Collection:
    """Articles that can be asked."""

    def __init__(self, articles: Iterable[NewArticle]) -> None:
        self.index = BM25Index()
        self._passages: dict[int, Passage] = {}
        for number, article in enumerate(articles, 1):
            citation = Citation(number, article.external_id, article.title, None, None, None)
            for span in split(article.text):
                key = len(self._passages) + 1
                self._passages[key] = Passage(key, number, span, span.of(article.text), citation)
        self.index.change([analyse([(p.id, p.text, p.article.title) for p in self._passages.values()])])

    def find(self, question: Question) -> Found:
        """The passages for the second look, with their BM25 scores."""
        return [(self._passages[key], score) for key, score in self.index.top(question.terms, CANDIDATES)]


def read(data: Path, name: str, size: int) -> tuple[tuple[NewArticle, ...], list[GoldQuestion]]:
    """A set's articles, and so many of its answerable questions, the same each time."""
    asked = read_set(data / name)
    answerable = [question for question in asked.questions if question.answerable]
    return asked.articles or (), random.Random(0).sample(answerable, min(size, len(answerable)))


def understood(text: str) -> Question | None:
    """The question, unless it has nothing to search for."""
    try:
        return read_question(text)
    except QuestionRefused:
        return None


def fold_of(name: str, article: str) -> int:
    """Which part an article belongs to; XQuAD's articles are the same in every language."""
    return crc32(f"{name.partition('-')[0]}/{article}".encode()) % FOLDS


def holds(passage: Passage, span: Span, question: GoldQuestion) -> bool:
    """Whether a span of the article that the passage is from holds the answer."""
    return any(
        gold.article == passage.article.external_id and gold.span is not None and span.holds(gold.span)
        for gold in question.gold
    )
