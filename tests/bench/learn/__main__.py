"""The command; see the package."""

import argparse
from pathlib import Path

from index import weights
from tests.bench.learn import _deciding, _ranking

FILE = Path(weights.__file__)
HEADING = '"""What each signal is worth; written by ``python -m tests.bench.learn DATA``, see there how."""'


def main() -> None:
    """Learn what was asked for, and write it down."""
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.learn")
    arguments.add_argument("data", type=Path)
    arguments.add_argument("--only", choices=("ranking", "deciding"))
    arguments.add_argument("--without", nargs="*", default=())
    given = arguments.parse_args()
    ranking, deciding = weights.RANKING, weights.DECIDING
    if given.only != "deciding":
        ranking = _ranking.learn(given.data, given.without)
    if given.only != "ranking":
        deciding = _deciding.learn(given.data, given.without)
    if not given.without:
        parts = (HEADING, "", "# By the names in index.signals.", *table("RANKING", ranking))
        FILE.write_text(
            "\n".join([*parts, "# By the names in index.deciding.", *table("DECIDING", deciding)])
        )


def table(name: str, entries: dict[str, float]) -> list[str]:
    """The lines that define one."""
    return [f"{name} = {{", *(f'    "{key}": {value:.3f},' for key, value in entries.items()), "}", ""]


if __name__ == "__main__":
    main()
