"""`pullquote ask`: a question, answered with quotes."""

import json
from pathlib import Path

import rich_click as click

from bot.cli._answers import answer_form, show_answer
from bot.cli._filters import filter_options
from bot.cli._questions import put
from bot.cli._terminal import Terminal, pass_terminal
from bot.remarks import find_small_talk_reply
from index.answer import nothing_asked
from index.errors import QuestionRefused
from index.library import MAX_QUOTES, Library
from index.models import ArticleFilter


@click.command("ask")
@click.argument("question", required=False)
@click.option(
    "--limit",
    type=click.IntRange(1, MAX_QUOTES),
    help="At most so many quotes.  [default: the setting PULLQUOTE_QUOTES]",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per question, a line each.")
@click.option(
    "--questions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Ask every question of a JSON Lines file, {"id", "text"} a line; .gz too.',
)
@click.option(
    "--after", metavar="ID", help="A follow-up: takes along what the question of that answer is about."
)
@filter_options
@pass_terminal
def command(
    terminal: Terminal,
    question: str | None,
    *,
    limit: int | None,
    as_json: bool,
    questions: Path | None,
    after: str | None,
    where: ArticleFilter | None,
) -> None:
    """Answer QUESTION with sentences quoted word for word from the stored articles.

    When nothing stored answers it, says so, names the words no article mentions, and shows the
    closest passages. The id below the answer shows it again: `pullquote answer ID`.

    \b
        pullquote ask "Who was captured in Kursk?"
        pullquote ask --source example.org --since 2025 "Who was captured in Kursk?"
        pullquote ask --after 3fa90c "and how many were there?"
        pullquote ask --json --limit 1 "How many soldiers were there?"
        pullquote ask --json --questions questions.jsonl.gz > answers.jsonl
    """

    async def each(library: Library, question_id: str | None, text: str) -> None:
        kept = terminal.settings.keep_answers_days > 0
        earlier = await library.get_answer(terminal.collection, after) if after else None
        try:
            answer = await library.ask(
                terminal.collection, text, limit or terminal.settings.quotes, where, earlier=earlier
            )
        except QuestionRefused as refusal:
            if question_id is None:
                raise
            terminal.warn(f"question {question_id}: {refusal}")
            answer, kept = nothing_asked(text), False
        if as_json:
            terminal.write(json.dumps(answer_form(question_id, answer), ensure_ascii=False))
            return
        if question_id is not None:
            terminal.say((text, "bold"))
        show_answer(terminal, answer)
        if kept and not find_small_talk_reply(answer):
            terminal.say((f"answer {answer.answer_id}", "dim"))
        await _hint_if_empty(terminal, library)

    put(terminal, question, questions, each)


async def _hint_if_empty(terminal: Terminal, library: Library) -> None:
    if not await library.count_articles(terminal.collection):
        terminal.warn(
            f"The collection {terminal.collection!r} has no articles yet; `pullquote add` stores some."
        )
