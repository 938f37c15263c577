"""Adding sources from the terminal: found out what they are, told, and read.

What several targets are is found out together, and they are added in the order they were named.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from datetime import UTC, datetime

from bot.cli._report import Report
from bot.cli._terminal import ShowBar, Terminal
from bot.cli._words import shortened
from bot.source_words import counted, listed_of, next_look
from index.errors import PullquoteError
from index.gathering import Plan, Sources, read_target
from index.library import Library
from index.models import Actor, Source, SourceKind, SourceOptions

_AT_ONCE = 8
_TITLE_CHARS = 30
# Sources of one article need no line of their own beside the article's.
_SINGLE = (SourceKind.PAGE, SourceKind.FILE)
Found = tuple[str, Plan | PullquoteError]


async def iter_plans(
    sources: Sources, targets: Sequence[str], kind: SourceKind | None, options: SourceOptions
) -> AsyncGenerator[Found, None]:
    """What each of the targets is, or why it cannot be added, in order."""

    async def find_out(target: str) -> Plan | PullquoteError:
        try:
            return await sources.find_out(await asyncio.to_thread(read_target, target), kind, options)
        except PullquoteError as error:
            return error

    waiting = iter(targets)
    running: deque[tuple[str, asyncio.Task[Plan | PullquoteError]]] = deque()
    try:
        while True:
            while len(running) < _AT_ONCE and (target := next(waiting, None)) is not None:
                running.append((target, asyncio.create_task(find_out(target))))
            if not running:
                return
            yield running[0][0], await running[0][1]
            running.popleft()
    finally:
        for _, task in running:
            task.cancel()
        await asyncio.gather(*(task for _, task in running), return_exceptions=True)


class Adding:
    """Adds to the collection of the terminal, one target after the other."""

    def __init__(self, terminal: Terminal, library: Library, report: Report, actor: Actor) -> None:
        self._terminal = terminal
        self._library = library
        self._report = report
        self._actor = actor

    async def add_all(self, targets: Sequence[str], kind: SourceKind | None, options: SourceOptions) -> None:
        """Add all that can be added, and tell of each article what became of it."""
        done = 0
        with self._terminal.bar() as show:
            show(_doing(targets[0]), 0, None)
            async with aclosing(iter_plans(self._library.sources, targets, kind, options)) as plans:
                async for target, plan in plans:
                    if isinstance(plan, PullquoteError):
                        self._report.refuse(plan, target)
                    else:
                        await self._add(target, plan, show)
                    done += 1
                    show(_doing(target), done, len(targets))

    async def _add(self, target: str, plan: Plan, show: ShowBar) -> None:
        """Store what the plan is, and tell it."""
        seen, source, failed = 0, None, False
        name = _doing(plan.new.title)
        async with aclosing(self._library.sources.add(self._terminal.collection, plan, self._actor)) as steps:
            async for source, step in steps:
                failed |= isinstance(step.result, PullquoteError) and not step.subject
                await self._report.tell(self._library, source, step, target)
                seen += 1
                if step.total > 1:
                    show(name, step.done, step.total)
        if not failed:
            self._report.count_unchanged(len(plan.to_read) - seen)
            await self._tell_source(plan, source)

    async def _tell_source(self, plan: Plan, source: Source | None) -> None:
        """What was added beside the articles themselves, and which feeds might be."""
        stored = await self._library.sources.list_sources(self._terminal.collection)
        known = {each.address for each in stored}
        self._report.offer(tuple(feed.url for feed in plan.announced if feed.url not in known))
        if plan.new.kind in _SINGLE or plan.new.kind.is_local:
            return
        number = source.id if source else None
        for each in stored:
            if each.id == number or (each.kind, each.address) == (plan.new.kind, plan.new.address):
                self._terminal.say(
                    f"{each.title} is source {each.id}: a {each.kind} that {_listing(plan)}, ",
                    next_look(each, datetime.now(UTC)),
                )
                return


def tell_plan(terminal: Terminal, plan: Plan, most: int = 100) -> None:
    """What would be added, without adding it."""
    new = plan.new
    address = f"  ({new.address})" if new.address != new.title else ""
    terminal.say((f"{new.kind:<10}", "green"), new.title, (address, "dim"))
    if new.kind not in _SINGLE:
        terminal.say(f"{'':<10}{_listing(plan)}:")
        for each in plan.to_read[:most]:
            date = f"  ({each.published_at[:10]})" if each.published_at else ""
            terminal.say(f"{'':<12}{each.title or each.item.url or each.item.key}", (date, "dim"))
        if len(plan.to_read) > most:
            terminal.say((f"{'':<12}… and {len(plan.to_read) - most:,} more", "dim"))


def _listing(plan: Plan) -> str:
    """How much it lists, and how much of that is read."""
    reads = len(plan.to_read)
    lists = f"lists {counted(plan.listed, listed_of(plan.new.kind))}"
    return (
        lists
        if reads == plan.listed
        else f"{lists}, of which the newest {reads:,} {'is' if reads == 1 else 'are'} read"
    )


def _doing(name: str) -> str:
    return f"Adding {shortened(name, _TITLE_CHARS)}"
