"""Watches, and what was found for them; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import discord
from discord import ui

from bot.language import gettext, ngettext
from bot.markdown import escape, shorten
from bot.replies.layout import (
    MAX_DISPLAYED,
    container,
    facts,
    layout,
    one_line,
    place_button,
    size,
    title,
)
from bot.replies.quotes import quoted
from index.models import Quote, Watch

MAX_TOLD = 8
# Discord's limits on a menu: its options, and the characters of an option's label.
_MAX_OPTIONS = 25
_MAX_LABEL = 100
_MAX_SHOWN_QUERY = 80
_RESERVE = 500
# The custom_ids of the menu that removes, and of the button that shows what a person watches for.
REMOVE_ID = r"watch:remove:(?P<kind>[pc]):(?P<from>here|all)"
MINE_ID = r"watch:mine"


@dataclass(frozen=True, slots=True)
class Told:
    """An article found for a watch; ``server`` is the name of where it is from, for whoever is elsewhere."""

    watch: Watch
    quote: Quote
    server: str | None = None


def told_view(told: Sequence[Told], more: int, *, is_private: bool) -> ui.LayoutView:
    """New articles, by what they were found for; in a direct message with a way to end it."""
    box = container(True)
    left = MAX_DISPLAYED - _RESERVE
    share, shown = left // max(1, len(told)), 0
    for watch, found in groupby(told, lambda each: each.watch):
        for place, each in enumerate(found):
            heading = "" if place else f"{_heading(watch, each.server)}\n"
            text = _entry(heading, each.quote, share)
            left -= size(text)
            if left < 0:
                continue  # counted with those that are not shown
            if heading and shown:
                box.add_item(ui.Separator())
            named = watch.wish.collection if is_private else None
            box.add_item(ui.Section(text, accessory=place_button(each.quote, named)))
            shown += 1
    more += len(told) - shown
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_iter_end(more, is_private=is_private))))
    if is_private:
        mine = ui.Button[ui.LayoutView](label=gettext("What I watch for"), custom_id=MINE_ID)
        box.add_item(ui.ActionRow(mine))
    return layout(box)


def added_view(watch: Watch, lately: Sequence[Quote], days: int, *, is_new: bool) -> ui.LayoutView:
    """What will be told where, and what of the last days it would have been."""
    query = _query(watch)
    if not is_new:
        said = gettext("That is watched for already: {query}.", query=query)
    elif watch.wish.place is None:
        said = gettext("I send you a direct message when a new article matches {query}.", query=query)
    else:
        place = f"<#{watch.wish.place}>"
        said = gettext("I tell {place} when a new article matches {query}.", place=place, query=query)
    box = container(True)
    box.add_item(ui.TextDisplay(f"### {said}"))
    if watch.wish.place is None:
        note = gettext(
            "Direct messages from this server have to be allowed in your privacy settings for that."
        )
        box.add_item(ui.TextDisplay(f"-# {note}"))
    if not lately:
        none = ngettext(
            "No article of the last day matches.", "No article of the last {count} days matches.", days
        )
        box.add_item(ui.TextDisplay(none))
        return layout(box)
    would = ngettext(
        "Of the last day's articles this would have been told:",
        "Of the last {count} days' articles these would have been told:",
        days,
    )
    box.add_item(ui.TextDisplay(would))
    for quote in lately:
        text = _entry("", quote, (MAX_DISPLAYED - _RESERVE) // len(lately) - _MAX_SHOWN_QUERY)
        box.add_item(ui.Section(text, accessory=place_button(quote)))
    return layout(box)


def list_view(
    own: Sequence[Watch],
    places: Sequence[Watch],
    removable: Iterable[int],
    *,
    note: str | None = None,
    servers: dict[str, str] | None = None,
) -> ui.LayoutView:
    """A person's own watches and those of channels, with menus to remove them.

    ``removable`` are the numbers of the channels' that the person may remove. ``servers`` are the names of
    the servers that they are of, where that is not plain.
    """
    may_remove = set(removable)
    box = container(bool(own or places))
    if note:
        box.add_item(ui.TextDisplay(note))
    if not own and not places:
        nothing = gettext(
            "Nothing is watched for yet. `/watch add` tells of new articles that match a query."
        )
        box.add_item(ui.TextDisplay(nothing))
        return layout(box)
    origin = "all" if servers is not None else "here"
    theirs = [watch for watch in places if watch.id in may_remove]
    for heading, watches, kind, listed in (
        (gettext("You are told of"), own, "p", own),
        (gettext("Channels are told of"), places, "c", theirs),
    ):
        if not watches:
            continue
        lines = [f"### {heading}", *(_line(watch, servers or {}) for watch in watches)]
        box.add_item(ui.TextDisplay(_fitted(lines, (MAX_DISPLAYED - _RESERVE) // 2)))
        if listed:
            box.add_item(ui.ActionRow(_menu(f"watch:remove:{kind}:{origin}", listed, servers or {})))
    return layout(box)


def label_of(watch: Watch, where: str) -> str:
    """A watch in a list to choose from: what it looks for, and where that is told."""
    end = f" · {where}" if where else ""
    return shorten(" ".join(watch.wish.query.split()), _MAX_LABEL - len(end)) + end


def _menu(custom_id: str, watches: Sequence[Watch], servers: dict[str, str]) -> ui.Select[ui.LayoutView]:
    menu = ui.Select[ui.LayoutView](custom_id=custom_id, placeholder=gettext("Remove one"))
    for watch in watches[:_MAX_OPTIONS]:
        server = shorten(servers.get(watch.wish.collection, ""), 40)
        menu.append_option(
            discord.SelectOption(label=label_of(watch, server), value=f"{watch.wish.collection}:{watch.id}")
        )
    return menu


def _line(watch: Watch, servers: dict[str, str]) -> str:
    place = f"<#{watch.wish.place}>" if watch.wish.place else ""
    server = servers.get(watch.wish.collection, "")
    since = gettext("since {day}", day=f"<t:{int(watch.added_at.timestamp())}:d>")
    known = " · ".join(part for part in (place, one_line(server, 60), since) if part)
    return f"- {_query(watch)} · {known}"


def _fitted(lines: Sequence[str], room: int) -> str:
    """As many of the lines as there is room for; the menu below has them all."""
    kept: list[str] = []
    for line in lines:
        room -= size(line) + 1
        if room < 0:
            kept.append("-# …")
            break
        kept.append(line)
    return "\n".join(kept)


def _heading(watch: Watch, server: str | None) -> str:
    query = _query(watch)
    if server is None:
        return f"### {gettext('New for {query}', query=query)}"
    said = gettext("New in {server} for {query}", server=one_line(server, 100), query=query)
    return f"### {said}"


def _query(watch: Watch) -> str:
    return f"“{one_line(watch.wish.query, _MAX_SHOWN_QUERY)}”"


def _entry(heading: str, quote: Quote, room: int) -> str:
    """An article with what of it matches: whole where there is room, and at least its beginning."""
    head = f"{heading}**{title(quote.article)}**\n-# {facts(quote.article)}\n"
    words = _as_quote(quoted(quote))
    if size(head) + size(words) > room:
        words = _as_quote(escape(shorten(" ".join(quote.text.split()), max(40, (room - size(head)) // 2))))
    return head + words


def _as_quote(words: str) -> str:
    return "\n".join(f"> {line}" for line in words.splitlines() if line.strip())


def _iter_end(more: int, *, is_private: bool) -> Iterator[str]:
    if more:
        yield ngettext(
            "And {count} more: `/article search` finds it.",
            "And {count} more: `/article search` finds them.",
            more,
        )
    if not is_private:
        yield "-# " + gettext("`/watch list` shows what this channel is told of, and how to end it.")
    elif not more:
        yield "-# " + gettext("You asked to be told of these.")
