"""Files and folders of them: which to read, and their bytes."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import ArticleRefused, ContentRefused, PullquoteError
from index.models import NewArticle
from index.sources.decoding import decode_text
from index.sources.markdown import read_markdown
from index.sources.pasted import read_pasted

MAX_BYTES = 50_000_000
_READERS = {
    ".txt": read_pasted,
    ".text": read_pasted,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
_KINDS = "text (.txt, .text) and Markdown (.md, .markdown)"
# Named as a target these would be read as text, and be garbage.
_NOT_YET = frozenset(
    """
    .pdf .docx .doc .odt .rtf .epub .html .htm .xml .json .csv
    """.split()
)


def find_files(targets: Iterable[Path]) -> list[Path | PullquoteError]:
    """The files to read, in order: those named, and in folders named those of a kind we read.

    Hidden files and folders are passed over, links to folders not followed. A target that is not
    there, or a folder with nothing to read in it, is an error in its place.
    """
    return [entry for target in targets for entry in _expand(target)]


def iter_articles(files: Iterable[Path | PullquoteError]) -> Iterator[NewArticle | PullquoteError]:
    """The articles in the files; a file that cannot be read is an error in its place."""
    for file in files:
        if isinstance(file, PullquoteError):
            yield file
            continue
        try:
            yield read_file(file)
        except ArticleRefused as refusal:
            yield refusal


def read_file(path: Path) -> NewArticle:
    """The article in a file, by its kind; a name without a known ending is read as text.

    Raises:
        ArticleRefused: it is missing, unreadable, too large, empty, not text, or nested too deeply.
    """
    ending = path.suffix.lower()
    if ending in _NOT_YET:
        raise ArticleRefused(f"{path}: files of the kind {ending} are not read yet, only {_KINDS}.")
    if ending in (".jsonl", ".gz"):
        raise ArticleRefused(f"{path}: use `pullquote import` for files of articles in JSON Lines.")
    data = read_bytes(path)
    try:
        article = _READERS.get(ending, read_pasted)(decode_text(data), written(path.stem))
    except (ArticleRefused, ContentRefused) as refusal:
        raise ArticleRefused(f"{path}: {refusal}") from refusal
    if not article.text.strip():
        raise ArticleRefused(f"{path}: there is no text in it beside its title.")
    return replace(article, origin=written(path.resolve()), label=str(path))


def _expand(target: Path) -> Iterator[Path | PullquoteError]:
    if not target.is_dir():
        yield target
        return
    files = [
        Path(folder, name)
        for folder, _, names in _walk(target)
        for name in sorted(names)
        if Path(name).suffix.lower() in _READERS and not name.startswith(".")
    ]
    if files:
        yield from files
    else:
        yield ArticleRefused(f"{target}: there is no article in this folder; {_KINDS} files are read.")


def _walk(target: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The folder and those within, in order, but for hidden ones."""
    for folder, folders, names in os.walk(target):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield folder, folders, names


def written(path: Path | str) -> str:
    r"""The path as text that can be stored: bytes of its name that are not UTF-8 as "\xfc"."""
    return os.fsencode(path).decode(errors="backslashreplace")


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        ArticleRefused: it is missing, unreadable, too large, or no file; the sentence names it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ArticleRefused(f"{path}: this is a pipe, a device or a folder, and not a file.")
        with path.open("rb") as file:  # no further than allowed, since a file may grow, or tell no size
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArticleRefused(f"{path}: cannot be read ({reason}).") from error
    if len(data) > MAX_BYTES:
        raise ArticleRefused(f"{path}: the file is over {MAX_BYTES // 1_000_000} MB, too large.")
    return data
