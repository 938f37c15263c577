"""`pullquote import`: articles from a JSON Lines file."""

from pathlib import Path

import rich_click as click

from bot.cli._adding import add
from bot.cli._terminal import Terminal, pass_terminal
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
    add(terminal, jsonl.iter_articles(file), None, each=False)
