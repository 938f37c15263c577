"""`pullquote remove`: forget an article."""

import rich_click as click

from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("remove")
@click.argument("article")
@pass_terminal
def command(terminal: Terminal, article: str) -> None:
    """Remove ARTICLE, given by its number, its imported id, or its whole title."""

    async def work(library: Library) -> None:
        removed = await library.remove(terminal.collection, article)
        terminal.say(("removed   ", "red"), removed.citation.title, (f"  (article {removed.id})", "dim"))

    terminal.run(work)
