"""`pullquote export`: every article as JSON Lines."""

from collections.abc import Callable
from pathlib import Path

import rich_click as click

from bot.cli._output import written_whole
from bot.cli._terminal import Terminal, pass_terminal
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

    async def work(library: Library) -> None:
        if output is None:
            await _write(terminal, library, terminal.write)
            return
        with written_whole(output, terminal.db) as file:
            await _write(terminal, library, lambda line: file.write(line + "\n"))

    terminal.run(work)


async def _write(terminal: Terminal, library: Library, write: Callable[[str], object]) -> None:
    total = await library.count_articles(terminal.collection)
    with terminal.progress("Exporting", total) as step:
        async for article in library.iter_articles(terminal.collection):
            revision = await library.get_text(terminal.collection, article)
            write(jsonl.dump_article(article, revision.text, revision.page_starts))
            step()
