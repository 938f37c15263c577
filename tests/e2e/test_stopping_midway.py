import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import Terminal

BATCH = 200


def rows(first: int) -> str:
    """The lines of one transaction's worth of articles."""
    return "".join(
        json.dumps({"title": f"Note {n}", "text": f"Number {n}."}) + "\n" for n in range(first, first + BATCH)
    )


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", IO[str]]]:
    """An import that has stored one batch and waits for more, and where to write the more."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "bot", "import", str(pipe)]
    with subprocess.Popen(
        command, cwd=tmp_path, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        with pipe.open("w") as lines:
            lines.write(rows(0))
            lines.flush()
            wait_for_first_batch(tmp_path / "pullquote.db")
            yield process, lines
        process.kill()


def wait_for_first_batch(db: Path) -> None:
    for _ in range(600):
        time.sleep(0.05)
        if db.exists():
            with closing(sqlite3.connect(db)) as connection:
                try:
                    (count,) = connection.execute("SELECT count(*) FROM articles").fetchone()
                except sqlite3.OperationalError:  # not made yet
                    continue
            if count == BATCH:
                return
    pytest.fail("the first batch was never stored")


def test_a_lock_midway_is_told_with_what_was_stored(
    importing: tuple["subprocess.Popen[str]", IO[str]], pullquote: Terminal, tmp_path: Path
) -> None:
    """Where the database is locked in the middle of an import, what went in before stays and is counted."""
    process, lines = importing
    with closing(sqlite3.connect(tmp_path / "pullquote.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        lines.write(rows(BATCH))
        lines.close()
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "stopped early, after at least 200 added\n")
    assert "nothing more was changed" in err
    assert len(pullquote("articles").stdout.splitlines()) == BATCH


def test_ctrl_c_is_told_with_what_was_stored(
    importing: tuple["subprocess.Popen[str]", IO[str]], pullquote: Terminal
) -> None:
    """Whoever breaks an import off learns how far it came."""
    process, lines = importing
    time.sleep(0.5)  # it is stored a moment before it is counted
    process.send_signal(signal.SIGINT)
    lines.close()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out.strip() == "stopped early, after at least 200 added"
    assert "Traceback" not in err
    assert len(pullquote("articles").stdout.splitlines()) == BATCH
