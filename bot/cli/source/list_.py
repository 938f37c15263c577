"""`pullquote source list`: all sources of a collection."""

import json
from datetime import UTC, datetime

import rich_click as click

from bot.cli._sources import source_form
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import articles_of, health_of, next_look
from index.library import Library


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per source, a line each.")
@pass_terminal
def command(terminal: Terminal, *, as_json: bool) -> None:
    """List the sources, each with the number by which other commands know it, and how it is."""

    async def work(library: Library) -> None:
        sources = await library.sources.list_sources(terminal.collection)
        now = datetime.now(UTC)
        for source in sources:
            if as_json:
                terminal.write(json.dumps(source_form(source), ensure_ascii=False))
                continue
            health = health_of(source)
            terminal.say(
                (f"{source.id:>6}  ", "bold cyan"),
                source.title,
                (f"  ({source.kind}, {articles_of(source)}, ", "dim"),
                (health, "yellow" if health == "failing" else "dim"),
                (f", {next_look(source, now)})", "dim"),
            )
        if not sources:
            terminal.warn(
                f"The collection {terminal.collection!r} has no sources yet; `pullquote add` adds some."
            )

    terminal.run(work)
