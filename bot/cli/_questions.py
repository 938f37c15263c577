"""Questions for ``ask`` and ``search``: one from the command line, or a file of them."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from bot.cli._terminal import Terminal
from index.errors import PullquoteError
from index.library import Library
from index.sources import jsonl

Each = Callable[[Library, str | None, str], Awaitable[None]]


def put(terminal: Terminal, question: str | None, file: Path | None, each: Each) -> None:
    """Put the question, or every question of the file, to the library through ``each``.

    In a file, a line that is no question is reported and passed over, and the exit code is 1.
    """
    if (question is None) == (file is None):
        raise click.UsageError("Give either a question or --questions FILE.")

    async def work(library: Library) -> bool:
        await terminal.index(library)
        if file is None:
            await each(library, None, question or "")
            return True
        return await _put_all(terminal, library, file, each)

    if not terminal.run(work):
        raise SystemExit(1)


async def _put_all(terminal: Terminal, library: Library, file: Path, each: Each) -> bool:
    questions = list(jsonl.iter_questions(file))
    clean = True
    with terminal.progress("Asking", len(questions)) as step:
        for entry in questions:
            if isinstance(entry, PullquoteError):
                terminal.warn(str(entry))
                clean = False
            else:
                await each(library, *entry)
            step()
    return clean
