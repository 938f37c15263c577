import subprocess
import sys
from pathlib import Path

from tests.conftest import Terminal

TOGETHER = 8
# Imported and waiting, so that all processes open the database in the same moment.
SCRIPT = """
import sys
from bot.__main__ import main
print("ready", flush=True)
sys.stdin.readline()
main()
"""


def test_processes_that_start_at_once_share_a_new_database(pullquote: Terminal, tmp_path: Path) -> None:
    """However many begin with the same file that is not there yet, all succeed and nothing is lost."""
    processes = []
    for number in range(TOGETHER):
        note = tmp_path / f"{number}.txt"
        note.write_text(f"Note {number}\n\nThe number of this note is {number}.\n")
        processes.append(
            subprocess.Popen(
                [sys.executable, "-c", SCRIPT, "add", note.name],
                cwd=tmp_path,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        )
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * TOGETHER, outputs
    assert len(pullquote("articles").stdout.splitlines()) == TOGETHER
