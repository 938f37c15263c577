"""`pullquote similar`: articles like one."""

import json

import rich_click as click

from bot.citations import site, written_date
from bot.cli._answers import citation_form
from bot.cli._terminal import Terminal, pass_terminal
from index.library import MAX_SIMILAR, Library


@click.command("similar")
@click.argument("article")
@click.option(
    "--limit",
    type=click.IntRange(1, MAX_SIMILAR),
    default=10,
    show_default=True,
    help="At most so many articles.",
)
@click.option("--json", "as_json", is_flag=True, help="As a JSON object.")
@pass_terminal
def command(terminal: Terminal, article: str, *, limit: int, as_json: bool) -> None:
    """List articles like ARTICLE.

    It is given by its number, its imported id, or a part of its title that only it has. The figure
    before each of the others says how like it is, from 0 to 1.

    \b
        pullquote similar 12
        pullquote similar --json --limit 3 "kursk"
    """

    async def work(library: Library) -> None:
        found = await library.get_article(terminal.collection, article)
        similar = await library.find_similar(terminal.collection, found, limit)
        if as_json:
            listed = [
                {"rank": other.rank, "score": other.score, "article": citation_form(other.article.citation)}
                for other in similar
            ]
            form = {"article": citation_form(found.citation), "similar": listed}
            terminal.write(json.dumps(form, ensure_ascii=False))
            return
        if not similar:
            terminal.say((f"No other article here is like “{found.citation.title}”.", "bold yellow"))
        for other in similar:
            citation = other.article.citation
            facts = (f"article {citation.id}", citation.author, site(citation), written_date(citation))
            terminal.say(
                (f"{other.score:.2f}  ", "bold cyan"),
                citation.title,
                (f"  ({', '.join(fact for fact in facts if fact)})", "dim"),
            )

    terminal.run(work)
