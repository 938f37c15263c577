"""Measure sources.

    python -m tests.bench.sources PART... [--data FOLDER]

Each PART is a module of this package with ``measure(folder)``, which prints its table; without any, all:

- ``extraction``: articles read from 181 real news pages (``FOLDER/article-extraction``)
- ``feeds``: what comes out of malformed feeds
- ``readers``: what reading files costs
- ``adding``: a feed of 100 entries
- ``refreshing``: 1,000 feeds without anything new
- ``importing``: 10,000 text files
"""

import argparse
from importlib import import_module
from pathlib import Path

PARTS = ("extraction", "feeds", "readers", "adding", "refreshing", "importing")


def main() -> None:
    """Measure the parts that were named."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sources")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS), default=[])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), metavar="FOLDER")
    arguments = parser.parse_args()
    if unknown := set(arguments.parts) - set(PARTS):
        parser.error(f"there is no part {unknown.pop()!r}, only {', '.join(PARTS)}")
    for part in arguments.parts or PARTS:
        print(f"## {part}\n")
        import_module(f"tests.bench.sources.{part}").measure(arguments.data)
        print()


main()
