"""`pullquote search`: passages in rank order."""

import json
from pathlib import Path

import rich_click as click

from bot.cli._answers import hits_form, show_hits
from bot.cli._filters import filter_options
from bot.cli._questions import put
from bot.cli._terminal import Terminal, pass_terminal
from index.errors import QuestionRefused
from index.library import MAX_HITS, Library
from index.models import ArticleFilter, Hit


@click.command("search")
@click.argument("query", required=False)
@click.option(
    "--limit",
    type=click.IntRange(1, MAX_HITS),
    default=10,
    show_default=True,
    help="At most so many passages.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per query, a line each.")
@click.option(
    "--questions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='Search for every question of a JSON Lines file, {"id", "text"} a line; .gz too.',
)
@filter_options
@pass_terminal
def command(
    terminal: Terminal,
    query: str | None,
    *,
    limit: int,
    as_json: bool,
    questions: Path | None,
    where: ArticleFilter | None,
) -> None:
    """Show the passages that match QUERY best, whole, in rank order.

    \b
        pullquote search "asylum law"
        pullquote search --json --limit 100 "asylum law"
    """

    async def each(library: Library, question_id: str | None, text: str) -> None:
        hits: list[Hit] = []
        try:
            hits = await library.search(terminal.collection, text, limit, where)
        except QuestionRefused as refusal:
            if question_id is None:
                raise
            terminal.warn(f"question {question_id}: {refusal}")
        if as_json:
            terminal.write(json.dumps(hits_form(question_id, text, hits), ensure_ascii=False))
        else:
            show_hits(terminal, hits)

    put(terminal, query, questions, each)
