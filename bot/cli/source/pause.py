"""`pullquote source pause`: looking at it no more for now."""

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("pause")
@click.argument("source")
@pass_terminal
def command(terminal: Terminal, source: str) -> None:
    """Look at SOURCE no more until it is resumed; its articles stay."""

    async def work(library: Library) -> None:
        found = await library.sources.get_source(terminal.collection, source)
        changed = await library.sources.pause(found, terminal_actor())
        terminal.say(("paused    ", "cyan"), changed.title, (f"  (source {changed.id})", "dim"))

    terminal.run(work)
