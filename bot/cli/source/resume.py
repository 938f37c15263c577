"""`pullquote source resume`: looking at it again."""

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("resume")
@click.argument("source")
@pass_terminal
def command(terminal: Terminal, source: str) -> None:
    """Look at SOURCE again, from now on."""

    async def work(library: Library) -> None:
        found = await library.sources.get_source(terminal.collection, source)
        changed = await library.sources.resume(found, terminal_actor())
        terminal.say(("resumed   ", "cyan"), changed.title, (f"  (source {changed.id})", "dim"))

    terminal.run(work)
