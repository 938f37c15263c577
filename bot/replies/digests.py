"""Digests: a list of new articles, and when it comes; pure."""

from collections.abc import Sequence
from datetime import datetime

from discord import ui

from bot.citations import MAX_URL_CHARS, web_link
from bot.language import deferred, gettext, ngettext
from bot.replies.layout import (
    MAX_DISPLAYED,
    NO_MARK,
    OPEN,
    button,
    container,
    facts,
    layout,
    place,
    size,
    title,
)
from bot.replies.times import instant
from index.models import Article, Digest

MAX_LISTED = 10
# The custom_id of the button that shows what was added between two instants (Unix time), from a place on.
ADDED = "added"
ADDED_ID = rf"{ADDED}:(?P<since>\d+):(?P<until>\d+):(?P<offset>\d+)"
WEEKDAYS = (
    deferred("Monday"),
    deferred("Tuesday"),
    deferred("Wednesday"),
    deferred("Thursday"),
    deferred("Friday"),
    deferred("Saturday"),
    deferred("Sunday"),
)
_RESERVE = 200


def digest_view(
    articles: Sequence[Article], total: int, since: datetime, until: datetime, offset: int = 0
) -> ui.LayoutView:
    """The articles from the offset on, of so many that were added between the instants."""
    box = container(True)
    heading = ngettext("{count} new article", "{count} new articles", total)
    period = gettext("from {since} to {until}", since=instant(since), until=instant(until))
    heading = f"### {heading}\n-# {period}"
    box.add_item(ui.TextDisplay(heading))
    room = MAX_DISPLAYED - _RESERVE - size(heading)
    shown = 0
    for article in articles[:MAX_LISTED]:
        text = _entry(article)
        room -= size(text)
        if room < 0:
            break
        if _link(article):
            box.add_item(ui.TextDisplay(text))
        else:
            read = button(gettext("Read article"), OPEN, place(article.id, article.revision_id, 0, NO_MARK))
            box.add_item(ui.Section(text, accessory=read))
        shown += 1
    if left := total - offset - shown:
        label = ngettext("{count} more", "{count} more", left)
        window = f"{int(since.timestamp())}:{int(until.timestamp())}:{offset + shown}"
        box.add_item(ui.ActionRow(button(label, ADDED, window)))
    return layout(box)


def digest_set_view(digest: Digest) -> ui.LayoutView:
    """What will come when."""
    box = container(True)
    said = gettext("New articles are listed in {place}.", place=f"<#{digest.place}>")
    box.add_item(ui.TextDisplay(f"### {said}\n{_when(digest)}\n-# {gettext(_NOTHING_NEW)}"))
    return layout(box)


def digests_view(digests: Sequence[Digest]) -> ui.LayoutView:
    """All digests of a community."""
    box = container(bool(digests))
    if not digests:
        box.add_item(
            ui.TextDisplay(
                gettext("No channel has a digest yet. `/digest set` lists new articles every day or week.")
            )
        )
        return layout(box)
    lines = [f"### {gettext('Digests')}", *(f"- <#{each.place}>: {_when(each)}" for each in digests)]
    kept: list[str] = []
    for line in lines:
        if size("\n".join((*kept, line))) > MAX_DISPLAYED - _RESERVE:
            break
        kept.append(line)
    box.add_item(ui.TextDisplay("\n".join(kept)))
    return layout(box)


_NOTHING_NEW = deferred("When nothing is new, nothing is posted.")


def _when(digest: Digest) -> str:
    """When it comes, there and by the reader's own clock."""
    at = f"{digest.at:%H:%M}"
    due = instant(digest.next_at)
    if digest.weekday is None:
        return gettext(
            "Every day at {at} ({timezone}), next {due}.", at=at, timezone=digest.timezone, due=due
        )
    return gettext(
        "Every week on {weekday} at {at} ({timezone}), next {due}.",
        weekday=gettext(WEEKDAYS[digest.weekday]),
        at=at,
        timezone=digest.timezone,
        due=due,
    )


def _entry(article: Article) -> str:
    """The title, as a link where there is one, and what is known of it."""
    name = title(article.citation)
    if link := _link(article):
        name = f"[{name}](<{link}>)"
    return f"**{name}**\n-# {facts(article.citation)}"


def _link(article: Article) -> str | None:
    """Its page, where it is there and its address can stand in a link."""
    link = web_link(article.citation)
    is_fit = link and len(link) <= MAX_URL_CHARS and not set("<>()") & set(link)
    return link if is_fit and not article.citation.gone_at else None
