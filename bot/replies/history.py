"""The audit log as a reply: who did what and when, page by page; pure."""

from collections.abc import Sequence

from discord import ui

from bot.event_words import detail_of, sentence_of, who
from bot.language import gettext
from bot.replies.layout import container, layout, one_line, size
from bot.replies.lines import fitting
from bot.replies.paging import pager, turn_to
from bot.replies.removing import BESIDE, undo_button
from bot.replies.times import instant
from index.models import Event, EventKind, Removal

PAGE_EVENTS = 10
_MAX_REMOVALS = 3
_ROOM = 2_700
# What became of single articles fills pages, and is told only to those who ask for it.
OF_ARTICLES = frozenset(
    {
        EventKind.ARTICLE_ADDED,
        EventKind.ARTICLE_UPDATED,
        EventKind.ARTICLE_JOINED,
        EventKind.ARTICLE_GONE,
        EventKind.ARTICLE_BACK,
        EventKind.ARTICLE_DOUBTFUL,
        EventKind.ANSWERS_OUTDATED,
    }
)


def history_view(
    heading: str, events: Sequence[Event], removals: Sequence[Removal], page: int, state: str
) -> ui.LayoutView:
    """A page of the events, which are given newest first; on the first page what can be undone, too."""
    page, pages = turn_to(page, len(events), PAGE_EVENTS)
    box = container(True)
    box.add_item(ui.TextDisplay(f"### {heading}"))
    if page == 0:
        for each in removals[:_MAX_REMOVALS]:
            told = gettext(
                "Removed by {whom}: **{subject}**. It can be undone until {when}.",
                whom=who(each.actor),
                subject=one_line(each.subject, 80),
                when=instant(each.until),
            )
            box.add_item(ui.Section(told, accessory=undo_button(each, BESIDE)))
    shown = events[page * PAGE_EVENTS :][:PAGE_EVENTS]
    lines = fitting([_told(each) for each in shown], _ROOM, PAGE_EVENTS)
    box.add_item(ui.TextDisplay("\n".join(lines) or gettext("Nothing has happened yet.")))
    if row := pager("history", page, pages, state):
        box.add_item(row)
    return layout(box)


def _told(event: Event) -> str:
    detail = detail_of(event)
    small = instant(event.at) + (f" · {detail}" if detail else "")
    told = f"- {sentence_of(event)}\n-# {small}"
    # A detail is in English and of no certain length: of a long one the log on the command line tells.
    return told if size(told) <= _ROOM // PAGE_EVENTS else f"- {sentence_of(event)}\n-# {instant(event.at)}"
