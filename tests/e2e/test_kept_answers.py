"""Answers shown again, by processes of their own."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.library import Library
from tests.conftest import AddArticles, Terminal
from tests.texts import BRIDGE, LIGHTHOUSE

FERRY = "The last ferry leaves at nine. Its captain is Peter Holm.\n"
QUESTION = "When does the last ferry leave?"


@pytest.fixture
def note(pullquote: Terminal, tmp_path: Path) -> Path:
    """A file that is stored as an article."""
    path = tmp_path / "ferry.txt"
    path.write_text(f"Ferries\n\n{FERRY}")
    assert pullquote("add", path).returncode == 0
    return path


def ask(pullquote: Terminal, question: str = QUESTION) -> dict[str, Any]:
    result = pullquote("ask", "--json", question)
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


def shown_again(pullquote: Terminal, answer_id: str) -> dict[str, Any]:
    result = pullquote("answer", "--json", answer_id)
    assert result.returncode == 0, result.stderr
    return dict(json.loads(result.stdout))


@pytest.mark.parametrize("question", [QUESTION, "Who paints the ferry gallery ceiling?"])
def test_answer_is_shown_again_as_it_was(pullquote: Terminal, note: Path, question: str) -> None:
    """By its id, or the beginning of it, an answer comes back the same, found or not."""
    expected = ask(pullquote, question)
    assert expected["quotes"] or expected["closest"]
    for answer_id in (expected["answer_id"], expected["answer_id"][:6].upper()):
        assert expected | {"took_ms": 0} == shown_again(pullquote, answer_id) | {"took_ms": 0}


def test_id_below_an_answer_leads_back_to_it(pullquote: Terminal, note: Path) -> None:
    """What `ask` prints for reading ends with the id that `answer` takes."""
    *said, last = pullquote("ask", QUESTION).stdout.splitlines()
    word, answer_id = last.split()
    question, *again, below = pullquote("answer", answer_id).stdout.splitlines()
    assert (word, question) == ("answer", QUESTION)
    assert said == again
    assert below.startswith(f"answer {answer_id}, given on ")


def test_changed_article_is_told_beside_what_it_said(pullquote: Terminal, note: Path) -> None:
    """The quote stays as it was given, and is marked once the article has another text."""
    before = ask(pullquote)
    note.write_text("Ferries\n\nThe last ferry leaves at ten.\n")
    assert "updated" in pullquote("add", note).stdout
    (quote,) = shown_again(pullquote, before["answer_id"])["quotes"]
    assert before["quotes"][0] | {"changed": True} == quote
    shown = pullquote("answer", before["answer_id"]).stdout
    assert "“The last ferry leaves at nine.”" in shown
    assert "The article has changed since" in shown


def test_removed_article_takes_its_words_along(pullquote: Terminal, note: Path) -> None:
    """Of an article that was removed an answer shows nothing but that, also when it is added again."""
    before = ask(pullquote)
    assert pullquote("remove", "Ferries").returncode == 0
    (quote,) = shown_again(pullquote, before["answer_id"])["quotes"]
    gone = {"text": None, "article": None, "removed": True}
    assert before["quotes"][0] | gone == quote
    shown = pullquote("answer", before["answer_id"]).stdout
    assert "The article quoted here was removed." in shown
    assert "nine" not in shown
    assert pullquote("add", note).returncode == 0
    assert quote == shown_again(pullquote, before["answer_id"])["quotes"][0]


def test_what_another_article_says_as_well_outlives_the_first(
    pullquote: Terminal, note: Path, tmp_path: Path
) -> None:
    """Where two articles were named below a quote and one is removed, the other is quoted."""
    twin = tmp_path / "twin.txt"
    twin.write_text(note.read_text().replace("Ferries", "Ferries again"))
    assert pullquote("add", twin).returncode == 0
    before = ask(pullquote)
    (quote,) = before["quotes"]
    (other,) = quote.pop("also")
    assert pullquote("remove", quote["article"]["title"]).returncode == 0
    assert [other] == shown_again(pullquote, before["answer_id"])["quotes"]
    assert pullquote("remove", other["article"]["title"]).returncode == 0
    assert shown_again(pullquote, before["answer_id"])["quotes"][0]["removed"]


@pytest.mark.parametrize("answer_id", ["", "abc", "zebras", "ffffffffffff", "f" * 80])
def test_unknown_answer_is_told_in_a_sentence(pullquote: Terminal, note: Path, answer_id: str) -> None:
    """An id that leads nowhere is one line, with exit code 1."""
    result = pullquote("answer", answer_id)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")
    assert "answer" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_other_collection_does_not_see_the_answer(pullquote: Terminal, note: Path) -> None:
    """An id leads to an answer in its own collection only."""
    answer_id = ask(pullquote)["answer_id"]
    result = pullquote("--collection", "other", "answer", answer_id)
    assert (result.returncode, result.stdout) == (1, "")
    assert "No answer here has the id" in result.stderr


def test_answer_is_kept_when_the_process_is_killed(pullquote: Terminal, note: Path) -> None:
    """What was printed can be shown again, though its process got no chance to end."""
    asking = """
import os, signal, sys, click
from bot.__main__ import main
echo = click.echo
def killed(*args, **kwargs):
    echo(*args, **kwargs)
    os.kill(os.getpid(), signal.SIGKILL)
click.echo = killed
main()
"""
    command = [sys.executable, "-c", asking, "ask", "--json", QUESTION]
    result = subprocess.run(command, cwd=note.parent, capture_output=True, text=True, check=False)
    assert result.returncode < 0
    expected = json.loads(result.stdout)
    assert expected | {"took_ms": 0} == shown_again(pullquote, expected["answer_id"]) | {"took_ms": 0}


def test_with_0_days_nothing_is_kept(pullquote: Terminal, note: Path) -> None:
    """Who wants nothing kept finds nothing kept, not even what was before, and no id is offered."""
    before = ask(pullquote)["answer_id"]
    none = os.environ | {"PULLQUOTE_KEEP_ANSWERS_DAYS": "0"}
    assert "\nanswer " not in pullquote("ask", QUESTION, env=none).stdout
    assert pullquote("answer", before, env=none).returncode == 1
    assert pullquote("answer", before).returncode == 1


def test_answer_that_cannot_be_kept_is_given_all_the_same(
    pullquote: Terminal, note: Path, tmp_path: Path
) -> None:
    """Where answers cannot be written, one warning tells so, however many questions are answered."""
    with closing(sqlite3.connect(tmp_path / "pullquote.db")) as db:
        db.execute("CREATE TRIGGER full BEFORE INSERT ON answers BEGIN SELECT RAISE(ABORT, 'full'); END")
    questions = tmp_path / "q.jsonl"
    questions.write_text("".join(json.dumps({"id": str(n), "text": QUESTION}) + "\n" for n in range(3)))
    result = pullquote("ask", "--json", "--questions", questions)
    assert result.returncode == 0
    assert len(result.stdout.splitlines()) == 3
    assert result.stderr.count("answers_not_kept") == 1


def test_answer_waits_for_nobody_who_holds_the_database(
    pullquote: Terminal, note: Path, tmp_path: Path
) -> None:
    """While another program writes, answers are given; they are kept if it ends in time, else a warning tells."""
    with closing(sqlite3.connect(tmp_path / "pullquote.db")) as db:
        db.execute("BEGIN IMMEDIATE")
        result = pullquote("ask", "--json", QUESTION)
        db.rollback()
    assert result.returncode == 0
    assert json.loads(result.stdout)["status"] == "answered"
    assert result.stderr.count("answers_not_kept") == 1


async def test_keeping_an_answer_changes_nothing_else(library: Library, add: AddArticles) -> None:
    """The same question has the same answer and id, however many were kept in between; a search is not kept."""
    await add("a", LIGHTHOUSE, BRIDGE)
    first = await library.ask("a", "Who built the lighthouse?")
    await library.ask("a", "What would a new bridge cost?")
    again = await library.ask("a", "Who built the lighthouse?")
    assert (first.answer_id, first.quotes) == (again.answer_id, again.quotes)
    kept = await library.get_answer("a", first.answer_id)
    assert [quote.quote for quote in kept.quotes] == list(first.quotes)
    assert await library.count_articles("a") == 2


def test_words_that_were_quoted_are_stored_with_their_article_only(
    pullquote: Terminal, note: Path, tmp_path: Path
) -> None:
    """A kept answer holds where its quotes stand, and none of their words but those of the question."""
    answer_id = ask(pullquote)["answer_id"]
    with closing(sqlite3.connect(tmp_path / "pullquote.db")) as db:
        (row,) = db.execute("SELECT * FROM answers").fetchall()
    assert answer_id in row
    assert not any("nine" in str(value) for value in row)
