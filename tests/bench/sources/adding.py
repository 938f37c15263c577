"""A feed of 100 entries, added from a server on this machine: with the articles in it, and with pages to read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.sources import loopback
from tests.bench.sources.measured import run

ENTRIES = 100
TARGET_S = 15


def measure(_: Path) -> None:
    """Print the table."""
    print(f"A feed of {ENTRIES} entries, `pullquote add` from beginning to end (target {TARGET_S} s)\n")
    print("| feed | pause between requests to a site | seconds | peak MB, all processes |")
    print("|---|---|---|---|")
    with loopback.serving(ENTRIES) as port:
        for name, pause in (("whole", None), ("teasers", "0"), ("teasers", None)):
            with TemporaryDirectory() as folder:
                settings = {"PULLQUOTE_PRIVATE_HOSTS": f"127.0.0.1:{port}"}
                settings |= {"PULLQUOTE_HOST_PAUSE_S": pause} if pause else {}
                measured = run(Path(folder), "add", f"http://127.0.0.1:{port}/{name}.xml", settings=settings)
                assert measured.output.count("Article ") >= ENTRIES, measured.output
                shown = f"{pause} s" if pause else "as set by default"
                print(f"| {name} | {shown} | {measured.seconds:.1f} | {measured.peak_mb:.0f} |")
