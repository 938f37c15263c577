import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 120


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes to kill are forked")
def test_killing_a_save_at_any_instant_leaves_a_good_copy(tmp_path: Path) -> None:
    """More than a hundred kills at random instants, and every time the old copy is there or the new one."""
    command = [sys.executable, "-m", "tests.e2e.killed_while_saving", str(tmp_path), str(KILLS)]
    result = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 0  # some saves were over before the kill came
