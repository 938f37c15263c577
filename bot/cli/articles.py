"""`pullquote articles`: what is stored."""

import rich_click as click

from bot.citations import gone_since, site, written_date
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("articles")
@pass_terminal
def command(terminal: Terminal) -> None:
    """List the stored articles, each with the number by which other commands know it."""

    async def work(library: Library) -> None:
        count = 0
        async for article in library.iter_articles(terminal.collection):
            count += 1
            citation = article.citation
            given = f"id {citation.external_id}" if citation.external_id else None
            facts = (
                given,
                citation.author,
                site(citation),
                written_date(citation),
                f"{article.chars:,} characters",
                gone_since(citation),
                "its page has become very short" if article.doubt else None,
            )
            terminal.say(
                (f"{article.id:>6}  ", "bold cyan"),
                citation.title,
                (f"  ({', '.join(fact for fact in facts if fact)})", "dim"),
            )
        if not count:
            terminal.warn(
                f"The collection {terminal.collection!r} has no articles yet; `pullquote add` stores some."
            )

    terminal.run(work)
