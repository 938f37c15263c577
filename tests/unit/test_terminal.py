import io
from pathlib import Path

from rich.console import Console

from bot.__main__ import open_library
from bot.cli._terminal import Terminal
from bot.client import run_bot
from bot.settings import Settings


def test_titles_in_the_progress_bar_are_no_markup() -> None:
    """A feed may be called "[/red]" and is shown so."""
    shown = io.StringIO()
    console = Console(force_terminal=True, width=200, file=shown)
    terminal = Terminal(Settings(), open_library, run_bot, Path("pullquote.db"), "local", console, console)
    with terminal.bar() as show:
        show("Adding [/red] news", 1, 5)
    assert "Adding [/red] news" in shown.getvalue()
