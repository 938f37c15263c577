"""A set of questions, and what answers each, read from a folder.

Two forms, each file plain or gzipped (.gz). Our own: ``questions.jsonl`` and, unless the questions
are about a collection that is there already, ``articles.jsonl``; a question is

    {"id"?, "text", "gold"?: [{"article", "start"?, "end"?}], "answers"?: [text], "unanswerable"?: true}

And BEIR's (Thakur et al. 2021): ``corpus.jsonl`` and ``queries.jsonl``, whose lines have ``_id``, and
``qrels.tsv`` or ``qrels/test.tsv``: query, article and grade, divided by tabs. Nothing is passed over
in silence: a figure over fewer questions than somebody believes would mislead.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeGuard, TypeVar

import numpy as np

from index.errors import EvaluationRefused, LineRefused, PullquoteError
from index.evaluate._gold import Gold, GoldQuestion
from index.models import NewArticle, Span
from index.sources import jsonl

_T = TypeVar("_T")
_SAMPLE_SEED = 0


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the articles they are about, or None if those are in a collection already."""

    name: str
    questions: tuple[GoldQuestion, ...]
    articles: tuple[NewArticle, ...] | None

    def sample(self, size: int) -> "QuestionSet":
        """Of so many questions, the same ones each time, in order; all articles stay."""
        if size >= len(self.questions):
            return self
        chosen = np.random.default_rng(_SAMPLE_SEED).choice(len(self.questions), size, replace=False)
        return replace(self, questions=tuple(self.questions[i] for i in sorted(chosen)))


def read_sets(folders: Iterable[Path]) -> list[QuestionSet]:
    """The sets in the folders, each known by its folder's name.

    Raises:
        EvaluationRefused: as for ``read_set``, or two folders have the same name.
    """
    sets = [read_set(folder) for folder in folders]
    for name, count in Counter(asked.name for asked in sets).items():
        if count > 1:
            raise EvaluationRefused(f"{count} of the folders are named {name!r}; measure them one by one.")
    return sets


def read_set(folder: Path) -> QuestionSet:
    """The set in the folder.

    Raises:
        EvaluationRefused: a file is missing or a line broken, or the gold names what is not there.
    """
    if path := _find(folder, "questions"):
        questions = list(_read(path, _read_question))
        articles = _read_articles(folder, "articles", jsonl.read_article)
    elif path := _find(folder, "queries"):
        questions = _read_graded(folder, path)
        articles = _read_articles(folder, "corpus", _read_corpus_article)
    else:
        raise EvaluationRefused(
            f"{folder} holds no questions; there must be a file questions.jsonl (or .gz) in it, "
            "or queries.jsonl in BEIR form."
        )
    if not questions:
        raise EvaluationRefused(f"{path} holds no question that anything can be measured by.")
    _check_ids(path, questions)
    if articles is not None:
        _check_gold(path, questions, articles)
    return QuestionSet(folder.resolve().name, tuple(questions), articles)


def _find(folder: Path, stem: str) -> Path | None:
    paths = (folder / f"{stem}.jsonl{ending}" for ending in ("", ".gz"))
    return next((path for path in paths if path.exists()), None)


def _read(path: Path, read: Callable[[dict[str, object], int], _T]) -> Iterator[_T]:
    """What the lines hold, all of which must be right."""
    for entry in jsonl.iter_lines(path, read):
        if isinstance(entry, LineRefused):
            raise EvaluationRefused(f"{path}, {entry}.")
        if isinstance(entry, PullquoteError):
            raise EvaluationRefused(str(entry))
        yield entry


def _read_question(fields: dict[str, object], number: int) -> GoldQuestion:
    question_id, text = jsonl.read_question(fields, number)
    gold, answers = _read_gold(fields, number), _read_answers(fields, number)
    unanswerable = fields.get("unanswerable") or False
    if not isinstance(unanswerable, bool):
        raise LineRefused(number, '"unanswerable" must be true or false')
    if unanswerable and gold:
        raise LineRefused(number, 'this is "unanswerable" and has "gold" all the same')
    if not (unanswerable or gold or answers):
        raise LineRefused(number, 'what answers this? Give "gold" or "answers", or "unanswerable": true')
    return GoldQuestion(question_id, text, not unanswerable, gold, answers)


def _read_gold(fields: dict[str, object], number: int) -> tuple[Gold, ...]:
    entries = fields.get("gold") or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise LineRefused(number, '"gold" must be a list of {"article", "start", "end"}')
    return tuple(_read_place(entry, number) for entry in entries)


def _read_place(place: dict[str, object], number: int) -> Gold:
    article, start, end = (place.get(name) for name in ("article", "start", "end"))
    if not _is_whole_number(article) and not (isinstance(article, str) and article):
        raise LineRefused(number, '"article" in "gold" must be the id of an article')
    if start is None and end is None:
        return Gold(str(article))
    if _is_whole_number(start) and _is_whole_number(end) and 0 <= start < end:
        return Gold(str(article), Span(start, end))
    raise LineRefused(number, '"start" and "end" in "gold" must be numbers, 0 or more, the first smaller')


def _is_whole_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_answers(fields: dict[str, object], number: int) -> tuple[str, ...]:
    answers = fields.get("answers") or []
    if isinstance(answers, list) and all(isinstance(answer, str) and answer.strip() for answer in answers):
        return tuple(answers)
    raise LineRefused(number, '"answers" must be a list of texts')


def _read_articles(
    folder: Path, stem: str, read: Callable[[dict[str, object], int], NewArticle]
) -> tuple[NewArticle, ...] | None:
    path = _find(folder, stem)
    if path is None:
        return None
    articles: dict[str, NewArticle] = {}
    for article in _read(path, read):
        if article.external_id is None:
            raise EvaluationRefused(f"{path}, {article.label}: the article has no id.")
        if article.external_id in articles:
            raise EvaluationRefused(
                f"{path}, {article.label}: the id {article.external_id!r} is there twice."
            )
        articles[article.external_id] = article
    return tuple(articles.values())


def _read_corpus_article(fields: dict[str, object], number: int) -> NewArticle:
    """BEIR has articles without a title or without a text; one does for the other, else the id."""
    article_id, title, text = (fields.get(name) for name in ("_id", "title", "text"))
    return jsonl.read_article(
        {"id": article_id, "title": title or str(article_id), "text": text or title}, number
    )


def _read_graded(folder: Path, path: Path) -> list[GoldQuestion]:
    """The questions that at least one article is right for; BEIR has others, for training."""
    gold = _read_qrels(folder)
    queries = _read(path, lambda fields, n: jsonl.read_question({**fields, "id": fields.get("_id")}, n))
    graded = [GoldQuestion(key, text, True, tuple(gold.pop(key, ())), graded=True) for key, text in queries]
    if gold:
        raise EvaluationRefused(f"The qrels in {folder} name a query {next(iter(gold))!r} that is not there.")
    return [question for question in graded if question.gold]


def _read_qrels(folder: Path) -> dict[str, list[Gold]]:
    """What is right for each query; grade 0 means that an article was looked at and is not."""
    paths = (folder / "qrels.tsv", folder / "qrels" / "test.tsv")
    path = next((path for path in paths if path.exists()), None)
    if path is None:
        raise EvaluationRefused(f"{folder} holds queries but no qrels.tsv, which says what answers them.")
    gold: dict[str, list[Gold]] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationRefused(f"{path}: cannot be read ({error}).") from error
    for number, line in enumerate(lines, 1):
        fields = line.split("\t")
        if number == 1 and fields[-1] == "score":
            continue  # BEIR's heading
        try:
            query, article, grade = fields[0], fields[-2], int(fields[-1])
        except (IndexError, ValueError):
            raise EvaluationRefused(f"{path}, line {number}: not query, article and grade.") from None
        if grade > 0:
            gold.setdefault(query, []).append(Gold(article, grade=grade))
    return gold


def _check_ids(path: Path, questions: Sequence[GoldQuestion]) -> None:
    """By their ids the questions of two runs are told apart."""
    question_id, count = Counter(question.id for question in questions).most_common(1)[0]
    if count > 1:
        raise EvaluationRefused(f"{path}: the id {question_id!r} is that of {count} questions.")


def _check_gold(path: Path, questions: Sequence[GoldQuestion], articles: Sequence[NewArticle]) -> None:
    lengths = {article.external_id: len(article.text) for article in articles}
    for question in questions:
        for gold in question.gold:
            if gold.article not in lengths:
                raise EvaluationRefused(
                    f"{path}: the gold of question {question.id!r} is in an article {gold.article!r} "
                    "that is not there."
                )
            if gold.span and gold.span.end > lengths[gold.article]:
                raise EvaluationRefused(
                    f"{path}: the gold of question {question.id!r} ends after the text of its article."
                )
