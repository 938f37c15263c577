"""Ends a process with SIGKILL while it saves an index, again and again, and looks at what is left.

    python -m tests.e2e.killed_while_saving FOLDER KILLS

Each process takes up the copy in the folder, adds to it, merges and saves without end. After each
kill the copy must be whole: as one of the saves left it.
"""

import os
import random
import signal
import sys
import time
from pathlib import Path

from index.bm25 import BM25Index


def main() -> None:
    """Print how many saves were survived; AssertionError or an error of the index's at once otherwise."""
    folder, kills = Path(sys.argv[1]), int(sys.argv[2])
    index = BM25Index()
    index.add((i, words(i)) for i in range(2_500))
    index.change(facts={"passages": 2_500})
    index.save(folder)
    instants = random.Random(11)
    for _ in range(kills):
        child = os.fork()
        if not child:
            save_on(folder)
        time.sleep(instants.uniform(0.0, 0.06))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        check(folder)
    print(len(BM25Index.load(folder)) - 2_500)


def save_on(folder: Path) -> None:
    """Add and save until killed."""
    index = BM25Index.load(folder)
    while True:
        index.add([(len(index), words(len(index)))])
        if len(index) % 3 == 0:
            index.merge_all()
        index.change(facts={"passages": len(index)})
        index.save(folder)


def check(folder: Path) -> None:
    """The copy is one that was saved: as many passages as it says, and each of them found."""
    index = BM25Index.load(folder)
    assert index.frozen().facts == {"passages": len(index)}
    last = len(index) - 1
    assert index.top([f"only{last}"], 1)[0][0] == last
    assert [hit for hit, _ in index.top(["only17", "w3"], 1)] == [17]


def words(number: int) -> list[str]:
    """A passage's terms, one of them its own."""
    return ["the", f"w{number % 7}", f"w{number % 50}", f"only{number}"]


if __name__ == "__main__":
    main()
