import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are forked")
def test_killed_while_taking_in_nothing_is_stored_by_half(tmp_path: Path) -> None:
    """A process that dies amid additions, removals and undoing leaves whole batches, items and a true log."""
    command = [sys.executable, "-m", "tests.e2e.killed_while_taking_in", str(tmp_path / "crash.db"), "25"]
    root = Path(__file__).parents[2]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert int(run.stdout) > 25
