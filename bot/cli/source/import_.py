"""`pullquote source import`: sources from a list of them."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from pathlib import Path

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._refreshing import refresh
from bot.cli._report import Report
from bot.cli._source_lists import iter_sources
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import counted
from index.errors import PullquoteError
from index.library import Library
from index.models import NewSource, Source


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--later", is_flag=True, help="Only note the sources; the bot looks at them in its time.")
@pass_terminal
def command(terminal: Terminal, file: Path, *, later: bool) -> None:
    """Add the sources of FILE: OPML as feed readers export it, or JSON Lines as `source export` writes it.

    What is no source is reported with the reason, and the rest is added. Then the new ones are looked
    at, and what they list is stored.

    \b
        pullquote source import feeds.opml
        pullquote source import sources.jsonl --later
    """
    report = Report(terminal, unchanged=False)

    async def work(library: Library) -> None:
        new = await _note(terminal, library, report, file)
        if new and not later:
            steps = library.sources.refresh(new, terminal_actor())
            async with aclosing(steps):
                await refresh(terminal, library, report, new, steps)
            report.tell_summary("nothing new")

    report.run(work)
    report.end()


async def _note(terminal: Terminal, library: Library, report: Report, file: Path) -> list[Source]:
    """Add the sources without a look at them; those that are new and not paused."""
    entries = await asyncio.to_thread(lambda: list(iter_sources(file)))
    good = [entry for entry in entries if not isinstance(entry, PullquoteError)]
    for entry in entries:
        if isinstance(entry, PullquoteError):
            report.refuse(entry)
    noted = await _add(terminal, library, good)
    new = [source for source, is_new in noted if is_new]
    known = len(noted) - len(new)
    terminal.say(f"{counted(len(new), 'source')} added", f", {known:,} known already" if known else "")
    return [source for source in new if source.paused_at is None]


async def _add(
    terminal: Terminal, library: Library, given: Sequence[tuple[NewSource, bool]]
) -> list[tuple[Source, bool]]:
    """Each with whether it is new; one that is new and was paused is paused again."""
    noted, actor = [], terminal_actor()
    results = library.sources.import_sources(terminal.collection, [new for new, _ in given], actor)
    paused = iter([is_paused for _, is_paused in given])
    async for source, is_new in results:
        is_paused = next(paused)
        noted.append((await library.sources.pause(source, actor) if is_new and is_paused else source, is_new))
    return noted
