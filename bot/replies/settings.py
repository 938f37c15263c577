"""The panel of `/settings`: one page of three, each setting with what holds and a control to change it; pure.

What a control is about stands in its custom_id: ``settings:<act>:<name>``, see ``bot.buttons.settings``.
"""

from collections.abc import Collection, Iterable, Iterator

import discord
from discord import ui

from bot.community import MAX_QUOTES, CommunitySettings
from bot.language import deferred, format_number, gettext
from bot.replies.layout import container, layout
from bot.replies.setting_words import (
    HELP,
    LANGUAGES,
    MEMBER,
    RETENTION,
    ROLES,
    SERVER,
    TITLES,
    Surroundings,
    chosen,
    cooldown,
    gone,
    quotes,
    written,
)

PLACES, ANSWERS, LIMITS = PAGES = ("places", "answers", "limits")
PICK, PUT, ASK, PAGE, CLEAR = "pick", "put", "ask", "page", "clear"
# What a select says for "nothing of my own": what the host has set, or what is found out.
UNSET = "-"
_PAGE_LABELS = {
    PLACES: deferred("People and places"),
    ANSWERS: deferred("Answers"),
    LIMITS: deferred("Limits"),
}
_CHANNELS = [
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.forum,
    discord.ChannelType.voice,
    discord.ChannelType.stage_voice,
]
_WRITABLE = [discord.ChannelType.text, discord.ChannelType.news]
_MAX_CHOSEN = 25

Box = ui.Container[ui.LayoutView]


def settings_view(
    settings: CommunitySettings, around: Surroundings, page: str, changed: str = ""
) -> ui.LayoutView:
    """A page of the panel; ``changed`` names the setting that was changed just now."""
    box = container(True)
    box.add_item(ui.TextDisplay(f"## {gettext('Settings of this server')}"))
    tabs: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    for name in PAGES:
        style = discord.ButtonStyle.primary if name == page else discord.ButtonStyle.secondary
        label = gettext(_PAGE_LABELS[name])
        tabs.add_item(ui.Button(label=label, custom_id=f"settings:{PAGE}:{name}", style=style))
    box.add_item(tabs)
    box.add_item(ui.Separator())
    {PLACES: _add_places, ANSWERS: _add_answers, LIMITS: _add_limits}[page](box, settings, around)
    if changed:
        value = written(changed, settings, around)
        saved = gettext("✅ Saved. {setting}: {value}", setting=gettext(TITLES[changed]), value=value)
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(saved))
    return layout(box)


def _add_places(box: Box, settings: CommunitySettings, around: Surroundings) -> None:
    roles: ui.RoleSelect[ui.LayoutView] = ui.RoleSelect(
        custom_id=f"settings:{PICK}:{ROLES}",
        placeholder=gettext("Choose roles"),
        min_values=0,
        max_values=_MAX_CHOSEN,
        disabled=not around.may_promote,
        default_values=_defaults(settings.moderator_roles, around.roles, discord.SelectDefaultValueType.role),
    )
    _add_select(box, ROLES, settings, around, roles)
    if not around.may_promote:
        note = gettext("Only members who may manage the server can change who is a moderator.")
        box.add_item(ui.TextDisplay(f"-# {note}"))
    names = ["channels", *(["auto_channels"] if around.answers_unasked else []), "log_channel"]
    for name in names:
        _add_select(box, name, settings, around, _channel_select(name, settings, around))


def _channel_select(
    name: str, settings: CommunitySettings, around: Surroundings
) -> ui.ChannelSelect[ui.LayoutView]:
    is_one = name == "log_channel"
    return ui.ChannelSelect(
        custom_id=f"settings:{PICK}:{name}",
        placeholder=gettext("Choose a channel") if is_one else gettext("Choose channels"),
        channel_types=_WRITABLE if is_one else _CHANNELS,
        min_values=0,
        max_values=1 if is_one else _MAX_CHOSEN,
        default_values=_defaults(
            chosen(name, settings), around.channels, discord.SelectDefaultValueType.channel
        ),
    )


def _defaults(
    ids: Iterable[int], there: Collection[int], kind: discord.SelectDefaultValueType
) -> list[discord.SelectDefaultValue]:
    """What the select shows as chosen; Discord knows nothing of what was deleted."""
    return [discord.SelectDefaultValue(id=each, type=kind) for each in ids if each in there][:_MAX_CHOSEN]


def _add_select(
    box: Box,
    name: str,
    settings: CommunitySettings,
    around: Surroundings,
    select: ui.Item[ui.LayoutView],
) -> None:
    box.add_item(ui.TextDisplay(_headed(name)))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(select)
    box.add_item(row)
    lost = gone(name, settings, around)
    if not lost:
        return
    deleted = gettext("⚠️ Deleted on Discord: {numbers}", numbers=", ".join(map(str, lost[:5])))
    clear: ui.Button[ui.LayoutView] = ui.Button(
        label=gettext("Clear"),
        custom_id=f"settings:{CLEAR}:{name}",
        disabled=name == ROLES and not around.may_promote,
    )
    box.add_item(ui.Section(deleted, accessory=clear))


def _add_answers(box: Box, settings: CommunitySettings, around: Surroundings) -> None:
    options = [(UNSET, quotes(None, around)), *((str(n), str(n)) for n in range(1, MAX_QUOTES + 1))]
    _add_choice(box, "quotes", options, str(settings.quotes or UNSET))
    languages = [(UNSET, gettext("automatic")), *LANGUAGES.items()]
    _add_choice(box, "language", languages, settings.language or UNSET)
    wanted = not settings.is_private
    toggle: ui.Button[ui.LayoutView] = ui.Button(
        label=gettext("Make them private") if wanted else gettext("Make them public"),
        custom_id=f"settings:{PUT}:is_private:{int(wanted)}",
    )
    box.add_item(ui.Section(_valued("is_private", settings, around), accessory=toggle))


def _add_choice(box: Box, name: str, options: Iterable[tuple[str, str]], now: str) -> None:
    box.add_item(ui.TextDisplay(_headed(name)))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(
        ui.Select(
            custom_id=f"settings:{PICK}:{name}",
            options=[
                discord.SelectOption(label=label, value=value, default=value == now)
                for value, label in options
            ],
        )
    )
    box.add_item(row)


def _add_limits(box: Box, settings: CommunitySettings, around: Surroundings) -> None:
    for name in (RETENTION, MEMBER, SERVER):
        change: ui.Button[ui.LayoutView] = ui.Button(
            label=gettext("Change"),
            custom_id=f"settings:{ASK}:{name}",
            disabled=name == RETENTION and not around.days,
        )
        box.add_item(ui.Section(_valued(name, settings, around), accessory=change))


def _headed(name: str) -> str:
    return "\n".join(_iter_head(name))


def _valued(name: str, settings: CommunitySettings, around: Surroundings) -> str:
    title, help_line = _iter_head(name)
    return f"{title}\n{written(name, settings, around)}\n{help_line}"


def _iter_head(name: str) -> Iterator[str]:
    yield f"**{gettext(TITLES[name])}**"
    yield f"-# {gettext(HELP[name])}"


def number_fields(
    name: str, settings: CommunitySettings, around: Surroundings
) -> list[tuple[str, str, int | None]]:
    """What the form of a setting asks for: label, explanation and value, in order."""
    if name == RETENTION:
        hint = gettext(
            "1 to {max}; leave it empty for what the host has set.", max=format_number(around.days)
        )
        return [(gettext("Days"), hint, settings.retention_days)]
    questions, window_s = cooldown(settings, name)
    return [
        (gettext("Questions"), gettext("How many may be asked, 1 to 1,000."), questions),
        (gettext("Seconds"), gettext("In how much time, 1 to 86,400 (a day)."), window_s),
    ]
