"""`pullquote add`: files and folders of articles."""

from pathlib import Path

import rich_click as click

from bot.cli._adding import add
from bot.cli._terminal import Terminal, pass_terminal
from index.sources import files


@click.command("add")
@click.argument(
    "targets", metavar="TARGET...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@pass_terminal
def command(terminal: Terminal, targets: tuple[Path, ...]) -> None:
    """Store articles from text and Markdown files, and folders of them.

    Says of each whether it was added, updated (the same file, changed) or unchanged. A text file may
    be pasted from a web page as it is: the title, author and date are read from it, and labels,
    captions and share buttons left out and named.

    \b
        pullquote add article.txt notes/
        pullquote --collection 123456789012345678 add notes/   # for that Discord server
    """
    found = files.find_files(targets)
    add(terminal, files.iter_articles(found), len(found), each=True)
