"""JSON Lines, plain or gzipped: articles in and out, and questions in.

An article is ``{"id"?, "title", "text", "url"?, "author"?, "published_at"?, "read_from_file"?,
"is_date_guessed"?, "page_starts"?}``. ``read_from_file`` is written only for an article with a URL that
is known by its file all the same, since another file may have that URL too; ``is_date_guessed`` only if
it is true; ``page_starts`` is where each page of the text begins, for what has pages. A question is
``{"id", "text"}``. Other fields are passed over. An optional field that is null or "" counts as absent. A
line is read and judged on its own, so that none that is broken costs another.
"""

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, TypeVar, cast

from index.errors import ArticleRefused, LineRefused, PullquoteError
from index.models import MAX_TEXT_CHARS, Article, NewArticle
from index.text import is_whole

# What the longest article takes as we write it, even if it is all control characters ("\u0001"), and
# some for its other fields. What is longer is never held: a small .gz can hold lines of gigabytes.
MAX_LINE_BYTES = 6 * MAX_TEXT_CHARS + 1_000_000
_PART_BYTES = 1_000_000
_NAMES = {str: "text", int: "a number", float: "a number", bool: "true or false", list: "a list"}
_T = TypeVar("_T")


def iter_articles(path: Path) -> Iterator[NewArticle | PullquoteError]:
    """The articles of a file; a line that is none is a ``LineRefused`` in its place."""
    return iter_lines(path, read_article)


def iter_questions(path: Path) -> Iterator[tuple[str, str] | PullquoteError]:
    """The (id, text) of a file's questions; a line that is none is a ``LineRefused``."""
    return iter_lines(path, read_question)


def open_lines(path: Path, mode: str) -> IO[str]:
    """Open for writing ("wt") as UTF-8, gzipped if the name ends in ``.gz``."""
    if _is_gzipped(path):
        return cast("IO[str]", gzip.open(path, mode, encoding="utf-8"))
    return path.open(mode, encoding="utf-8")


def dump_article(article: Article, text: str, page_starts: Sequence[int] = ()) -> str:
    """The line, without its end, from which ``iter_articles`` makes the same article."""
    citation = article.citation
    fields = {
        "id": citation.external_id,
        "title": citation.title,
        "text": text,
        "url": citation.url,
        "author": citation.author,
        "published_at": citation.published_at,
        "read_from_file": article.origin if citation.url else None,
        "is_date_guessed": citation.is_date_guessed or None,
        "page_starts": list(page_starts) or None,
    }
    return json.dumps({k: v for k, v in fields.items() if v is not None}, ensure_ascii=False)


def iter_lines(path: Path, read: Callable[[dict[str, object], int], _T]) -> Iterator[_T | PullquoteError]:
    """What ``read`` makes of the fields and number of each line; a line it refuses is a ``LineRefused``."""
    number = 0
    try:
        with gzip.open(path) if _is_gzipped(path) else path.open("rb") as lines:
            while line := lines.readline(MAX_LINE_BYTES + 1):
                number += 1
                try:
                    if text := _decode(line, cast("IO[bytes]", lines), number):
                        yield read(_parse(text, number), number)
                except LineRefused as refusal:
                    yield refusal
    except (OSError, EOFError, zlib.error) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower().rstrip(".")
        yield ArticleRefused(f"{path}: cannot be read{_after(number)} ({reason}).")


def _is_gzipped(path: Path) -> bool:
    return path.suffix.lower() == ".gz"


def _decode(line: bytes, lines: IO[bytes], number: int) -> str:
    """The line as text, "" if it is blank; of one too long the rest is passed over."""
    if len(line) > MAX_LINE_BYTES:
        while not line.endswith(b"\n") and (line := lines.readline(_PART_BYTES)):
            pass
        raise LineRefused(number, f"the line is over {MAX_LINE_BYTES // 1_000_000} MB long")
    try:
        return line.decode().strip("\ufeff \t\r\n")
    except UnicodeDecodeError as error:
        raise LineRefused(number, "this is not text in UTF-8") from error


def _after(number: int) -> str:
    return f" after line {number}" if number else ""


def _parse(line: str, number: int) -> dict[str, object]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineRefused(number, f"this is not JSON ({error})") from error
    if not isinstance(value, dict):
        raise LineRefused(number, "this is not a JSON object, {…}")
    return value


def read_article(fields: dict[str, object], number: int) -> NewArticle:
    """The article of a line.

    Raises:
        LineRefused: it is none.
    """
    title, text = _required(fields, "title", number), _required(fields, "text", number)
    return NewArticle(
        title=title,
        text=text,
        external_id=_id(fields, number),
        url=_text(fields, "url", number) or None,
        author=_text(fields, "author", number) or None,
        published_at=_text(fields, "published_at", number) or None,
        origin=_text(fields, "read_from_file", number) or None,
        label=f"line {number}",
        is_date_guessed=fields.get("is_date_guessed") is True,
        page_starts=_page_starts(fields, len(text), number),
    )


def read_question(fields: dict[str, object], number: int) -> tuple[str, str]:
    """The (id, text) of a line; without an id it is the line's number.

    Raises:
        LineRefused: it is no question.
    """
    return _id(fields, number) or str(number), _required(fields, "text", number, blank=True)


def _id(fields: dict[str, object], number: int) -> str | None:
    """The id as text; a whole number is taken by its digits."""
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(fields, "id", number) or None


def _page_starts(fields: dict[str, object], chars: int, number: int) -> tuple[int, ...]:
    """Places in the text, none before the one that it follows."""
    starts = fields.get("page_starts") or []
    is_list = isinstance(starts, list) and all(type(each) is int and 0 <= each <= chars for each in starts)
    if not is_list or starts != sorted(cast("list[int]", starts)):
        raise LineRefused(number, '"page_starts" must be a list of ascending places in the text')
    return tuple(cast("list[int]", starts))


def _required(fields: dict[str, object], name: str, number: int, *, blank: bool = False) -> str:
    value = _text(fields, name, number)
    if value is None:
        raise LineRefused(number, f'"{name}" is missing')
    if not blank and not value.strip():
        raise LineRefused(number, f'"{name}" is empty')
    return value


def _text(fields: dict[str, object], name: str, number: int) -> str | None:
    value = fields.get(name)
    if isinstance(value, str) and not is_whole(value):
        raise LineRefused(number, f'"{name}" holds half a character (a lone surrogate)')
    if value is None or isinstance(value, str):
        return value
    raise LineRefused(number, f'"{name}" is {_NAMES.get(type(value), "an object")} and must be text')
