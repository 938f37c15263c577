"""The root command: global options, the commands found, and how errors end a command."""

import io
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click
import rich_click

from bot import log, settings
from bot.cli._terminal import OpenLibrary, Terminal
from bot.errors import sentence_for
from index.errors import PullquoteError
from index.library import Library

_HELP = """Quotes from your articles, word for word, with where each one stands.

Store articles, then ask:

\b
    pullquote add article.txt notes/
    pullquote ask "Who was captured in Kursk?"

Every command has examples: `pullquote COMMAND --help`.
"""
_MAX_COLLECTION_CHARS = 100


class Root(rich_click.RichGroup):
    """`pullquote`. An error is one sentence, with exit code 1, or 2 for wrong usage or a wrong setting."""

    def __init__(
        self,
        open_library: OpenLibrary,
        run_bot: Callable[[settings.Settings, Library], None],
        commands: Sequence[click.Command],
    ) -> None:
        self._open_library = open_library
        self._run_bot = run_bot
        super().__init__(
            name="pullquote",
            help=_HELP,
            commands={str(command.name): command for command in commands},
            params=[
                click.Option(
                    ["--db"],
                    type=click.Path(dir_okay=False, path_type=Path),
                    help="The database file.  [default: the setting PULLQUOTE_DB, pullquote.db]",
                ),
                click.Option(
                    ["--collection"],
                    default="local",
                    show_default=True,
                    help="Whose articles: for a Discord server, its ID.",
                ),
            ],
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        click.version_option(version("pullquote"), message="%(prog)s %(version)s")(self)

    def run(self) -> NoReturn:
        """Run as a program; wrong usage is told as any other error is, where rich-click draws a box."""
        if isinstance(sys.stdout, io.TextIOWrapper):  # what it cannot hold is shown as "?"
            sys.stdout.reconfigure(errors="replace")
        try:
            code = self.main(prog_name="pullquote", standalone_mode=False)
        except click.Abort:
            click.echo("Aborted!", err=True)
            sys.exit(1)
        except click.ClickException as error:
            click.echo(f"Error: {error.format_message()}", err=True)
            sys.exit(error.exit_code)
        sys.exit(code)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click has it
        """Run the command, which calls for its ``Terminal``, and end on an error as a person expects."""
        ctx.obj = lambda: self._open_terminal(ctx)
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except settings.SettingsError as error:
            return _end(ctx, str(error), 2)
        except PullquoteError as error:  # as it is: on Discord some are worded otherwise
            return _end(ctx, str(error), 1)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            return _end(ctx, sentence_for(error, command=ctx.invoked_subcommand), 1)

    def _open_terminal(self, ctx: click.Context) -> Terminal:
        """By the settings and global options, neither of which help should fail by."""
        loaded = settings.load()
        log.configure(loaded, is_told=ctx.invoked_subcommand != "run")
        collection = str(ctx.params["collection"]).strip()
        if not collection or len(collection) > _MAX_COLLECTION_CHARS or not collection.isprintable():
            raise click.BadParameter("must be 1 to 100 printable characters.", ctx, param_hint="--collection")
        return Terminal(
            settings=loaded,
            open_library=self._open_library,
            run_bot=self._run_bot,
            db=ctx.params["db"] or loaded.db,
            collection=collection,
        )


def _end(ctx: click.Context, sentence: str, exit_code: int) -> NoReturn:
    """One line on standard error, however long, so that a program finds it whole."""
    click.echo(f"Error: {sentence}", err=True)
    ctx.exit(exit_code)
