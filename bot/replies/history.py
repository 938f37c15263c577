"""The audit log as a reply: who did what and when, page by page; pure."""

from collections.abc import Sequence

from discord import ui

from bot.language import deferred, gettext
from bot.replies.layout import container, layout, one_line
from bot.replies.paging import pager
from bot.replies.removing import BESIDE, undo_button
from bot.replies.sources import by
from bot.replies.times import instant, relative
from index.models import Event, EventKind, Removal

PAGE_EVENTS = 10
_MAX_REMOVALS = 3
_NAMES = {
    EventKind.SOURCE_ADDED: deferred("➕ Source added"),
    EventKind.SOURCE_CHANGED: deferred("✏️ Source changed"),
    EventKind.SOURCE_PAUSED: deferred("⏸️ Source paused"),
    EventKind.SOURCE_RESUMED: deferred("▶️ Source resumed"),
    EventKind.SOURCE_REMOVED: deferred("🗑️ Source removed"),
    EventKind.SOURCE_RESTORED: deferred("↩️ Source restored"),
    EventKind.SOURCE_FAILING: deferred("⚠️ Source failing"),
    EventKind.SOURCE_RECOVERED: deferred("✅ Source well again"),
    EventKind.ARTICLE_ADDED: deferred("➕ Article added"),
    EventKind.ARTICLE_UPDATED: deferred("✏️ Article updated"),
    EventKind.ARTICLE_JOINED: deferred("🔗 Article joined with another"),
    EventKind.ARTICLE_GONE: deferred("⚠️ Page of an article gone"),
    EventKind.ARTICLE_BACK: deferred("✅ Page of an article back"),
    EventKind.ARTICLE_DOUBTFUL: deferred("⚠️ Article doubtful"),
    EventKind.ARTICLE_REMOVED: deferred("🗑️ Article removed"),
    EventKind.ARTICLE_RESTORED: deferred("↩️ Article restored"),
    EventKind.ANSWERS_OUTDATED: deferred("⚠️ Answers outdated"),
    EventKind.SETTING_CHANGED: deferred("⚙️ Setting changed"),
    EventKind.DIGEST_SET: deferred("📰 Digest set"),
    EventKind.DIGEST_REMOVED: deferred("🗑️ Digest removed"),
}
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
    pages = max(1, -(-len(events) // PAGE_EVENTS))
    page = max(0, min(page, pages - 1))
    box = container(True)
    box.add_item(ui.TextDisplay(f"### {heading}"))
    if page == 0:
        for each in removals[:_MAX_REMOVALS]:
            told = gettext(
                "Removed by {whom}: **{subject}**. It can be undone until {when}.",
                whom=by(each.actor),
                subject=one_line(each.subject, 80),
                when=relative(each.until),
            )
            box.add_item(ui.Section(told, accessory=undo_button(each, BESIDE)))
    shown = events[page * PAGE_EVENTS :][:PAGE_EVENTS]
    told = "\n".join(_told(each) for each in shown) or gettext("Nothing has happened yet.")
    box.add_item(ui.TextDisplay(told))
    if row := pager("history", page, pages, state):
        box.add_item(row)
    return layout(box)


def _told(event: Event) -> str:
    what = gettext(_NAMES[event.kind])
    lines = [
        f"{what}: **{one_line(event.subject, 80)}**",
        f"-# {instant(event.at)} · {by(event.actor)}"
        + (f" · {one_line(event.detail, 150)}" if event.detail else ""),
    ]
    return "\n".join(lines)
