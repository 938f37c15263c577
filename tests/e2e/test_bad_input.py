import gzip
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Terminal


@pytest.fixture
def stored(pullquote: Terminal, tmp_path: Path) -> Path:
    """A database with one article."""
    (tmp_path / "tides.txt").write_text("Tides\n\nTides rise twice a day.\n")
    assert pullquote("add", "tides.txt").returncode == 0
    return tmp_path / "pullquote.db"


def check(result: subprocess.CompletedProcess[str], *words: str, code: int = 1) -> None:
    """One clear sentence on standard error, and nothing of Python's."""
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr + result.stdout
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask", ""], ["The question is empty"]),
        (["ask", "tide " * 2_000], ["characters long and the limit is 1,000"]),
        (["ask", "who is it and why?"], ["only common words"]),
        (["search", "  "], ["The question is empty"]),
        (["show", "nowhere"], ["No article here is numbered or titled 'nowhere'"]),
        (["remove", "99"], ["No article here is numbered or titled '99'"]),
        (["add", "missing.txt"], ["missing.txt: there is no such file or folder"]),
    ],
)
def test_what_is_asked_for_wrongly_is_one_sentence(
    stored: Path, pullquote: Terminal, arguments: list[str], words: list[str]
) -> None:
    """A question or name that cannot be served is told in a sentence, and nothing is lost."""
    result = pullquote(*arguments)
    shown = result.stderr + result.stdout
    assert result.returncode == 1
    assert "Traceback" not in shown
    assert all(word in shown for word in words)
    assert "Tides" in pullquote("articles").stdout


def test_files_that_are_no_articles_are_named_and_the_rest_added(pullquote: Terminal, tmp_path: Path) -> None:
    """Empty, binary and foreign files and empty folders are named with the reason; good ones go in."""
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0\1")
    (tmp_path / "paper.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "folder").mkdir()
    (tmp_path / "good.txt").write_text("Good\n\nA good article. It has two sentences.\n")
    result = pullquote("add", "empty.txt", "binary.txt", "paper.pdf", "folder", "good.txt")
    assert result.returncode == 1
    assert "added     Good" in result.stdout
    assert result.stdout.endswith("1 added, 4 refused\n")
    reasons = [
        "the file is empty",
        "this is a program",
        "this PDF is broken",
        "no article in this folder",
    ]
    assert all(reason in line for reason, line in zip(reasons, result.stderr.splitlines(), strict=True))


def test_what_is_no_file_is_told_and_not_waited_for(pullquote: Terminal, tmp_path: Path) -> None:
    """A pipe that nobody writes to, an endless device and a file that is too large are named, and not read."""
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "large.txt").write_bytes(b"")
    os.truncate(tmp_path / "large.txt", 50_000_001)
    result = pullquote("add", "pipe.txt", "/dev/zero", "large.txt", timeout=30)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "pipe.txt: this is a pipe, a device or a folder, and not a file.",
        "/dev/zero: this is a pipe, a device or a folder, and not a file.",
        "large.txt: the file is over 50 MB, too large.",
    ]


def test_a_file_whose_name_is_not_utf8_is_added(pullquote: Terminal, tmp_path: Path) -> None:
    """What a file is called does not matter to what is in it; added again it is the same article."""
    name = os.fsdecode(b"Z\xfcrich.txt")
    (tmp_path / name).write_text("one line only")
    assert "added     Z\\xfcrich" in pullquote("add", name).stdout
    (tmp_path / name).write_text("another line")
    result = pullquote("add", ".")
    assert (result.returncode, result.stderr) == (0, "")
    assert "updated   Z\\xfcrich" in result.stdout


def test_any_name_of_a_database_is_a_file(pullquote: Terminal, stored: Path) -> None:
    """Names that mean something else to SQLite are files too, so that what was added is there."""
    for name in (":memory:", "file:x?mode=memory"):
        assert pullquote("--db", name, "add", "tides.txt").returncode == 0
        assert "Tides" in pullquote("--db", name, "articles").stdout


def test_locked_database_is_told(stored: Path, pullquote: Terminal, tmp_path: Path) -> None:
    """While another program holds the database, adding says so and loses nothing."""
    holder = sqlite3.connect(stored, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    (tmp_path / "more.txt").write_text("More\n\nMore is stored here.\n")
    check(pullquote("add", "more.txt"), "is locked by another program")
    holder.close()
    assert pullquote("add", "more.txt").returncode == 0


def test_files_that_are_no_database_of_ours_are_left_alone(pullquote: Terminal, tmp_path: Path) -> None:
    """A text file, another program's database, a missing folder and a missing file are told apart."""
    good = tmp_path / "good.txt"
    good.write_text("Good\n\nA good article. It has two sentences.\n")
    text = tmp_path / "notes.db"
    text.write_text("This is not a database, but a text of some length. " * 20)
    before = text.read_bytes()
    check(pullquote("--db", text, "articles"), "is not a Pullquote database")
    assert text.read_bytes() == before
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE bookmarks (url TEXT)")
    other.commit()
    other.close()
    check(pullquote("--db", "other.db", "articles"), "is a database of another program")
    check(pullquote("--db", "nowhere/x.db", "add", good), "cannot be opened")
    check(pullquote("--db", "missing.db", "ask", "tides"), "There is no database at missing.db yet")
    assert not (tmp_path / "missing.db").exists()


def test_database_of_a_newer_version_is_refused(stored: Path, pullquote: Terminal) -> None:
    """A database written by a newer Pullquote is not touched."""
    newer = sqlite3.connect(stored)
    newer.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('pullquote', 'm999_future', '')"
    )
    newer.commit()
    newer.close()
    check(pullquote("ask", "tides"), "written by a newer version of Pullquote")


def test_read_only_database_and_unreadable_file_are_told(
    stored: Path, pullquote: Terminal, tmp_path: Path
) -> None:
    """What may not be written or read is said so, and the articles stay."""
    unprivileged: list[str] = []
    if os.geteuid() == 0:  # root passes over permissions unless this is given up
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("run by root, and there is no setpriv to give its privileges up")
        unprivileged = [setpriv, "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*unprivileged, sys.executable, "-m", "bot", *arguments]
        return subprocess.run(command, check=False, capture_output=True, text=True, cwd=tmp_path)

    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\nNobody may read this.\n")
    secret.chmod(0o000)
    check(run("--db", "other.db", "add", "secret.txt"), "secret.txt: cannot be read (permission denied)")
    (tmp_path / "more.txt").write_text("More\n\nMore is stored here.\n")
    stored.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        check(run("add", "more.txt"), "cannot be written")
    finally:
        tmp_path.chmod(0o755)
        stored.chmod(0o644)
    assert "Tides" in pullquote("articles").stdout


def test_truncated_archive_is_told(pullquote: Terminal, tmp_path: Path) -> None:
    """A gzipped file that ends too soon is named, after which line it ends included."""
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"title": "t", "text": "x"}\n' * 500)[:-20])
    result = pullquote("import", "cut.jsonl.gz")
    assert result.returncode == 1
    assert "cannot be read" in result.stderr
    assert "Traceback" not in result.stderr


def test_wrong_usage_and_settings_exit_with_two(pullquote: Terminal) -> None:
    """Wrong usage and wrong settings are told with exit code 2, and a token is never shown."""
    check(pullquote("ask"), "Error: Give either a question or --questions FILE.", code=2)
    check(pullquote("ask", "--limit", "0", "x"), "Error: Invalid value for '--limit': 0 is not", code=2)
    check(pullquote("ask", "--lmit", "1", "x"), "Error: No such option '--lmit'. Did you mean", code=2)
    check(pullquote("show"), "Error: Missing argument 'ARTICLE'.", code=2)
    check(pullquote("nonsense"), "Error: No such command 'nonsense'.", code=2)
    check(pullquote("--db", ".", "articles"), "Error: Invalid value for '--db'", code=2)
    check(pullquote("--collection", "", "articles"), "Error: Invalid value for --collection", code=2)
    check(pullquote("run", "--discord"), "DISCORD_TOKEN is missing", code=2)
    wrong = pullquote("run", env=os.environ | {"DISCORD_TOKEN": "hunter2"})
    check(wrong, "DISCORD_TOKEN must be a bot token", code=2)
    assert "hunter2" not in wrong.stderr
    check(pullquote("articles", env=os.environ | {"PULLQUOTE_QUOTES": "many"}), "PULLQUOTE_QUOTES", code=2)
    check(
        pullquote("articles", env=os.environ | {"PULLQUOTE_QOUTES": "1"}),
        "no setting PULLQUOTE_QOUTES",
        code=2,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["add", "--help"], ["run", "-h"]])
def test_help_and_version_need_no_right_settings(pullquote: Terminal, arguments: list[str]) -> None:
    """Whoever has set something wrong can still read how it is done."""
    result = pullquote(*arguments, env=os.environ | {"PULLQUOTE_QUOTES": "many"})
    assert (result.returncode, result.stderr) == (0, "")
    assert "pullquote" in result.stdout
