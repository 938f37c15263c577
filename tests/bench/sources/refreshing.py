"""1,000 feeds on as many sites, none of which has anything new: `pullquote source refresh`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.sources import loopback
from tests.bench.sources.measured import run

FEEDS = 1_000
TARGET_S, TARGET_MB = 60, 300


def measure(_: Path) -> None:
    """Print the table."""
    print(
        f"{FEEDS:,} feeds refreshed (targets: unchanged under {TARGET_S} s with less than {TARGET_MB} MB)\n"
    )
    print("| what | seconds | peak MB, all processes |")
    print("|---|---|---|")
    addresses = [f"127.0.{number // 250}.{2 + number % 250}" for number in range(FEEDS)]
    with loopback.serving(3) as port, TemporaryDirectory() as name:
        folder = Path(name)
        settings = {"PULLQUOTE_PRIVATE_HOSTS": ",".join(f"{address}:{port}" for address in addresses)}
        lines = [
            f'{{"kind": "feed", "address": "http://{address}:{port}/whole.xml", "title": "{address}"}}'
            for address in addresses
        ]
        Path(folder, "feeds.jsonl").write_text("\n".join(lines))
        for what, command in (
            ("the first time, three articles each", ["import", "feeds.jsonl"]),
            ("unchanged (304)", ["refresh"]),
        ):
            measured = run(folder, "source", *command, settings=settings)
            print(f"| {what} | {measured.seconds:.1f} | {measured.peak_mb:.0f} |")
