"""`pullquote source show`: all about one source."""

import json
from datetime import UTC, datetime

import rich_click as click

from bot.cli._sources import source_form
from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import ago, articles_of, health_of, next_look, written_instant
from index.durations import write_duration
from index.library import Library
from index.models import Source


@click.command("show")
@click.argument("source")
@click.option("--json", "as_json", is_flag=True, help="As a JSON object, in the form of `source list`.")
@pass_terminal
def command(terminal: Terminal, source: str, *, as_json: bool) -> None:
    """Show all that is known of SOURCE, and what is asked of it."""

    async def work(library: Library) -> None:
        found = await library.sources.get_source(terminal.collection, source)
        if as_json:
            terminal.write(json.dumps(source_form(found), ensure_ascii=False))
            return
        terminal.say((found.title, "bold"))
        for name, value in _facts(found, datetime.now(UTC)):
            terminal.say((f"{name:<14}", "dim"), value)

    terminal.run(work)


def _facts(source: Source, now: datetime) -> list[tuple[str, str]]:
    """What there is to say, each with what it is about."""
    state, options = source.state, source.options
    facts = [
        ("number", str(source.id)),
        ("kind", str(source.kind)),
        ("address", source.address),
        ("articles", articles_of(source)),
        ("health", health_of(source)),
        ("problem", state.problem),
        ("failed", f"{state.failures} times in a row" if state.failures > 1 else None),
        ("looked at", ago(state.checked_at, now)),
        ("new things", ago(state.changed_at, now) if state.changed_at else None),
        ("next", next_look(source, now)),
        ("paused", f"since {written_instant(source.paused_at)}" if source.paused_at else None),
        ("every", write_duration(options.every_s) if options.every_s else None),
        ("learned", _learned(source)),
        ("at most", f"the newest {options.max_articles:,} that it lists" if options.max_articles else None),
        ("since", options.since),
        (
            "added",
            f"{written_instant(source.added_at)}, by {source.added_by.name} ({source.added_by.place})",
        ),
    ]
    return [(name, value) for name, value in facts if value]


def _learned(source: Source) -> str | None:
    interval_s = source.state.interval_s
    if interval_s is None or source.options.every_s is not None:
        return None
    return f"about every {write_duration(interval_s)}"
