"""`pullquote restore`: taking a removal back."""

from datetime import UTC, datetime

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import ago, counted
from index.durations import write_duration
from index.library import Library


@click.command("restore")
@click.argument("removal", metavar="[ID]", type=click.IntRange(1), required=False)
@pass_terminal
def command(terminal: Terminal, removal: int | None) -> None:
    """Bring back what was removed, by the ID that was told; without one, list what can be restored.

    Articles come back with their numbers and all their texts, sources with what they list. It can be
    done for a day.

    \b
        pullquote restore
        pullquote restore 5
    """

    async def work(library: Library) -> None:
        if removal is None:
            await _list(terminal, library)
            return
        restored = await library.restore(terminal.collection, removal, terminal_actor())
        came = counted(restored.articles, "article")
        terminal.say(("restored  ", "green"), restored.subject, (f"  ({came})", "dim"))

    terminal.run(work)


async def _list(terminal: Terminal, library: Library) -> None:
    now = datetime.now(UTC)
    removals = await library.list_removals(terminal.collection)
    for each in removals:
        left = write_duration((each.until - now).total_seconds())
        facts = f"{counted(each.articles, 'article')}, removed {ago(each.at, now)} by {each.actor.name}"
        terminal.say((f"{each.id:>6}  ", "bold cyan"), each.subject, (f"  ({facts}; for {left} more)", "dim"))
    if not removals:
        terminal.warn("Nothing was removed within the last day.")
