"""`pullquote export`: every article as JSON Lines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from shutil import copymode
from typing import IO

import rich_click as click

from bot.cli._terminal import Terminal, pass_terminal
from index.errors import PullquoteError
from index.library import Library
from index.sources import jsonl


@click.command("export")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write to this file, gzipped if its name ends in .gz.  [default: standard output]",
)
@pass_terminal
def command(terminal: Terminal, output: Path | None) -> None:
    """Write the collection's articles in the form that `import` reads, nothing lost.

    \b
        pullquote export > articles.jsonl
        pullquote export --output articles.jsonl.gz
    """
    if output and _is_database(output, terminal.db):
        raise ExportRefused(f"{output} is the database itself; name another file to export to.")
    terminal.run(lambda library: _export(terminal, library, output))


class ExportRefused(PullquoteError):
    """The file cannot be written; what it held before is untouched."""


async def _export(terminal: Terminal, library: Library, output: Path | None) -> None:
    if output is None:
        await _write(terminal, library, terminal.write)
        return
    try:
        with _open(output) as file:
            await _write(terminal, library, lambda line: file.write(line + "\n"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ExportRefused(f"{output} cannot be written ({reason}); the export is not complete.") from error


@contextmanager
def _open(output: Path) -> Iterator[IO[str]]:
    """What to write to: a pipe or device itself; for a file one beside it, put in its place when whole."""
    if output.exists() and not output.is_file():
        with jsonl.open_lines(output, "wt") as file:
            yield file
        return
    output = output.resolve()
    unfinished = output.with_name(f".{token_hex(8)}{output.suffix}")
    unfinished.touch(exist_ok=False)
    try:
        if output.exists():
            copymode(output, unfinished)
        with jsonl.open_lines(unfinished, "wt") as file:
            yield file
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)


async def _write(terminal: Terminal, library: Library, write: Callable[[str], object]) -> None:
    total = await library.count_articles(terminal.collection)
    with terminal.progress("Exporting", total) as step:
        async for article in library.iter_articles(terminal.collection):
            revision = await library.get_text(terminal.collection, article)
            write(jsonl.dump_article(article, revision.text, revision.page_starts))
            step()


def _is_database(output: Path, db: Path) -> bool:
    """Whether the file is the database or one that SQLite keeps beside it, under whatever name."""
    own = [db, *(db.with_name(db.name + ending) for ending in ("-wal", "-shm"))]
    return any(output.resolve() == file.resolve() or _same_file(output, file) for file in own)


def _same_file(output: Path, file: Path) -> bool:
    return output.exists() and file.exists() and output.samefile(file)
