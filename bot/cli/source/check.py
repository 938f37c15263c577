"""`pullquote source check`: whether sources can be read, and what could not be."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import rich_click as click

from bot.cli._terminal import Terminal, pass_terminal
from bot.source_words import ago, counted, listed_of, next_look
from index.errors import ArticleNotFound
from index.gathering import Checkup
from index.library import Library
from index.models import EventKind, Source, SourceItem

_AT_ONCE = 20
_MAX_ITEMS = 10


@click.command("check")
@click.argument("source", required=False)
@pass_terminal
def command(terminal: Terminal, source: str | None) -> None:
    """Look whether SOURCE, or each of them, can be read at this moment; nothing is stored.

    Says what is wrong and since when, which pages could not be read, and which articles a moderator
    should look at. The exit code is 1 if anything is.

    \b
        pullquote source check
        pullquote source check "harbour news"
    """

    async def work(library: Library) -> bool:
        sources = library.sources
        if source is None:
            found = await sources.list_sources(terminal.collection)
            if not found:
                terminal.warn(f"The collection {terminal.collection!r} has no sources yet.")
        else:
            found = [await sources.get_source(terminal.collection, source)]
        checkups = await _check_all(terminal, library, found)
        return all([await _tell(terminal, library, checkup) for checkup in checkups])

    if not terminal.run(work):
        raise SystemExit(1)


async def _check_all(terminal: Terminal, library: Library, sources: Sequence[Source]) -> list[Checkup]:
    """All of them, several at a time; in order."""
    turns, done = asyncio.Semaphore(_AT_ONCE), 0
    with terminal.bar() as show:

        async def check(source: Source) -> Checkup:
            nonlocal done
            async with turns:
                checkup = await library.sources.check(source)
            done += 1
            show("Checking", done, len(sources))
            return checkup

        show("Checking", 0, len(sources))
        return await asyncio.gather(*(check(source) for source in sources))


async def _tell(terminal: Terminal, library: Library, checkup: Checkup) -> bool:
    """What came of one; whether all is well."""
    source, now = checkup.source, datetime.now(UTC)
    terminal.say((f"{source.id:>6}  ", "bold cyan"), source.title, (f"  ({source.kind})", "dim"))
    if checkup.error:
        terminal.say(f"{'':<8}", (str(checkup.error), "yellow"))
    elif source.kind.is_local or checkup.listed != 1:
        terminal.say(
            f"{'':<8}", ("well", "green"), f", lists {counted(checkup.listed, listed_of(source.kind))}"
        )
    else:
        terminal.say(f"{'':<8}", ("well", "green"), ", can be read")
    terminal.say((f"{'':<8}{await _past(library, source, now)}", "dim"))
    for item in checkup.failing[:_MAX_ITEMS]:
        terminal.say(f"{'':<8}", (await _item(library, source, item), "yellow"))
    if len(checkup.failing) > _MAX_ITEMS:
        terminal.say((f"{'':<8}… and {len(checkup.failing) - _MAX_ITEMS:,} more", "dim"))
    return checkup.error is None and not checkup.failing


async def _past(library: Library, source: Source, now: datetime) -> str:
    """How the last looks went, and when the next one is."""
    state = source.state
    parts = [f"last looked at {ago(state.checked_at, now)}"]
    if state.failures:
        times = "once" if state.failures == 1 else f"{state.failures} times in a row"
        since = await _failing_since(library, source)
        parts.append(f"it failed {times}" + (f", told {ago(since, now)}" if since else ""))
    return "; ".join([*parts, next_look(source, now)])


async def _failing_since(library: Library, source: Source) -> datetime | None:
    if not source.state.is_announced:
        return None
    events = await library.sources.list_events(source.collection, source)
    told = [event.at for event in events if event.kind is EventKind.SOURCE_FAILING]
    return told[-1] if told else None


async def _item(library: Library, source: Source, item: SourceItem) -> str:
    """What is wrong with one thing that the source lists: an article of it, or a page that has none."""
    name = item.url or item.key
    if item.article_id is not None:
        try:
            article = await library.get_article_by_id(source.collection, item.article_id)
            name = f"article {article.id}, {article.citation.title}"
        except ArticleNotFound:
            pass
    return f"{name}: {item.problem}"
