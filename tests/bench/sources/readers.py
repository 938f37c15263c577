"""What reading files costs: starting a process, one file more, pages of PDF, and memory in the long run."""

import asyncio
from pathlib import Path
from statistics import median
from time import perf_counter

from index.models import Content, ContentKind
from index.sources.readers import Limits, ReaderProcesses
from tests import files
from tests.contract.test_readers import GOOD

_JOBS = 2_400
_SHOWN = (6, 60, 600, 1_200, 1_800, 2_400)
_PAGES = 500
_WORDS = "Ferries cross the lake at nine in the morning, and come back before it is dark. " * 30


def measure(_: Path) -> None:
    """Print a line for each."""
    asyncio.run(_measure())


async def _measure() -> None:
    for kind, data in GOOD.items():
        await _measure_kind(Content(kind, data, "some.file"))
    await _measure_memory()
    await _measure_pages()


async def _measure_kind(content: Content) -> None:
    readers = ReaderProcesses(1)
    first, *others = [await _timed(readers, content) for _ in range(101)]
    await readers.close()
    print(
        f"{content.kind:<9} first {first * 1e3:5.0f} ms, then median {median(others) * 1e3:5.2f} ms, "
        f"p95 {sorted(others)[94] * 1e3:5.2f} ms"
    )


async def _measure_memory() -> None:
    readers = ReaderProcesses(1, Limits(max_jobs=_JOBS + 1, renew_bytes=1 << 40))
    jobs = [Content(kind, data, "some.file") for kind, data in GOOD.items()]
    start = perf_counter()
    for number in range(1, _JOBS + 1):
        await readers.read(jobs[number % len(jobs)])
        if number in _SHOWN:
            held = await asyncio.to_thread(_resident_mb, readers.pids[0])
            print(f"memory after {number:5,} files: {held:.1f} MB")
    print(f"{_JOBS / (perf_counter() - start):.0f} files a second")
    await readers.close()


async def _measure_pages() -> None:
    readers = ReaderProcesses(1)
    await readers.read(Content(ContentKind.PDF, GOOD[ContentKind.PDF], "good.pdf"))
    made = files.pdf([files.paragraph(_WORDS, chars=90) for _ in range(_PAGES)])
    took = await _timed(readers, Content(ContentKind.PDF, made, "long.pdf"))
    print(f"{_PAGES / took:.0f} pages of PDF a second, of {len(_WORDS):,} characters")
    await readers.close()


async def _timed(readers: ReaderProcesses, content: Content) -> float:
    start = perf_counter()
    await readers.read(content)
    return perf_counter() - start


def _resident_mb(pid: int) -> float:
    """As Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1_000
