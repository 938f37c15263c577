import gzip
import tracemalloc
from pathlib import Path

import pytest

from index.errors import PullquoteError
from index.models import NewArticle
from index.sources import jsonl

GOOD = b'{"title": "t", "text": "x"}\n'


def read(path: Path) -> list[str]:
    """Of each line its title, or why it was refused."""
    return [e.title if isinstance(e, NewArticle) else str(e) for e in jsonl.iter_articles(path)]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz"])
def test_a_line_that_is_not_utf8_costs_no_other(tmp_path: Path, name: str) -> None:
    """The lines before and after one in another encoding are read, in a small file too."""
    data = b"\xef\xbb\xbf" + GOOD + "Zürich\n".encode("latin-1") + b"\r\n" + GOOD.rstrip()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    assert read(path) == ["t", "line 2: this is not text in UTF-8", "t"]


def test_a_line_that_is_too_long_is_refused_and_never_held(tmp_path: Path) -> None:
    """A small archive with a line of gigabytes does not fill the memory, and the next line is read."""
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(400):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + GOOD)
    tracemalloc.start()
    found = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["line 1: the line is over 121 MB long", "t"]
    assert peak < 3 * jsonl.MAX_LINE_BYTES


def test_questions_are_read_line_by_line_too(tmp_path: Path) -> None:
    """A question that is not UTF-8 is told, and the next one read."""
    path = tmp_path / "q.jsonl"
    path.write_bytes(b'\xff\n{"id": 5, "text": "why?"}\n')
    first, second = jsonl.iter_questions(path)
    assert isinstance(first, PullquoteError)
    assert second == ("5", "why?")
