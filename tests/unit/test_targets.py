from pathlib import Path

import pytest

from index.errors import TargetRefused
from index.gathering import read_link, read_target


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("HTTP://Example.org", "HTTP://Example.org"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("<https://example.org/a>", "https://example.org/a"),
        ("example.org", "https://example.org"),
        ("www.example.org/feed.xml", "https://www.example.org/feed.xml"),
        ("example.org:8443/x", "https://example.org:8443/x"),
        ("example.org?page=2", "https://example.org?page=2"),
        ("müller.example.org", "https://müller.example.org"),
        ("blog.md/notes.txt", "https://blog.md/notes.txt"),
    ],
)
def test_a_link_is_taken_as_people_paste_it(target: str, expected: str) -> None:
    """A link without a scheme is tried as https, and what surrounds a pasted one does no harm."""
    assert expected == read_target(target)


def test_a_link_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may only name links cannot find out what lies on the machine."""
    monkeypatch.chdir(tmp_path)
    Path("example.org").write_text("A page that was saved.")
    assert read_link(" <example.org> ") == "https://example.org"
    for named in (
        str(tmp_path),
        "file:///etc/passwd",
        "notes.txt",
        "",
        "javascript:alert(1)",
        "ftp://e.org/x",
    ):
        with pytest.raises(TargetRefused) as refused:
            read_link(named)
        assert "file or folder" not in str(refused.value)


def test_what_lies_on_the_disk_is_a_path_whatever_it_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is found before a web address is thought of."""
    monkeypatch.chdir(tmp_path)
    Path("example.org").write_text("A page that was saved.")
    assert Path("example.org") == read_target("example.org")
    assert tmp_path == read_target(str(tmp_path))


@pytest.mark.parametrize(
    "target", ["missing.txt", "report.pdf", "./missing", "no such thing", "a/b.md", "x" * 5000, "\0"]
)
def test_a_file_that_is_not_there_is_not_looked_for_on_the_web(target: str) -> None:
    """A name that looks like a file's is told to be missing, and nothing is fetched."""
    with pytest.raises(TargetRefused, match="no such file or folder"):
        read_target(target)


@pytest.mark.parametrize(
    "target",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "mailto:ann@example.org",
        "javascript:alert(1)",
        "ssh://x.org",
    ],
)
def test_other_schemes_are_told_that_only_the_web_is_read(target: str) -> None:
    """Whatever is no http or https is refused with what would be right."""
    with pytest.raises(TargetRefused, match="https://"):
        read_target(target)


@pytest.mark.parametrize("target", ["", "  ", "<>"])
def test_nothing_is_told_to_be_nothing(target: str) -> None:
    """An empty target gets a sentence of its own."""
    with pytest.raises(TargetRefused, match="Nothing was named"):
        read_target(target)
