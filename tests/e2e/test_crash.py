"""A process that is killed while it stores articles: nothing half stored, and a second run completes it."""

import hashlib
import json
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Terminal

ARTICLES = 2_000
# Articles of one transaction, as ``index.library`` has it.
BATCH = 200
INSTANTS = 8


@dataclass(frozen=True, slots=True)
class Import:
    """A file to import, its lines in the form that ``export`` writes."""

    path: Path
    lines: list[str]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """Some thousand small articles, each with a word that no other has."""
    rows = [
        {
            "id": f"a-{number}",
            "title": f"Report {number}",
            "text": f"The word of this report is {word(number)}.\n\nIt has {number} “ends” – and Ü too.",
            "published_at": "2025-02-19",
        }
        for number in range(ARTICLES)
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path = tmp_path_factory.mktemp("import") / "articles.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Import(path, lines)


@pytest.fixture(scope="module")
def took_s(whole: Import, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long an import takes from start to end, here and now."""
    started = time.monotonic()
    subprocess.run(import_into(tmp_path_factory.mktemp("whole") / "whole.db", whole), check=True)
    return time.monotonic() - started


def test_killed_import_has_stored_whole_articles_and_can_be_repeated(
    whole: Import, took_s: float, tmp_path: Path, pullquote: Terminal
) -> None:
    """Whenever an import is killed, again and again, what is stored is whole, and the next goes on."""
    instants = random.Random(20250219)
    stored = 0
    db = tmp_path / "crash.db"
    for _ in range(INSTANTS):
        kill_after(import_into(db, whole), instants.uniform(0.2, 1) * took_s)
        before, stored = stored, check(db, whole)
        assert stored >= before  # nothing that was durable is gone
        if stored == ARTICLES:
            db = db.with_name(f"{db.stem}-again.db")
            stored = 0
    if stored:
        assert asked(db, pullquote, word(stored - 1)) == [f"a-{stored - 1}"]
    assert pullquote("--db", db, "import", whole.path).returncode == 0
    assert whole.lines == pullquote("--db", db, "export").stdout.splitlines()
    assert asked(db, pullquote, word(ARTICLES - 1)) == [f"a-{ARTICLES - 1}"]


def test_killed_add_has_stored_whole_files_and_can_be_repeated(tmp_path: Path, pullquote: Terminal) -> None:
    """The same holds for a folder of files, stored in batches of those that are read by then."""
    folder = tmp_path / "notes"
    folder.mkdir()
    texts = [f"The word of this note is {word(number)}. It has no other." for number in range(600)]
    for number, text in enumerate(texts):
        (folder / f"{number:03}.txt").write_text(f"A Note of the Day {number}\n\n{text}\n", encoding="utf-8")
    db = tmp_path / "crash.db"
    instants = random.Random(7)
    for _ in range(3):
        kill_after(
            [sys.executable, "-m", "bot", "--db", str(db), "add", str(folder)], instants.uniform(1.2, 3.5)
        )
        found = stored_texts(db)
        assert texts[: len(found)] == found
    assert pullquote("--db", db, "add", folder).returncode == 0
    assert texts == stored_texts(db)


def word(number: int) -> str:
    """The number in letters, a word of its own."""
    return "zq" + "".join(chr(ord("a") + int(digit)) * 2 for digit in str(number))


def import_into(db: Path, source: Import) -> list[str]:
    """The import as a process of its own."""
    return [sys.executable, "-m", "bot", "--db", str(db), "import", str(source.path)]


def kill_after(command: list[str], seconds: float) -> None:
    """Start a process and end it with SIGKILL, unless it has ended by itself, and well."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.wait(timeout=seconds) == 0
        except subprocess.TimeoutExpired:
            process.kill()


def check(db: Path, source: Import) -> int:
    """How many articles are stored: the file's first, in order, in whole batches, each of them whole."""
    with closing(sqlite3.connect(db)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        tables = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'passages'").fetchone()[
            0
        ]
        rows = connection.execute(_STORED).fetchall() if tables else []
    expected = [json.loads(line) for line in source.lines[: len(rows)]]
    assert [(row["id"], row["title"], row["text"]) for row in expected] == [row[:3] for row in rows]
    for _, _, text, sha256, passages in rows:
        assert hashlib.sha256(text.encode()).hexdigest() == sha256
        covered = json.loads(passages)
        assert covered
        assert (min(covered)[0], max(covered)[1]) == (0, len(text))
    assert len(rows) % BATCH == 0
    return len(rows)


_STORED = """
    SELECT a.external_id, a.title, r.text, r.sha256,
        (SELECT json_group_array(json_array(p.start, p."end")) FROM passages p WHERE p.revision_id = r.id)
    FROM articles a LEFT JOIN revisions r ON r.id = a.revision_id ORDER BY a.id
"""


def stored_texts(db: Path) -> list[str]:
    """The texts that are stored, in order; none where the database was not even made."""
    with closing(sqlite3.connect(db)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages'").fetchone():
            return []
        return [text for _, _, text, _, _ in connection.execute(_STORED)]


def asked(db: Path, pullquote: Terminal, question: str) -> list[str]:
    """The ids of the articles that an answer quotes."""
    answer = json.loads(pullquote("--db", db, "ask", "--json", question).stdout)
    return [quote["article"]["external_id"] for quote in answer["quotes"]]
