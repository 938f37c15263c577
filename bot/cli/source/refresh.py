"""`pullquote source refresh`: looking at sources now."""

from contextlib import aclosing

import rich_click as click

from bot.cli._actor import terminal_actor
from bot.cli._refreshing import refresh
from bot.cli._report import Report
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import counted
from index.gathering import Keeper
from index.library import Library


@click.command("refresh")
@click.argument("sources", metavar="[SOURCE...]", nargs=-1)
@click.option("--all-pages", is_flag=True, help="Read everything again, also what has not changed.")
@click.option(
    "--accept-shrunken", is_flag=True, help="Take in articles that have become much shorter than they were."
)
@click.option(
    "--due", is_flag=True, help="Look at what is due in every collection, and say little: for cron."
)
@pass_terminal
def command(
    terminal: Terminal, sources: tuple[str, ...], *, all_pages: bool, accept_shrunken: bool, due: bool
) -> None:
    """Look at the SOURCEs now, or at all of them, and store what is new.

    What could not be read is tried again, and a paused source is looked at too. While the bot runs
    it looks at every source by itself when its time has come; without the bot, let cron do so.

    \b
        pullquote source refresh
        pullquote source refresh 3 "harbour news"
        pullquote source refresh 3 --accept-shrunken
        pullquote source refresh --due    # every few minutes from cron, if the bot does not run
    """
    if due and (sources or all_pages or accept_shrunken):
        raise click.UsageError("--due looks at what is due; it takes no SOURCE and no other option.")
    if due:
        count = terminal.run(lambda library: Keeper(library.sources).round())
        terminal.say(f"looked at {counted(count, 'source')}")
        return
    report = Report(terminal, unchanged=False)

    async def work(library: Library) -> None:
        found = [await library.sources.get_source(terminal.collection, each) for each in sources]
        found = found or await library.sources.list_sources(terminal.collection)
        if not found:
            terminal.warn(f"The collection {terminal.collection!r} has no sources yet.")
        steps = library.sources.refresh(
            found, terminal_actor(), anew=all_pages, accept_shrunken=accept_shrunken
        )
        async with aclosing(steps):
            await refresh(terminal, library, report, found, steps)

    report.run(work, create=False)
    report.tell_summary("nothing new")
    report.end()
