"""`pullquote source export`: the sources of a collection, for another machine or a feed reader."""

from datetime import UTC, datetime
from pathlib import Path

import rich_click as click

from bot.cli._output import written_whole
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import counted
from index.library import Library
from index.models import Source, SourceKind
from index.sources import lines, opml


@click.command("export")
@click.option("--opml", "as_opml", flag_value=True, help="OPML, which feed readers take: feeds only.")
@click.option("--jsonl", "as_opml", flag_value=False, default=False, help="JSON Lines: all.  [default]")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write to this file.  [default: standard output]",
)
@pass_terminal
def command(terminal: Terminal, *, as_opml: bool, output: Path | None) -> None:
    """Write the collection's sources in the form that `source import` reads.

    \b
        pullquote source export > sources.jsonl
        pullquote source export --opml --output feeds.opml
    """

    async def work(library: Library) -> list[Source]:
        return await library.sources.list_sources(terminal.collection)

    sources = terminal.run(work)
    if as_opml:
        feeds = [source for source in sources if source.kind is SourceKind.FEED]
        if left := len(sources) - len(feeds):
            were = "was" if left == 1 else "were"
            terminal.warn(f"OPML holds feeds only, so {counted(left, 'other source')} {were} left out.")
        written = opml.write_opml(feeds, f"Pullquote: {terminal.collection}", datetime.now(UTC)).splitlines()
    else:
        written = [lines.dump_source(source) for source in sources]
    if output is None:
        for line in written:
            terminal.write(line)
        return
    with written_whole(output, terminal.db) as file:
        file.writelines(f"{line}\n" for line in written)
