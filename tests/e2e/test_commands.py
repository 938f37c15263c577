import gzip
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

import pytest

from tests.conftest import Terminal

PASTED = """Exclusive

The Last Ferry of Lake Orrin

By Jane Doe | 3 March 2025 | 4 min read

The ferry across Lake Orrin made its last crossing on Sunday, after 88 years.

The ferry Orrin II at its pier. (Photo by John Smith/Getty Images)

Its captain, Peter Holm, said that he would keep the bell.

Share this article
via Lake News
"""
ROWS = [
    {
        "id": "a-1",
        "title": "Tides",
        "text": "Tides rise twice a day.\r\n\r\n The moon\u00a0pulls. ",
        "url": "https://e.org/t",
    },
    {
        "id": "7",
        "title": "Ünïcode 🦓",
        "text": "天気がいい。\n\n\n\nThe zebra\tsleeps.",
        "author": "Ada",
        "published_at": "2025",
    },
    {"title": "No id", "text": "The kettle whistles at noon.", "published_at": "2025-02-19T10:00:00+02:00"},
]
ABOUT_KURSK = {
    "How many soldiers were in Ri's group?": "2,500",
    "What is the name of the rifleman?": "Baek",
    "Where does Ri want to apply for asylum?": "apply for asylum",
    "What did the soldiers use to communicate?": "smartphone translators",
    "When was the bill passed by the South Korean legislature?": "November",
    "What did the lawmaker write on Facebook?": "condemn the North Korean regime",
    "How does Pyongyang ensure the loyalty of its subjects?": "threaten their families",
    "How are captured soldiers treated under international law?": "prisoners of war",
    "Why did North Korean mercenaries suffer in Kursk?": "lack of actual combat experience",
    "What did Ri fear would happen to his parents?": "parents would suffer",
    "Would South Korea accept Ri's application for asylum?": "probably accept",
    "What does the bill allow the Ministry of Foreign Affairs to do?": "expedite the asylum process",
    "Which party called for accepting all defectors?": "People Power Party",
    "How long have Ukrainian and Russian forces honed their drone skills?": "two years",
    "How old were the prisoners?": "twenties",
    "Was Ri a sniper?": "recon sniper",
    "Who blasted the opposition Democratic Party?": "blasted",
    "Did Ri have contact with foreigners in North Korea?": "never interacted with foreigners",
}
ABOUT_OTHER_THINGS = [
    "What is the capital of France?",
    "Who wrote Hamlet?",
    "How do I bake sourdough bread?",
    "Who is the president of Brazil?",
    "How many people live in Seoul?",
    "Who founded Facebook?",
    "What is the price of oil?",
    "Which phone should I buy?",
]


def lines(path: Path, rows: Sequence[Mapping[str, object]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def parsed(result: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.split("\n") if line]


def test_files_are_added_updated_shown_and_removed(pullquote: Terminal, tmp_path: Path) -> None:
    """A folder of pasted and Markdown files goes in, one line each, and can be read and removed."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "ferry.txt").write_text(PASTED)
    (notes / "kettle.md").write_text("# The *old* kettle\n\nThe kettle [whistles](http://x) at **noon**.\n")
    added = pullquote("add", "notes")
    assert added.returncode == 0, added.stderr
    assert "added     The Last Ferry of Lake Orrin  (article 1, Jane Doe, 2025-03-03" in added.stdout
    assert "left out: “Exclusive”" in added.stdout
    assert "added     The old kettle" in added.stdout
    assert "2 unchanged" in pullquote("add", "notes").stdout
    (notes / "kettle.md").write_text("# The *old* kettle\n\nThe kettle whistles at ten.\n")
    assert "1 updated, 1 unchanged" in pullquote("add", "notes").stdout
    shown = pullquote("show", "last ferry").stdout
    assert shown.endswith("after 88 years.\n\nIts captain, Peter Holm, said that he would keep the bell.\n")
    assert "“The kettle whistles at ten.”" in pullquote("ask", "When does the kettle whistle?").stdout
    assert "removed   The old kettle" in pullquote("remove", "2").stdout
    listed = pullquote("articles").stdout
    assert "The Last Ferry of Lake Orrin  (Jane Doe, 3 March 2025, " in listed
    assert "kettle" not in listed


def test_export_gives_back_what_import_took(pullquote: Terminal, tmp_path: Path) -> None:
    """Import and export lose nothing, gzipped or not, and importing an export changes nothing."""
    lines(tmp_path / "in.jsonl", ROWS)
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress((tmp_path / "in.jsonl").read_bytes()))
    assert pullquote("import", "in.jsonl.gz").stdout == "3 added\n"
    assert parsed(pullquote("export")) == ROWS
    assert pullquote("export", "--output", "out.jsonl.gz").returncode == 0
    assert pullquote("import", "out.jsonl.gz").stdout == "3 unchanged\n"
    assert "Ünïcode" in pullquote("show", "7").stdout
    other = pullquote("--collection", "other", "ask", "What whistles at noon?")
    assert "Nothing stored here answers that." in other.stdout


def test_files_with_one_address_survive_export_and_import(pullquote: Terminal, tmp_path: Path) -> None:
    """Two files that name the same page are two articles, also in a database made from their export."""
    for name in ("Tides", "Winds"):
        page = f"{name}\n\nSource: https://example.com/\n\n{name} change twice a day, and nobody knows why.\n"
        (tmp_path / f"{name}.txt").write_text(page)
    assert "2 added" in pullquote("add", "Tides.txt", "Winds.txt").stdout
    pullquote("export", "--output", "out.jsonl")
    assert pullquote("import", "out.jsonl").stdout == "2 unchanged\n"
    assert pullquote("--db", "new.db", "import", "out.jsonl").stdout == "2 added\n"
    assert pullquote("--db", "new.db", "export").stdout == (tmp_path / "out.jsonl").read_text()
    assert "2 unchanged" in pullquote("--db", "new.db", "add", "Tides.txt", "Winds.txt").stdout


def test_what_is_corrected_in_an_export_is_imported(pullquote: Terminal, tmp_path: Path) -> None:
    """An address and a date written into an exported line are stored, and stay when the file is added again."""
    (tmp_path / "tides.txt").write_text("Tides\n\nTides rise twice a day.\n")
    pullquote("add", "tides.txt")
    (row,) = parsed(pullquote("export"))
    row |= {"url": "https://example.com/tides", "published_at": "2024-05"}
    assert pullquote("import", lines(tmp_path / "in.jsonl", [row])).stdout == "1 updated\n"
    assert "unchanged" in pullquote("add", "tides.txt").stdout
    (stored,) = parsed(pullquote("export"))
    assert row == {name: stored[name] for name in row}
    assert pullquote("import", "in.jsonl").stdout == "1 unchanged\n"


def test_bad_lines_are_reported_and_the_rest_is_imported(pullquote: Terminal, tmp_path: Path) -> None:
    """Each bad line is named with its number and reason; the good ones are stored."""
    bad = [
        "not json",
        "[1]",
        '{"text": "x"}',
        '{"title": "t", "text": 5}',
        '{"title": "t", "text": "x", "published_at": "soon"}',
        '{"title": "t", "text": "a\\u0000b"}',
        '{"title": "t", "text": "\\ud800"}',
    ]
    path = tmp_path / "mixed.jsonl"
    path.write_text("\n".join([*bad, json.dumps(ROWS[0])]))
    result = pullquote("import", path)
    assert result.returncode == 1
    assert result.stdout == "1 added, 7 refused\n"
    reported = result.stderr.splitlines()
    assert [line.split(":")[0] for line in reported] == [f"line {n}" for n in range(1, 8)]
    for word, line in zip(
        ["not JSON", "object", '"title"', "a number", "2025-02-19", "NUL", "surrogate"], reported, strict=True
    ):
        assert word in line
    assert "Traceback" not in result.stderr


def test_questions_of_a_file_are_answered_a_line_each(pullquote: Terminal, tmp_path: Path) -> None:
    """Every question of a file has its line, in order, also those that cannot be searched for."""
    lines(tmp_path / "in.jsonl", ROWS)
    pullquote("import", "in.jsonl")
    questions = [{"id": "x", "text": "Who is it?"}, {"id": "y", "text": "When does the kettle whistle?"}]
    result = pullquote("ask", "--json", "--questions", lines(tmp_path / "q.jsonl", questions))
    answers = parsed(result)
    assert [(a["id"], a["status"]) for a in answers] == [("x", "nothing_found"), ("y", "answered")]
    assert "question x: The question has only common words" in result.stderr
    hits = parsed(pullquote("search", "--json", "--questions", "q.jsonl"))
    assert [hit["id"] for hit in hits] == ["x", "y"]


def test_without_a_token_the_demo_answers_three_questions(pullquote: Terminal) -> None:
    """`run` without a token does the main job on the handbook and ends where there is no terminal."""
    result = pullquote("run")
    assert result.returncode == 0, result.stderr
    assert "No DISCORD_TOKEN is set" in result.stdout
    parts = result.stdout.split("\n? ")[1:]
    assert len(parts) == 3
    assert all(" 1  “" in part for part in parts)


@pytest.mark.parametrize("command", ["add", "ask", "export", "import", "search"])
def test_help_teaches_by_example(pullquote: Terminal, command: str) -> None:
    """Every command that takes some thought shows how it is used."""
    result = pullquote(command, "--help")
    assert result.returncode == 0
    assert f"pullquote {command}" in result.stdout.split("Usage", 1)[1].split("\n", 1)[1]


def test_real_article_is_read_right_and_answers(pullquote: Terminal, kursk: Path, tmp_path: Path) -> None:
    """A real pasted article: title, date and body right, nine in ten questions answered first, others refused."""
    pullquote("add", kursk)
    article = parsed(pullquote("export"))[0]
    text = str(article["text"])
    assert article["title"] == "North Korean Soldier Captured in Kursk Wants to ‘Defect to the South’"
    assert article["published_at"] == "2025-02-19"
    assert text.startswith("A North Korean soldier identified by his surname")
    assert text.endswith("repatriated to their home countries as quickly as possible.")
    assert "Korean Central News Agency" not in text
    questions = [*ABOUT_KURSK, *ABOUT_OTHER_THINGS]
    rows = [{"id": str(i), "text": question} for i, question in enumerate(questions)]
    answers = parsed(pullquote("ask", "--json", "--questions", lines(tmp_path / "q.jsonl", rows)))
    first = [json.dumps((answer["quotes"] or [{}])[0], ensure_ascii=False) for answer in answers]  # type: ignore[index]
    right = [gold in quote for gold, quote in zip(ABOUT_KURSK.values(), first, strict=False)]
    assert sum(right) >= 0.9 * len(right)
    assert {answer["status"] for answer in answers[len(ABOUT_KURSK) :]} == {"nothing_found"}


def test_export_never_touches_the_database_nor_half_overwrites(pullquote: Terminal, tmp_path: Path) -> None:
    """Exporting onto the database, by whatever name, or where nothing can be written, loses nothing."""
    pullquote("import", lines(tmp_path / "in.jsonl", ROWS))
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "pullquote.db")
    for target in ("pullquote.db", "link.jsonl", "pullquote.db-wal", "nowhere/x.jsonl"):
        result = pullquote("export", "--output", target)
        assert result.returncode == 1
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr.splitlines()) == 1
    assert parsed(pullquote("export")) == ROWS


def test_half_characters_and_control_codes_do_no_harm(pullquote: Terminal, tmp_path: Path) -> None:
    """A broken question stops no other, and an article cannot steer the terminal it is shown in."""
    row = {"title": "E\u001b[31mred", "text": "The zebra \u001b[2J has gone."}
    pullquote("import", lines(tmp_path / "in.jsonl", [row]))
    questions = [{"id": "1", "text": "zebra \ud800 gone"}, {"id": "2", "text": "zebra gone"}]
    result = pullquote("ask", "--json", "--questions", lines(tmp_path / "q.jsonl", questions))
    assert result.returncode == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["2"]
    assert "line 1:" in result.stderr
    for arguments in (["articles"], ["show", "1"], ["ask", "zebra gone"], ["search", "zebra"]):
        shown = pullquote(*arguments)
        assert shown.returncode == 0
        assert "\x1b" not in shown.stdout
    broken = pullquote("show", "ti\udcff")
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_narrow_terminal_reads_on_and_data_stays_whole(
    pullquote: Terminal, tmp_path: Path, encoding: str
) -> None:
    """Where output cannot hold a sign, reading shows "?" for it; JSON and exports are UTF-8 all the same."""
    narrow = os.environ | {"PYTHONIOENCODING": encoding}
    pullquote("import", lines(tmp_path / "in.jsonl", ROWS), env=narrow)
    for arguments in (["articles"], ["show", "7"], ["ask", "zebra"], ["search", "zebra"], ["--help"]):
        shown = pullquote(*arguments, env=narrow, encoding=encoding)
        assert (shown.returncode, shown.stderr) == (0, "")
    assert "?" in pullquote("show", "7", env=narrow, encoding=encoding).stdout
    assert parsed(pullquote("export", env=narrow)) == ROWS
    assert parsed(pullquote("ask", "--json", "zebra", env=narrow)) != []
    assert "天気" in pullquote("search", "--json", "zebra", env=narrow).stdout


def test_export_into_a_pipe_or_a_linked_file_leaves_them_what_they_are(
    pullquote: Terminal, tmp_path: Path
) -> None:
    """A pipe is written into, a link's target replaced with its permissions kept, and no other file touched."""
    pullquote("import", lines(tmp_path / "in.jsonl", ROWS))
    os.mkfifo(tmp_path / "pipe")
    reader = Thread(target=lambda: read.append((tmp_path / "pipe").read_text(encoding="utf-8")), daemon=True)
    read: list[str] = []
    reader.start()
    assert pullquote("export", "--output", "pipe").returncode == 0
    assert (tmp_path / "pipe").is_fifo()
    reader.join(10)
    assert [json.loads(line) for line in read[0].splitlines()] == ROWS
    assert parsed(pullquote("export", "--output", "/dev/fd/1")) == ROWS
    target, own = tmp_path / "target.jsonl", tmp_path / ".unfinished-target.jsonl"
    target.write_text("old")
    target.chmod(0o600)
    own.write_text("mine")
    (tmp_path / "link.jsonl").symlink_to(target)
    before = set(tmp_path.iterdir())
    assert pullquote("export", "--output", "link.jsonl").returncode == 0
    assert (tmp_path / "link.jsonl").is_symlink()
    assert [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] == ROWS
    assert target.stat().st_mode & 0o777 == 0o600
    assert own.read_text() == "mine"
    assert pullquote("export", "--output", "target.jsonl").returncode == 0
    assert own.read_text() == "mine"
    assert set(tmp_path.iterdir()) == before
