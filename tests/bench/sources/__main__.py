"""Measure sources.

    python -m tests.bench.sources PART DATA-FOLDER

PART is a module of this package with ``measure(folder)``, which prints its table:

- ``extraction``: articles read from 181 real news pages (``DATA-FOLDER/article-extraction``).
"""

import sys
from importlib import import_module
from pathlib import Path

PARTS = ("extraction",)


def main() -> None:
    """Measure the part that was named."""
    if len(sys.argv) != 3 or sys.argv[1] not in PARTS:
        sys.exit(f"usage: python -m tests.bench.sources {{{','.join(PARTS)}}} DATA-FOLDER")
    import_module(f"tests.bench.sources.{sys.argv[1]}").measure(Path(sys.argv[2]))


main()
