"""`pullquote demo`: the bot in a browser, before there is any Discord application."""

import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import rich_click as click

from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("demo")
@click.option(
    "--port", type=click.IntRange(1, 65_535), help="The port on this machine.  [default: any free one]"
)
@pass_terminal
def command(terminal: Terminal, port: int | None) -> None:
    """Try the bot in a browser: slash commands, buttons and forms, without Discord.

    Its collection is the handbook, in a database of its own that is gone when the demo ends. The page can
    be opened on this machine only, by whoever has the whole link.

    \b
    Examples:
        pullquote demo
        pullquote demo --port 8000
    """
    with tempfile.TemporaryDirectory(prefix="pullquote-demo-") as scratch:
        elsewhere = replace(terminal, db=Path(scratch, "demo.db"))
        elsewhere.run(partial(_serve, terminal, port), create=True)
    terminal.say("The demo has ended.")


async def _serve(terminal: Terminal, port: int | None, library: Library) -> None:
    from bot import demo  # noqa: PLC0415 - discord.py, which no other command of the terminal needs

    await demo.serve(library, terminal.settings, port, partial(_tell, terminal))


def _tell(terminal: Terminal, link: str) -> None:
    terminal.say("Open this link in a browser on this machine:")
    terminal.say("")
    terminal.say(("  " + link, "bold"))
    terminal.say("")
    terminal.say("Write /ask, or mention @Pullquote with a question. You are Max, a member;")
    terminal.say("“Viewing as” at the top makes you Mia, a moderator, who can add sources.")
    terminal.say("Ctrl-C here ends the demo.")
