"""Removing, restoring and listing answers in the terminal."""

import json
import re
from pathlib import Path

from tests.conftest import Terminal
from tests.texts import BRIDGE, LIGHTHOUSE


def stock(pullquote: Terminal, folder: Path) -> None:
    """Two imported articles, and an answer that quotes one of them."""
    rows = [
        {"title": each.title, "text": each.text, "url": f"https://e.org/{each.title[:3]}"}
        for each in (LIGHTHOUSE, BRIDGE)
    ]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert pullquote("import", folder / "in.jsonl").returncode == 0
    assert pullquote("ask", "When was the lighthouse built?").returncode == 0


def test_removal_says_how_to_undo_it_and_undoing_brings_all_back(pullquote: Terminal, tmp_path: Path) -> None:
    """The command that `remove` names restores the article, its number, its text and the answer."""
    stock(pullquote, tmp_path)
    before = pullquote("export").stdout
    removed = pullquote("remove", LIGHTHOUSE.title).stdout
    (undo,) = re.findall(r"pullquote (restore \d+)", removed)
    assert pullquote("articles").stdout.count("\n") == 1
    assert "lighthouse" in pullquote("restore").stdout
    changed = pullquote("answers", "--changed").stdout
    assert "When was the lighthouse built?" in changed
    assert pullquote(*undo.split()).returncode == 0
    assert pullquote("export").stdout == before
    again = pullquote(*undo.split())
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr.startswith("Error: There is nothing to restore by the number")
    nothing = pullquote("answers", "--changed")
    assert (nothing.stdout, nothing.stderr) == ("", "No kept answer quotes what was changed.\n")


def test_answers_are_listed_newest_first_and_those_outdated_are_marked(
    pullquote: Terminal, tmp_path: Path
) -> None:
    """Each answer is a line with the id that shows it again; --json gives the form of `answer` and a mark."""
    stock(pullquote, tmp_path)
    pullquote("ask", "What would a new bridge cost?")
    first, second = pullquote("answers").stdout.splitlines()
    assert "What would a new bridge cost?" in first
    assert "When was the lighthouse built?" in second
    changed = LIGHTHOUSE.text.replace("1874", "1875")
    row = {"title": LIGHTHOUSE.title, "text": changed, "url": "https://e.org/The"}
    (tmp_path / "in.jsonl").write_text(json.dumps(row))
    assert "1 updated" in pullquote("import", tmp_path / "in.jsonl").stdout
    first, second = pullquote("answers").stdout.splitlines()
    assert ("changed or removed" in first, "changed or removed" in second) == (False, True)
    (form,) = map(json.loads, pullquote("answers", "--changed", "--json").stdout.splitlines())
    assert (form["answer_id"], form["outdated"]) == (second.split()[0], True)
    assert form["quotes"][0]["changed"]
    assert len(pullquote("answers", "--limit", "1").stdout.splitlines()) == 1
    assert pullquote("--collection", "other", "answers").stdout == ""


def test_joined_files_are_told_and_shown_with_their_article(pullquote: Terminal, tmp_path: Path) -> None:
    """A second file with the same text is joined, and the article names both."""
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"{BRIDGE.title}\n\n{BRIDGE.text}\n")
    added = pullquote("add", tmp_path / "one.txt", tmp_path / "two.txt").stdout
    assert "joined" in added
    shown = pullquote("show", "1").stdout
    assert str(tmp_path / "one.txt") in shown
    assert str(tmp_path / "two.txt") in shown
    assert "joined" not in pullquote("add", tmp_path / "one.txt", tmp_path / "two.txt").stdout
    assert pullquote("articles").stdout.count("\n") == 1


def test_guessed_dates_and_pages_survive_export_and_import(pullquote: Terminal, tmp_path: Path) -> None:
    """What is exported of an article with pages and a guessed date is imported as it was; bad places are told."""
    row: dict[str, object] = {
        "id": "p",
        "title": "Paper",
        "text": "One page.\n\nAnother page.",
        "published_at": "2024",
        "is_date_guessed": True,
        "page_starts": [0, 11],
    }
    bad = [{"title": "T", "text": "x", "page_starts": starts} for starts in ([5], [1, 0], "0", [True])]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(each) + "\n" for each in [row, *bad]))
    run = pullquote("import", tmp_path / "in.jsonl")
    assert run.stderr.splitlines() == [
        f'line {n}: "page_starts" must be a list of ascending places in the text' for n in range(2, 6)
    ]
    exported = pullquote("export").stdout
    assert json.loads(exported) == row
    (tmp_path / "out.jsonl").write_text(exported)
    assert "1 unchanged" in pullquote("import", tmp_path / "out.jsonl").stdout
