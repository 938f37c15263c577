"""`pullquote check`: whether a text stands in a stored article."""

import json
import sys
from pathlib import Path

import rich_click as click
from rich.text import Text

from bot.cli._answers import check_form, show_quote
from bot.cli._terminal import Terminal, pass_terminal, visible
from index.library import Library
from index.models import Change, QuoteCheck, QuoteMatch

_VERDICTS = {
    QuoteMatch.VERBATIM: ("A stored article says this word for word:", "bold green"),
    QuoteMatch.NEARLY: ("A stored article says nearly this; what differs is marked:", "bold yellow"),
    QuoteMatch.ELSEWHERE: ("These words are in another article than the text names:", "bold yellow"),
    QuoteMatch.NOT_FOUND: ("No stored article says this.", "bold yellow"),
}
_STYLES = {Change.KEPT: "", Change.REMOVED: "red strike", Change.ADDED: "green underline"}
_SIGNS = {Change.KEPT: ("", ""), Change.REMOVED: ("[-", "-]"), Change.ADDED: ("{+", "+}")}


@click.command("check")
@click.argument("text", required=False)
@click.option(
    "--file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Check what the file holds.",
)
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@pass_terminal
def command(terminal: Terminal, text: str | None, *, file: Path | None, as_json: bool) -> None:
    """Tell whether TEXT stands in a stored article: word for word, nearly, or not at all.

    Without TEXT and without a file it is read from standard input. It may be a whole message that says where
    its quote is from, and may leave something out with "...". Words of the article that the text lacks are
    marked [-so-], words that it has more {+so+}.

    \b
        pullquote check "The last ferry leaves at nine."
        pullquote check --file message.txt
    """
    if text is not None and file is not None:
        raise click.UsageError("Give either a text or --file FILE.")

    async def work(library: Library) -> None:
        check = await library.check_quote(terminal.collection, text if text is not None else _read(file))
        if as_json:
            terminal.write(json.dumps(check_form(check), ensure_ascii=False))
        else:
            _show(terminal, check)

    terminal.run(work)


def _read(file: Path | None) -> str:
    if file is None:
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    return file.read_text(encoding="utf-8", errors="replace")


def _show(terminal: Terminal, check: QuoteCheck) -> None:
    terminal.say(_VERDICTS[check.match])
    if check.is_earlier:
        terminal.say(("It was in an earlier text of the article, which does not have it any more.", "yellow"))
    if check.named:
        terminal.say(("The text names: ", "yellow"), check.named.title)
    if check.differences:
        marked = Text()
        for run in check.differences:
            begin, end = _SIGNS[run.change]
            words = visible(run.text.rstrip())
            marked.append(begin + words + end, _STYLES[run.change])
            marked.append(" " * (len(run.text) > len(run.text.rstrip())))
        terminal.out.print(marked)
    if check.quote:
        show_quote(terminal, check.quote)
