"""Looking at sources again, with a bar for all of them and what came of it."""

from collections.abc import AsyncIterator, Sequence

from bot.cli._report import Report
from bot.cli._terminal import Terminal
from index.errors import PullquoteError
from index.gathering import Step
from index.library import Library
from index.models import Source


async def refresh(
    terminal: Terminal,
    library: Library,
    report: Report,
    sources: Sequence[Source],
    steps: AsyncIterator[tuple[Source, Step]],
) -> None:
    """Follow the steps and tell what is new; index it if it is much."""
    done: dict[int, tuple[int, int]] = {source.id: (0, 1) for source in sources}
    with terminal.bar() as show:
        show("Looking", 0, len(done) or None)
        async for source, step in steps:
            if step.subject or not isinstance(step.result, PullquoteError):
                done[source.id] = (step.done, max(step.total, 1))
            await report.tell(library, source, step, source.title)
            show("Looking", sum(part for part, _ in done.values()), sum(whole for _, whole in done.values()))
    await report.index(library)
