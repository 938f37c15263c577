"""`pullquote source remove`: a source and its articles."""

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import counted
from index.library import Library


@click.command("remove")
@click.argument("source")
@pass_terminal
def command(terminal: Terminal, source: str) -> None:
    """Remove SOURCE, and the articles that no other source brings.

    For a day, `pullquote restore` brings all of it back.
    """

    async def work(library: Library) -> None:
        found = await library.sources.get_source(terminal.collection, source)
        removal = await library.sources.remove(found, terminal_actor())
        went = counted(removal.articles, "article")
        terminal.say(("removed   ", "red"), found.title, (f"  (source {found.id}, with {went})", "dim"))
        terminal.say((f"{'':<10}undo it within a day: pullquote restore {removal.id}", "dim"))

    terminal.run(work)
