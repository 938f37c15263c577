"""`pullquote answer`: an answer that was given, shown again."""

import json

import rich_click as click

from bot.cli._answers import answer_form, show_answer
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("answer")
@click.argument("answer_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object, in the form of `pullquote ask`.")
@pass_terminal
def command(terminal: Terminal, answer_id: str, *, as_json: bool) -> None:
    """Show an answer again by its ID, of which the first six digits will do.

    Its quotes are as they were, and it is said where an article has changed or was removed since.
    Answers are kept for as long as the setting PULLQUOTE_KEEP_ANSWERS_DAYS says.

    \b
        pullquote answer 3fa90c41d2e7
        pullquote --collection 123456789012345678 answer --json 3fa90c
    """

    async def work(library: Library) -> None:
        kept = await library.get_answer(terminal.collection, answer_id)
        if as_json:
            terminal.write(json.dumps(answer_form(None, kept), ensure_ascii=False))
            return
        terminal.say((kept.question, "bold"))
        show_answer(terminal, kept)
        when = f"{kept.asked_at.day} {kept.asked_at:%B %Y, %H:%M} UTC"
        terminal.say((f"answer {kept.answer_id}, given on {when}", "dim"))

    terminal.run(work)
