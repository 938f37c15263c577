"""A set put to a library, as a user would: every question asked, and its passages searched for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from index.answer import nothing_asked
from index.errors import ArticleNotFound, EvaluationRefused, PullquoteError, QuestionRefused
from index.evaluate._gold import Cut, GoldQuestion, Judge
from index.evaluate._metrics import ndcg
from index.evaluate._rows import Row
from index.evaluate._sets import QuestionSet
from index.library import Library
from index.models import Answer, Article, Hit, NewArticle, Quote

QUOTES = 3
PASSAGES = 10
# Where articles are graded, enough passages that they are of ten articles.
PASSAGES_BY_ARTICLE = 50
ARTICLES = 10

Step = Callable[[], None]
"""Called for every article stored or question put."""


async def store(library: Library, collection: str, articles: Iterable[NewArticle], step: Step) -> None:
    """Store a set's articles.

    Raises:
        EvaluationRefused: one cannot be stored.
    """
    async for result in library.add(collection, articles):
        if isinstance(result, PullquoteError):
            raise EvaluationRefused(f"An article of the set cannot be stored: {result}.")
        step()


async def put(library: Library, collection: str, asked: QuestionSet, step: Step) -> list[Row]:
    """A row for each question, put to a collection that holds what the set is about.

    Raises:
        EvaluationRefused: it has no articles, or not the place that the gold of a question is in.
    """
    stored = await _read_stored(library, collection)
    if not stored:
        raise EvaluationRefused(f"The collection {collection!r} has no articles to put the questions to.")
    texts = _Texts(library, collection, asked.articles or ())
    for question in asked.questions:
        _check_gold(question, stored)
    numbers = {name: article.id for name, article in stored.items()}
    judges = [Judge(question, numbers) for question in asked.questions]
    rows = []
    for question, judge in zip(asked.questions, judges, strict=True):
        answer = await _ask(library, collection, question.text)
        row = _judge_answer(question, judge, answer, await texts.count_verbatim(answer))
        if question.answerable:
            hits = await _search(library, collection, question)
            row = _judge_hits(row, question, judge, hits)
        rows.append(row)
        step()
    return rows


def halve(articles: Sequence[NewArticle]) -> Sequence[NewArticle]:
    """Every second article, to be stored for ``put_to_half``."""
    return articles[::2]


async def put_to_half(
    library: Library, collection: str, asked: QuestionSet, rows: Sequence[Row], step: Step
) -> list[Row]:
    """The rows of ``put`` with what becomes of each question where only ``halve`` is stored."""
    stored = {article.external_id for article in halve(asked.articles or ())}
    both = list(rows)
    for number, question in enumerate(asked.questions):
        if question.gold:
            answer = await _ask(library, collection, question.text)
            both[number] = replace(
                rows[number],
                half_stored=any(gold.article in stored for gold in question.gold),
                half_status=str(answer.status),
                half_score=answer.score,
            )
        step()
    return both


class _Texts:
    """What quotes must be cut from: a set's own articles, else the revisions of the collection."""

    def __init__(self, library: Library, collection: str, articles: Iterable[NewArticle]) -> None:
        self._library, self._collection = library, collection
        self._given = {article.external_id: article.text for article in articles}
        self._read: dict[int, str] = {}

    async def count_verbatim(self, answer: Answer) -> int:
        """How many of the quotes shown are word for word what stands in that place."""
        shown = (*answer.quotes, *answer.closest)
        return sum([quote.text == quote.span.of(await self._text_of(quote)) for quote in shown])

    async def _text_of(self, quote: Quote) -> str:
        if quote.article.external_id in self._given:
            return self._given[quote.article.external_id]
        if quote.revision_id not in self._read:
            try:
                revision = await self._library.get_revision(self._collection, quote.revision_id)
            except ArticleNotFound:  # removed meanwhile
                return ""
            self._read[quote.revision_id] = revision.text
        return self._read[quote.revision_id]


async def _read_stored(library: Library, collection: str) -> dict[str, Article]:
    """The articles by what gold may call them; the id that one was imported under goes before a number."""
    by_number, imported = {}, {}
    async for article in library.iter_articles(collection):
        by_number[str(article.id)] = article
        if article.citation.external_id is not None:
            imported[article.citation.external_id] = article
    return by_number | imported


def _check_gold(question: GoldQuestion, stored: Mapping[str, Article]) -> None:
    for gold in question.gold:
        article = stored.get(gold.article)
        if article is None:
            raise EvaluationRefused(
                f"The gold of question {question.id!r} is in an article {gold.article!r}; the collection "
                "has none imported under that id or of that number."
            )
        if gold.span and gold.span.end > article.chars:
            raise EvaluationRefused(
                f"The gold of question {question.id!r} ends after the text of article {gold.article!r}, "
                f"which has {article.chars:,} characters in the collection."
            )


async def _ask(library: Library, collection: str, question: str) -> Answer:
    """A question that is refused is one that nothing is found for."""
    try:
        return await library.ask(collection, question, QUOTES, keep=False)
    except QuestionRefused:
        return nothing_asked(question)


async def _search(library: Library, collection: str, question: GoldQuestion) -> list[Hit]:
    try:
        limit = PASSAGES_BY_ARTICLE if question.graded else PASSAGES
        return await library.search(collection, question.text, limit)
    except QuestionRefused:
        return []


def _judge_answer(question: GoldQuestion, judge: Judge, answer: Answer, verbatim: int) -> Row:
    shown = answer.quotes or answer.closest
    row = Row(
        id=question.id,
        text=question.text,
        answers=question.answers,
        answerable=question.answerable,
        status=str(answer.status),
        score=answer.score,
        took_ms=answer.took_ms,
        quote=shown[0].text if shown else None,
        cut=len(shown),
        verbatim=verbatim,
    )
    if question.answerable and judge.tells_passages_apart:
        return replace(
            row,
            quote_rank=judge.first_holding(map(Cut.of, answer.quotes)),
            shown_rank=judge.first_holding(map(Cut.of, shown)),
        )
    return row


def _judge_hits(row: Row, question: GoldQuestion, judge: Judge, hits: Sequence[Hit]) -> Row:
    if judge.tells_passages_apart:
        row = replace(row, passage_rank=judge.first_holding(map(Cut.of, hits[:PASSAGES])))
    if judge.grades:
        # Each article where its first passage is.
        ranked = list(dict.fromkeys(hit.passage.article.id for hit in hits))[:ARTICLES]
        ranks = [rank for rank, article in enumerate(ranked, 1) if article in judge.grades]
        row = replace(row, article_rank=ranks[0] if ranks else 0)
        if question.graded:
            recall, gained = len(ranks) / len(judge.grades), ndcg(ranked, judge.grades, ARTICLES)
            row = replace(row, article_recall=recall, article_ndcg=gained)
    return row
