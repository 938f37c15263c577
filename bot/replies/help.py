"""What `/help` shows without a question: the commands that the person may use; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import discord
from discord import ui

from bot.language import gettext, pgettext
from bot.replies.layout import container, layout

# What the catalogues have names of menus and descriptions of commands under (see ``bot.command_names``).
_MENU, _DESCRIPTION = "menu", "description"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """A command, or a group of them: what it is for, and a link to each."""

    purpose: str
    links: Sequence[str]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the person may use where they are. ``menus`` are the names of those on messages."""

    for_all: Sequence[HelpLine]
    for_moderators: Sequence[HelpLine]
    menus: Sequence[str]
    ask: str
    help: str


def overview_view(overview: Overview, bot_user: discord.ClientUser | None) -> ui.LayoutView:
    """The commands, each with a link that opens it."""
    box = container(True)
    mention = bot_user.mention if bot_user else "@"
    box.add_item(ui.TextDisplay("\n".join(_iter_introduction(overview, mention))))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_iter_lines(overview.for_all))))
    if overview.for_moderators:
        box.add_item(ui.Separator())
        heading = f"**{gettext('For moderators')}**"
        box.add_item(ui.TextDisplay("\n".join([heading, *_iter_lines(overview.for_moderators)])))
    box.add_item(ui.Separator())
    closing = gettext(
        "More about any of this: {help} with a question, such as “{example}”.",
        help=overview.help,
        example=gettext("How do I ask well?"),
    )
    box.add_item(ui.TextDisplay(f"-# {closing}"))
    return layout(box)


def _iter_introduction(overview: Overview, mention: str) -> Iterator[str]:
    yield f"## {gettext('What I do')}"
    yield gettext(
        "I answer questions with quotes from stored articles, word for word, each with a link to its place. "
        "Ask with {ask}, or mention {bot} in a message with your question.",
        ask=overview.ask,
        bot=mention,
    )
    if overview.menus:
        names = ", ".join(f"**{pgettext(_MENU, name)}**" for name in overview.menus)
        yield gettext("On a message, under *Apps*: {names}.", names=names)


def _iter_lines(lines: Sequence[HelpLine]) -> Iterator[str]:
    """Single commands with what each is for beside it, groups with it above."""
    for line in lines:
        purpose = pgettext(_DESCRIPTION, line.purpose).removesuffix(".")
        if len(line.links) == 1:
            yield f"- {line.links[0]} {purpose}"
        else:
            yield f"- {purpose}\n  {' '.join(line.links)}"
