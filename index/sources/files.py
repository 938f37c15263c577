"""Files and folders of them: which to read, and their bytes."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import ArticleRefused, ContentRefused, PullquoteError
from index.models import Content, ContentKind, NewArticle, PageReading
from index.sources.decoding import decode_text
from index.sources.kinds import recognise
from index.sources.markdown import read_markdown
from index.sources.pasted import read_pasted

MAX_BYTES = 50_000_000
# What a folder is searched for. A file that is named itself is read by what it is.
ENDINGS = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".epub"}
)
_KINDS = "text (.txt, .text), Markdown (.md, .markdown), HTML, PDF, Word (.docx) and EPUB"


def find_files(targets: Iterable[Path]) -> list[Path | PullquoteError]:
    """The files to read, in order: those named, and in folders named those of a kind we read.

    Hidden files and folders and what Word leaves beside an open file are passed over, links to folders not
    followed. A target that is not
    there, or a folder with nothing to read in it, is an error in its place.
    """
    return [entry for target in targets for entry in _expand(target)]


def read_content(path: Path) -> Content:
    """A file for the readers, by what it is: for a thread, since it waits for the disk.

    Raises:
        ArticleRefused: it is missing, unreadable, too large, empty, or of no kind that is read.
    """
    data, name = read_bytes(path), written(path.name)
    try:
        return Content(recognise(data, "", name), data, name)
    except ContentRefused as refusal:
        raise refused(path, refusal) from refusal


def article_of(path: Path, reading: PageReading) -> NewArticle:
    """What a reader made of the file, known by the file from now on."""
    return replace(reading.article, origin=written(path.resolve()), label=str(path))


def refused(path: Path, refusal: PullquoteError) -> ArticleRefused:
    """That the file cannot be read, for that reason."""
    return ArticleRefused("{path}: {refusal}", path=path, refusal=refusal)


def iter_articles(files: Iterable[Path | PullquoteError]) -> Iterator[NewArticle | PullquoteError]:
    """The articles in files of text and Markdown; a file that cannot be read is an error in its place."""
    for file in files:
        if isinstance(file, PullquoteError):
            yield file
            continue
        try:
            yield read_file(file)
        except ArticleRefused as refusal:
            yield refusal


def read_file(path: Path) -> NewArticle:
    """The article in a file of text or Markdown; a name without a known ending is read as text.

    Raises:
        ArticleRefused: it is missing, unreadable, too large, empty, not text, or nested too deeply.
    """
    content = read_content(path)
    if content.kind not in (ContentKind.TEXT, ContentKind.MARKDOWN):
        raise ArticleRefused(
            "{path}: files of the kind {kind} are not read here, only text and Markdown.",
            path=path,
            kind=content.kind,
        )
    read = read_markdown if content.kind is ContentKind.MARKDOWN else read_pasted
    try:
        article = read(decode_text(content.data), written(path.stem))
    except (ArticleRefused, ContentRefused) as refusal:
        raise refused(path, refusal) from refusal
    if not article.text.strip():
        raise ArticleRefused("{path}: there is no text in it beside its title.", path=path)
    return article_of(path, PageReading(article))


def _expand(target: Path) -> Iterator[Path | PullquoteError]:
    if not target.is_dir():
        yield target
        return
    files = [
        Path(folder, name)
        for folder, _, names in _walk(target)
        for name in sorted(names)
        if Path(name).suffix.lower() in ENDINGS and not name.startswith((".", "~$"))
    ]
    if files:
        yield from files
    else:
        yield ArticleRefused(
            "{target}: there is no article in this folder; {kinds} files are read.",
            target=target,
            kinds=_KINDS,
        )


def _walk(target: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """The folder and those within, in order, but for hidden ones."""
    for folder, folders, names in os.walk(target):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield folder, folders, names


def written(path: Path | str) -> str:
    r"""The path as text that can be stored: bytes of its name that are not UTF-8 as "\xfc"."""
    return os.fsencode(path).decode(errors="backslashreplace")


def find_written(text: str) -> Path:
    """The path that ``written`` wrote so, if there is one on the disk; else the path of that very name."""
    path = Path(text)
    if "\\x" not in text or path.exists():
        return path
    plain = re.sub(rb"\\x([89a-f][0-9a-f])", lambda byte: bytes.fromhex(byte[1].decode()), os.fsencode(text))
    found = Path(os.fsdecode(plain))
    return found if found.exists() else path


def read_bytes(path: Path) -> bytes:
    """What is in a file.

    Raises:
        ArticleRefused: it is missing, unreadable, too large, or no file; the sentence names it.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise ArticleRefused("{path}: this is a pipe, a device or a folder, and not a file.", path=path)
        with path.open("rb") as file:  # no further than allowed, since a file may grow, or tell no size
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ArticleRefused("{path}: cannot be read ({reason}).", path=path, reason=reason) from error
    if len(data) > MAX_BYTES:
        raise ArticleRefused(
            "{path}: the file is over {megabytes} MB, too large.", path=path, megabytes=MAX_BYTES // 1_000_000
        )
    return data
