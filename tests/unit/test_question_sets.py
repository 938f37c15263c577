"""What is no set, and is told instead of measured."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from index.errors import EvaluationRefused
from index.evaluate import read_set


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A set of one article and one question."""
    folder = write(
        tmp_path / "harbour", "articles.jsonl", [{"id": "light", "title": "x", "text": "A lighthouse."}]
    )
    return write(folder, "questions.jsonl", [{"text": "What?", "answers": ["lighthouse"]}])


def refused(folder: Path, *words: str) -> None:
    """One sentence, with these words."""
    with pytest.raises(EvaluationRefused) as error:
        read_set(folder)
    assert str(error.value).endswith(".")
    assert all(word in str(error.value) for word in words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", ["questions.jsonl, line 2: this is not JSON"]),
        ('{"text": 5}', ['line 2: "text" is a number and must be text']),
        ('{"text": "Why?"}', ["line 2: what answers this?"]),
        ('{"text": "Why?", "gold": ["light"]}', ['line 2: "gold" must be a list of']),
        ('{"text": "Why?", "gold": [{"start": 1}]}', ['line 2: "article" in "gold" must be the id']),
        ('{"text": "Why?", "gold": [{"article": "light", "start": 5}]}', ['"start" and "end" in "gold"']),
        ('{"text": "Why?", "gold": [{"article": "light", "start": 5, "end": 5}]}', ["the first smaller"]),
        ('{"text": "Why?", "answers": "so"}', ['line 2: "answers" must be a list of texts']),
        ('{"text": "Why?", "unanswerable": "no"}', ['"unanswerable" must be true or false']),
        ('{"text": "Why?", "unanswerable": true, "gold": [{"article": "light"}]}', ["all the same"]),
        (
            '{"text": "Why?", "gold": [{"article": "nowhere"}]}',
            ["'2'", "an article 'nowhere' that is not there"],
        ),
        (
            '{"text": "Why?", "gold": [{"article": "light", "start": 0, "end": 9999}]}',
            ["ends after the text"],
        ),
    ],
)
def test_question_that_is_not_in_form_is_named(harbour: Path, line: str, words: list[str]) -> None:
    """Nothing is measured on a set with a broken line; its file, number and fault are told."""
    (harbour / "questions.jsonl").write_text('{"text": "Who?", "answers": ["I"]}\n' + line + "\n")
    refused(harbour, *words)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("articles.jsonl", '{"title": "x", "text": "y"}\n', ["line 1: the article has no id"]),
        (
            "articles.jsonl",
            '{"id": "x", "title": "x", "text": "y"}\n' * 2,
            ["line 2: the id 'x' is there twice"],
        ),
        ("articles.jsonl", '{"id": "light"}\n', ['articles.jsonl, line 1: "title" is missing']),
        (
            "questions.jsonl",
            '{"id": "2", "text": "Who?", "answers": ["I"]}\n{"text": "Why?", "unanswerable": true}\n',
            ["the id '2' is that of 2 questions"],
        ),
        ("questions.jsonl", "\n", ["questions.jsonl holds no question"]),
        ("questions.jsonl", None, ["holds no questions", "questions.jsonl"]),
    ],
)
def test_folder_that_is_no_set_is_refused(
    harbour: Path, name: str, content: str | None, words: list[str]
) -> None:
    """A folder without questions, or with questions or articles that cannot be told apart, is refused in a sentence."""
    (harbour / name).unlink() if content is None else (harbour / name).write_text(content)
    refused(harbour, *words)


@pytest.mark.parametrize(
    ("qrels", "words"),
    [
        (None, ["holds queries but no qrels.tsv"]),
        ("1\tlight\n", ["qrels.tsv, line 1: not query, article and grade"]),
        ("1\tlight\tmuch\n", ["qrels.tsv, line 1: not query, article and grade"]),
        ("9\tlight\t1\n", ["name a query '9' that is not there"]),
        ("1\tnowhere\t1\n", ["an article 'nowhere' that is not there"]),
        ("1\tlight\t0\n", ["holds no question that anything can be measured by"]),
    ],
)
def test_grades_that_do_not_fit_are_told(tmp_path: Path, qrels: str | None, words: list[str]) -> None:
    """Qrels that are missing, broken or about something else are told, and nothing is measured."""
    folder = write(tmp_path / "beir", "queries.jsonl", [{"_id": "1", "text": "lighthouse"}])
    write(folder, "corpus.jsonl", [{"_id": "light", "title": "Light", "text": "A lighthouse."}])
    if qrels is not None:
        (folder / "qrels.tsv").write_text(qrels)
    refused(folder, *words)
