"""What every command of the terminal gets: the library, the collection, and where to write."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from bot.settings import Settings
from index.library import Library
from index.sources.fetch import FetchSettings

_P = ParamSpec("_P")
_T = TypeVar("_T")
ShowBar = Callable[[str, int, int | None], None]
"""What is being done, how much of it is done, and how much there is, if that is known."""
OpenLibrary = Callable[[Path, bool, int, int, FetchSettings], Library]
"""Names the adapters: given a database, whether to make it, the memory of the indexes in MB, for how
many days answers are kept, and how is fetched."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """What a command works with; ``open_library`` is given by the composition root."""

    settings: Settings
    open_library: OpenLibrary
    run_bot: Callable[[Settings, Library], None]
    db: Path
    collection: str
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))

    def open(self, *, create: bool) -> Library:
        """The library on the database that was named."""
        settings = self.settings
        return self.open_library(
            self.db, create, settings.index_memory_mb, settings.keep_answers_days, settings.fetching
        )

    def run(self, work: Callable[[Library], Awaitable[_T]], *, create: bool = False) -> _T:
        """Do the work with an open library, and close it whatever happens."""

        async def run() -> _T:
            library = self.open(create=create)
            try:
                return await work(library)
            finally:
                await library.close()

        return asyncio.run(run())

    def say(self, *parts: str | tuple[str, str]) -> None:
        """A line on standard output, of plain or (text, style) parts; nothing in them is markup."""
        pairs = [(part, "") if isinstance(part, str) else part for part in parts]
        self.out.print(Text.assemble(*((visible(text), style) for text, style in pairs)))

    def warn(self, sentence: str) -> None:
        """A line on standard error."""
        self._notes.print(Text.assemble((visible(sentence), "yellow")))

    def write(self, line: str) -> None:
        """A line of data on standard output, as it is: in UTF-8 whatever the terminal's encoding."""
        click.echo(line.encode())

    @property
    def _notes(self) -> Console:
        """For what is no result; where both outputs are the terminal one console, that of the bar.

        Two consoles would write into each other's lines.
        """
        return self.out if self.out.is_terminal and self.err.is_terminal else self.err

    async def index(self, library: Library) -> None:
        """Bring the collection's index up to date, with a progress bar where there is much to do."""
        with self.bar() as show:
            await library.refresh(self.collection, lambda done, total: show("Indexing", done, total))

    @contextmanager
    def progress(self, doing: str, total: int | None) -> Iterator[Callable[[], None]]:
        """A progress bar on standard error, shown only in a terminal; call it for every step."""
        done = count(1)
        with self.bar() as show:
            show(doing, 0, total)
            yield lambda: show(doing, next(done), total)

    @contextmanager
    def bar(self) -> Iterator[ShowBar]:
        """A progress bar as in ``progress``, told each time what is done and how much of how much.

        It is there only while something is left to do.
        """
        # A title may look like markup, and must not be taken for any.
        doing_column = TextColumn("{task.description}", markup=False)
        columns = (doing_column, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        is_shown = self.err.is_terminal
        with Progress(*columns, console=self._notes, transient=True, disable=not is_shown) as bar:
            task = bar.add_task("", visible=False)

            def show(doing: str, done: int, total: int | None) -> None:
                is_visible = total is None or done < total
                bar.update(task, description=visible(doing), completed=done, total=total, visible=is_visible)

            yield show


# Control characters but for tab and line feed: an article could clear the screen with them.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)], "\N{REPLACEMENT CHARACTER}")


def visible(text: str) -> str:
    """The text as a terminal may be shown it, sign for sign; line ends are kept."""
    return text.replace("\r\n", " \n").translate(_CONTROLS)


def pass_terminal(command: Callable[Concatenate[Terminal, _P], _T]) -> Callable[_P, _T]:
    """Give the command its terminal, which the root command opens only now: help needs no settings."""

    @wraps(command)
    def with_terminal(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        return command(click.get_current_context().obj(), *args, **kwargs)

    return with_terminal
