"""`pullquote answers`: the answers that are kept."""

import json

import rich_click as click

from bot.cli._answers import answer_form
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("answers")
@click.option("--changed", is_flag=True, help="Only those that quote what an article does not say any more.")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, help="At most so many, the newest."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per answer, a line each.")
@pass_terminal
def command(terminal: Terminal, *, changed: bool, limit: int, as_json: bool) -> None:
    """List the answers that were given, the newest first, each with the id that shows it again.

    An answer is marked if words that it quotes are not in their article any more, since the article
    was changed or removed.

    \b
        pullquote answers
        pullquote answers --changed
    """

    async def work(library: Library) -> None:
        outdated = await library.list_outdated_answers(terminal.collection, limit)
        answers = outdated if changed else await library.list_answers(terminal.collection, limit)
        marked = {answer.answer_id for answer in outdated}
        for answer in answers:
            is_changed = answer.answer_id in marked
            if as_json:
                whole = await library.get_answer(terminal.collection, answer.answer_id)
                form = answer_form(None, whole) | {"outdated": is_changed}
                terminal.write(json.dumps(form, ensure_ascii=False))
                continue
            when = f"{answer.asked_at.day} {answer.asked_at:%B %Y, %H:%M} UTC"
            terminal.say(
                (f"{answer.answer_id}  ", "bold cyan"),
                " ".join(answer.question.split()),
                (f"  ({when})", "dim"),
                ("  what it quotes was changed or removed", "yellow") if is_changed else "",
            )
        if not answers and not as_json:
            terminal.warn(
                "No kept answer quotes what was changed." if changed else "No answers are kept here."
            )

    terminal.run(work)
