"""`pullquote show`: one article, whole."""

import rich_click as click

from bot.citations import gone_since, written_date
from bot.cli._terminal import Terminal, pass_terminal
from index.library import Library


@click.command("show")
@click.argument("article")
@pass_terminal
def command(terminal: Terminal, article: str) -> None:
    """Show ARTICLE, given by its number, its imported id, or a part of its title that only it has."""

    async def work(library: Library) -> None:
        found = await library.get_article(terminal.collection, article)
        revision = await library.get_text(terminal.collection, found)
        citation = found.citation
        terminal.say((citation.title, "bold"))
        facts = (
            f"article {found.id}",
            citation.author,
            written_date(citation),
            gone_since(citation),
            citation.url,
        )
        terminal.say((" · ".join(fact for fact in facts if fact), "dim"))
        history = await library.sources.find_history(terminal.collection, found.id)
        others = [each for each in history.addresses if each != citation.url] if history else []
        if others:
            terminal.say(("also known by: " + " · ".join(others), "dim"))
        if found.doubt:
            terminal.say((found.doubt, "yellow"))
        terminal.say("")
        terminal.say(revision.text)

    terminal.run(work)
