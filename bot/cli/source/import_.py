"""`pullquote source import`: sources from a list of them."""

from contextlib import aclosing
from pathlib import Path

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._refreshing import refresh
from bot.cli._report import Report
from bot.cli._source_lists import read_sources
from bot.cli._terminal import Terminal, pass_terminal
from index.errors import PullquoteError
from index.library import Library
from index.models import Source


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--later", is_flag=True, help="Only note the sources; the bot looks at them in its time.")
@pass_terminal
def command(terminal: Terminal, file: Path, *, later: bool) -> None:
    """Add the sources of FILE: OPML as feed readers export it, or JSON Lines of `source export`.

    What is no source is reported with the reason, and the rest is added. Then the new ones are looked
    at, and what they list is stored.

    \b
        pullquote source import feeds.opml
        pullquote source import sources.jsonl --later
    """
    report = Report(terminal)

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
    """Add the sources without a look at them; those that are new."""
    good = []
    for entry in await read_sources(library, file):
        if isinstance(entry, PullquoteError):
            report.refuse(entry)
        else:
            good.append(entry)
    new, known = [], 0
    async with aclosing(
        library.sources.import_sources(terminal.collection, good, terminal_actor())
    ) as results:
        async for source, is_new in results:
            if is_new:
                new.append(source)
            known += not is_new
    parts = [
        f"{count:,} {word}"
        for count, word in ((len(new), "new"), (known, "known already"), (len(good) - len(new) - known, ""))
        if count and word
    ]
    terminal.say(f"sources: {', '.join(parts) or 'none'}")
    return new
