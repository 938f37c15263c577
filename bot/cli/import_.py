"""`pullquote import`: articles from a JSON Lines file."""

from pathlib import Path

import rich_click as click

from bot.cli._report import Report
from bot.cli._terminal import Terminal, pass_terminal
from index.errors import PullquoteError
from index.library import Library
from index.models import Added
from index.sources import jsonl


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@pass_terminal
def command(terminal: Terminal, file: Path) -> None:
    """Store the articles of FILE, JSON Lines, plain or gzipped (.gz).

    One article per line: {"id"?, "title", "text", "url"?, "author"?, "published_at"?}. The same id
    again updates the same article. A bad line is reported with its number and reason, and the rest
    is stored.

    \b
        pullquote import articles.jsonl.gz
    """
    report = Report(terminal, each=False)

    async def work(library: Library) -> None:
        with terminal.progress("Adding", None) as step:
            async for result in library.add(terminal.collection, jsonl.iter_articles(file)):
                if isinstance(result, Added):
                    await report.tell_added(library, result)
                elif isinstance(result, PullquoteError):
                    report.refuse(result)
                step()
        await report.index(library)

    report.run(work)
    report.tell_summary("nothing to add")
    report.end()
