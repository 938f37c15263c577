"""`pullquote source history`: what happened to sources, and how an article has changed."""

import json
from collections.abc import Sequence

import rich_click as click

from bot.cli._terminal import Terminal, pass_terminal
from bot.cli._texts import show_article
from bot.source_words import written_instant
from index.library import Library
from index.models import Event, EventKind

_STYLES = {
    EventKind.SOURCE_FAILING: "yellow",
    EventKind.ARTICLE_DOUBTFUL: "yellow",
    EventKind.ARTICLE_GONE: "yellow",
    EventKind.ANSWERS_OUTDATED: "yellow",
    EventKind.SOURCE_REMOVED: "red",
    EventKind.ARTICLE_REMOVED: "red",
}


@click.command("history")
@click.argument("source", required=False)
@click.option(
    "--article", metavar="ARTICLE", help="All texts that this article has had, and how they differ."
)
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many, the latest."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per line.")
@pass_terminal
def command(
    terminal: Terminal, source: str | None, *, article: str | None, limit: int, as_json: bool
) -> None:
    """Show who did what, when and from where, to SOURCE or to all, the latest last.

    \b
        pullquote source history
        pullquote source history 3 --limit 10
        pullquote source history --article 12    # what has changed in an article
    """
    if article and source:
        raise click.UsageError("Name either a SOURCE or an --article.")

    async def work(library: Library) -> None:
        if article:
            found = await library.get_article(terminal.collection, article)
            await show_article(terminal, library, found, limit, as_json=as_json)
            return
        chosen = await library.sources.get_source(terminal.collection, source) if source else None
        events = await library.sources.list_events(terminal.collection, chosen, limit)
        _show(terminal, events, as_json=as_json)

    terminal.run(work)


def _show(terminal: Terminal, events: Sequence[Event], *, as_json: bool) -> None:
    for event in events:
        if as_json:
            terminal.write(json.dumps(_form(event), ensure_ascii=False))
            continue
        number = f"article {event.article_id}" if event.article_id else f"source {event.source_id}"
        is_told = event.article_id is not None or event.source_id is not None
        terminal.say(
            (f"{written_instant(event.at)}  ", "dim"),
            (f"{event.kind}  ", _STYLES.get(event.kind, "cyan")),
            event.subject,
            (f"  ({number}, " if is_told else "  (", "dim"),
            (f"by {event.actor.name}, {event.actor.place})", "dim"),
        )
        if event.detail:
            terminal.say(f"    {event.detail}")
    if not events and not as_json:
        terminal.warn("Nothing has happened yet.")


def _form(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "at": event.at.isoformat(timespec="seconds"),
        "actor": event.actor.name,
        "place": event.actor.place,
        "event": str(event.kind),
        "subject": event.subject,
        "source_id": event.source_id,
        "article_id": event.article_id,
        "detail": event.detail,
    }
