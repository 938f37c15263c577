"""`pullquote run`: the Discord bot, or without a token what it does, in the terminal."""

import sys
from contextlib import suppress
from functools import partial

import rich_click as click

from bot.cli._answers import show_answer
from bot.cli._terminal import Terminal, pass_terminal
from bot.handbook import store_handbook
from bot.settings import SettingsError
from index.errors import PullquoteError
from index.library import Library

DEMO_COLLECTION = "demo"
DEMO_QUESTIONS = (
    "Which permissions does the bot need?",
    "How do I remove an article?",
    "What does the bot say when nothing stored answers the question?",
)


@click.command("run")
@click.option("--discord", is_flag=True, help="Refuse to start without a DISCORD_TOKEN; for services.")
@pass_terminal
def command(terminal: Terminal, discord: bool) -> None:
    """Start the Discord bot, if there is a DISCORD_TOKEN in the environment or in .env.

    Without one, shows in this terminal what the bot does: stores the handbook in the collection
    "demo" if that is empty, answers three questions from it, and lets you ask more.
    """
    if terminal.settings.discord_token:
        terminal.run_bot(terminal.settings, terminal.open(create=True))
        return
    if discord:
        raise SettingsError(
            "The setting DISCORD_TOKEN is missing; put the bot's token in the environment or in .env."
        )
    terminal.say(
        (
            "No DISCORD_TOKEN is set, so this is a demo in the terminal; README.md tells how to get one.",
            "yellow",
        )
    )
    terminal.run(lambda library: _demonstrate(terminal, library), create=True)
    if sys.stdin.isatty():
        terminal.say("")
        terminal.say("Ask more about Pullquote; an empty line ends.")
        with suppress(EOFError, KeyboardInterrupt):
            _converse(terminal)


async def _demonstrate(terminal: Terminal, library: Library) -> None:
    if not await library.count_articles(DEMO_COLLECTION):
        await _store_handbook(terminal, library)
    for question in DEMO_QUESTIONS:
        await _answer(terminal, library, question)


def _converse(terminal: Terminal) -> None:
    """Answer until an empty line; between questions no event loop runs, which would hold up Ctrl-C."""
    while question := input("\n? ").strip():
        terminal.run(partial(_answer, terminal, question=question))


async def _store_handbook(terminal: Terminal, library: Library) -> None:
    count = await store_handbook(library, DEMO_COLLECTION)
    terminal.say((f"Stored the handbook ({count} articles) in the collection {DEMO_COLLECTION!r}.", "dim"))


async def _answer(terminal: Terminal, library: Library, question: str) -> None:
    terminal.say("")
    terminal.say((f"? {question}", "bold"))
    try:
        show_answer(terminal, await library.ask(DEMO_COLLECTION, question, terminal.settings.quotes))
    except PullquoteError as refusal:
        terminal.warn(str(refusal))
