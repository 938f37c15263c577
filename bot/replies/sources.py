"""Sources as replies: the list of them, one with what can be done to it, and how each is; pure."""

from collections.abc import Iterator, Sequence

import discord
from discord import ui

from bot.errors import sentence_for
from bot.event_words import who
from bot.language import gettext, ngettext, say
from bot.markdown import shorten
from bot.replies.adding import iter_options, named
from bot.replies.layout import MAX_HEADING, container, layout, one_line
from bot.replies.lines import fitting
from bot.replies.paging import pager, turn_to
from bot.replies.times import ago, instant, interval, relative
from index.gathering import Checkup
from index.models import Source

PAGE_SOURCES = 8
SHOW, KEEP, CHECK, REFRESH, PAUSE, RESUME, REMOVE, SURELY, HISTORY = (
    "show",
    "keep",
    "check",
    "refresh",
    "pause",
    "resume",
    "remove",
    "surely",
    "history",
)
# The custom_id of a button that does something about a source.
_ACTS = "|".join((SHOW, KEEP, CHECK, REFRESH, PAUSE, RESUME, REMOVE, SURELY, HISTORY))
SOURCE_ID = rf"source:(?P<act>{_ACTS}):(?P<source>\d+)"
_MAX_CHECKED = 40
_ROOM = 3_000


def source_button(
    label: str, act: str, source_id: int, style: discord.ButtonStyle = discord.ButtonStyle.secondary
) -> ui.Button[ui.LayoutView]:
    """A button that does something about a source."""
    return ui.Button(label=label, custom_id=f"source:{act}:{source_id}", style=style)


def sources_view(sources: Sequence[Source], page: int) -> ui.LayoutView:
    """A page of the sources, which counts from 0, each with a button that shows it."""
    page, pages = turn_to(page, len(sources), PAGE_SOURCES)
    if not sources:
        box = container(False)
        box.add_item(ui.TextDisplay(gettext("There are no sources here yet; /source add adds one.")))
        return layout(box)
    box = container(not any(each.state.failures for each in sources))
    box.add_item(ui.TextDisplay("### " + ngettext("{count} source", "{count} sources", len(sources))))
    for each in sources[page * PAGE_SOURCES :][:PAGE_SOURCES]:
        lines = [
            f"**{each.id}.** {one_line(each.title, 100)}",
            f"-# {named(each.kind, shorten(each.address, 80))}",
            f"{health(each)} · {articles_of(each)} · {next_look(each)}",
        ]
        box.add_item(ui.Section("\n".join(lines), accessory=source_button(gettext("Show"), SHOW, each.id)))
    if row := pager("sources", page, pages):
        box.add_item(row)
    return layout(box)


def source_view(source: Source, note: str = "") -> ui.LayoutView:
    """All about one source; ``note`` is what was just done to it."""
    box = container(not source.state.failures)
    lines = [f"### {one_line(source.title, MAX_HEADING)}", f"-# {named(source.kind, source.address)}"]
    box.add_item(ui.TextDisplay("\n".join([*([f"**{note}**"] if note else []), *lines])))
    box.add_item(ui.TextDisplay("\n".join(f"- {fact}" for fact in _iter_facts(source))))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(source_button(gettext("Check"), CHECK, source.id))
    row.add_item(source_button(gettext("Refresh"), REFRESH, source.id))
    if source.paused_at:
        row.add_item(source_button(gettext("Resume"), RESUME, source.id))
    else:
        row.add_item(source_button(gettext("Pause"), PAUSE, source.id))
    row.add_item(source_button(gettext("History"), HISTORY, source.id))
    row.add_item(source_button(gettext("Remove"), REMOVE, source.id, discord.ButtonStyle.danger))
    box.add_item(row)
    return layout(box)


def health(source: Source) -> str:
    """How it is, with a mark that can be told without colours."""
    if source.state.failures:
        return gettext("⚠️ failing")
    return gettext("✅ well") if source.state.checked_at else gettext("🆕 new")


def articles_of(source: Source) -> str:
    """How many articles it has brought."""
    return ngettext("{count} article", "{count} articles", source.articles)


def next_look(source: Source) -> str:
    """When it is looked at by itself."""
    if source.paused_at:
        return gettext("paused")
    due = source.state.next_check_at
    if due is None and source.kind.is_local:
        return gettext("never looked at by itself")
    return gettext("next look {when}", when=relative(due)) if due else gettext("not looked at yet")


def checkups_view(checkups: Sequence[Checkup]) -> ui.LayoutView:
    """Whether sources can be read now: what is wrong first."""
    wrong = [each for each in checkups if each.error or each.failing]
    box = container(not wrong)
    if len(checkups) == 1:
        heading = one_line(checkups[0].source.title, MAX_HEADING)
    elif wrong:
        heading = ngettext("{count} source needs a look", "{count} sources need a look", len(wrong))
    else:
        heading = gettext("All sources are well")
    ordered = sorted(checkups, key=lambda each: not (each.error or each.failing))
    lines = [line for each in ordered for line in _iter_checked(each)]
    box.add_item(ui.TextDisplay("\n".join([f"### {heading}", *fitting(lines, _ROOM, _MAX_CHECKED)])))
    return layout(box)


def _iter_checked(checkup: Checkup) -> Iterator[str]:
    source = checkup.source
    name = f"**{source.id}. {one_line(source.title, 100)}**"
    mark = "⚠️" if checkup.failing else "✅"
    if checkup.error:
        yield f"- ⚠️ {name}: {one_line(sentence_for(checkup.error), 300)}"
    elif source.kind.is_local or checkup.listed != 1:
        listed = ngettext("lists {count} article", "lists {count} articles", checkup.listed)
        yield f"- {mark} {name}: {listed}"
    else:
        yield f"- {mark} {name}: " + gettext("can be read")
    for item in checkup.failing[:5]:
        yield f"  - {one_line(item.url or item.key, 100)}: {one_line(say(item.problem or ''), 200)}"
    if len(checkup.failing) > 5:
        yield "  - " + ngettext("and {count} more", "and {count} more", len(checkup.failing) - 5)


def _iter_facts(source: Source) -> Iterator[str]:
    """What there is to say."""
    state = source.state
    yield gettext(
        "Source {number}: {health}, {articles}",
        number=source.id,
        health=health(source),
        articles=articles_of(source),
    )
    if state.problem and state.failures:
        yield ngettext(
            "It could not be read: {problem}",
            "It could not be read {count} times in a row: {problem}",
            state.failures,
            problem=one_line(say(state.problem), 400),
        )
    yield gettext("Looked at: {when}", when=ago(state.checked_at))
    if state.changed_at:
        yield gettext("Had something new: {when}", when=relative(state.changed_at))
    if source.paused_at:
        yield gettext("Paused since {when}", when=instant(source.paused_at))
    else:
        yield gettext("By itself: {next}", next=next_look(source))
    if state.interval_s and source.options.every_s is None:
        yield gettext("Looked at about {interval}, as learned from it", interval=interval(state.interval_s))
    yield from iter_options(source.options)
    yield gettext("Added {when} by {whom}", when=instant(source.added_at), whom=who(source.added_by))
