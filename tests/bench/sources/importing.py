"""10,000 text files added from a folder: articles per second, and whether memory stays flat."""

from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.sources.loopback import _sentences
from tests.bench.sources.measured import run

FILES = 10_000


def measure(_: Path) -> None:
    """Print the table."""
    print(f"`pullquote add` of a folder with {FILES:,} text files of about 3,000 characters\n")
    print("| files | seconds | articles per second | MB at a fifth, in the middle, at the end | peak MB |")
    print("|---|---|---|---|---|")
    with TemporaryDirectory() as folder:
        notes = Path(folder, "notes")
        notes.mkdir()
        for number in range(FILES):
            random = Random(number)
            text = "\n\n".join(_sentences(random, 5) for _ in range(6))
            Path(notes, f"note-{number:05}.txt").write_text(f"Title: Note {number}\n\n{text}\n")
        measured = run(Path(folder), "add", "notes")
        assert f"{FILES:,} added" in measured.output, measured.output[-500:]
        sizes = measured.memory_mb
        around = [
            median(sizes[max(0, place - 5) : place + 5])
            for place in (len(sizes) // 5, len(sizes) // 2, len(sizes) - 6)
        ]
        shown = ", ".join(f"{size:.0f}" for size in around)
        rate = FILES / measured.seconds
        print(f"| {FILES:,} | {measured.seconds:.1f} | {rate:.0f} | {shown} | {measured.peak_mb:.0f} |")
