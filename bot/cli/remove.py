"""`pullquote remove`: forget an article."""

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("remove")
@click.argument("article")
@pass_terminal
def command(terminal: Terminal, article: str) -> None:
    """Remove ARTICLE, given by its number, its imported id, or its whole title.

    Its sources do not bring it back. For a day, `pullquote restore` does.
    """

    async def work(library: Library) -> None:
        removed, removal = await library.remove(terminal.collection, article, terminal_actor())
        terminal.say(("removed   ", "red"), removed.citation.title, (f"  (article {removed.id})", "dim"))
        terminal.say((f"{'':<10}undo it within a day: pullquote restore {removal.id}", "dim"))

    terminal.run(work)
