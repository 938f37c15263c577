"""`pullquote export`: every article as JSON Lines."""

from contextlib import nullcontext
from pathlib import Path

import rich_click as click

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
    r"""Write the collection's articles in the form that `import` reads, nothing lost.

    \b
        pullquote export > articles.jsonl
        pullquote export --output articles.jsonl.gz
    """

    async def work(library: Library) -> None:
        total = await library.count_articles(terminal.collection)
        with (
            jsonl.open_lines(output, "wt") if output else nullcontext() as file,
            terminal.progress("Exporting", total) as step,
        ):
            async for article in library.iter_articles(terminal.collection):
                revision = await library.get_text(terminal.collection, article)
                line = jsonl.dump_article(article, revision.text)
                if file:
                    file.write(line + "\n")
                else:
                    terminal.write(line)
                step()

    terminal.run(work)
