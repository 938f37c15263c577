"""News for moderators, as their log channel shows it; pure."""

from collections.abc import Iterator, Sequence

from discord import ui

from bot.event_words import detail_of, sentence_of
from bot.language import gettext, ngettext
from bot.replies.layout import MAX_DISPLAYED, container, layout, size
from bot.replies.times import relative
from index.models import Event, EventKind

MAX_LINES = 15
_RESERVE = 300
_TROUBLE = (
    EventKind.SOURCE_FAILING,
    EventKind.ARTICLE_GONE,
    EventKind.ARTICLE_DOUBTFUL,
    EventKind.ANSWERS_OUTDATED,
)


def log_view(events: Sequence[Event], earlier: int) -> ui.LayoutView:
    """These events in their order, as many of the latest as there is room for; ``earlier`` came before."""
    room = MAX_DISPLAYED - _RESERVE
    entries: list[str] = []
    for event in reversed(events):
        entry = "\n".join(_iter_lines(event))
        room -= size(entry) + 1
        if room < 0:
            break
        entries.insert(0, entry)
    box = container(not any(event.kind in _TROUBLE for event in events))
    box.add_item(ui.TextDisplay(f"### {gettext('What happened here')}"))
    if earlier := earlier + len(events) - len(entries):
        more = ngettext(
            "{count} thing more happened before; `/source history` shows it.",
            "{count} things more happened before; `/source history` shows them.",
            earlier,
        )
        box.add_item(ui.TextDisplay(f"-# {more}"))
    box.add_item(ui.TextDisplay("\n".join(entries)))
    return layout(box)


def _iter_lines(event: Event) -> Iterator[str]:
    """The event, and below it what more is known and when it was."""
    yield f"- {sentence_of(event)}"
    yield "  -# " + " · ".join(part for part in (detail_of(event), relative(event.at)) if part)
