"""The command line run as a process, with how long it took and how much memory it had at most."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import perf_counter

import psutil

_EVERY_S = 0.05


@dataclass(frozen=True)
class Measured:
    """What a command printed; seconds; resident memory of it and its processes together, in MB."""

    output: str
    seconds: float
    peak_mb: float
    memory_mb: list[float]


def run(folder: Path, *arguments: str | Path, settings: dict[str, str] | None = None) -> Measured:
    """Run `pullquote` in the folder."""
    command = [sys.executable, "-m", "bot", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])} | (settings or {})
    started = perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    sizes: list[float] = []
    ended = Event()
    watcher = Thread(target=_watch, args=(process.pid, sizes, ended))
    watcher.start()
    output, _ = process.communicate()
    seconds = perf_counter() - started
    ended.set()
    watcher.join()
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{output}")
    return Measured(output, seconds, max(sizes, default=0.0), sizes)


def _watch(pid: int, sizes: list[float], ended: Event) -> None:
    while not ended.wait(_EVERY_S):
        try:
            root = psutil.Process(pid)
            family = [root, *root.children(recursive=True)]
            sizes.append(sum(each.memory_info().rss for each in family) / 1e6)
        except psutil.Error:
            continue
