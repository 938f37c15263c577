"""What `/about` says of the bot; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import discord
from discord import ui

from bot.language import gettext, ngettext
from bot.markdown import escape
from bot.replies.layout import container, layout


@dataclass(frozen=True, slots=True)
class About:
    """What there is to say. ``counts`` are the articles and sources of this server, None elsewhere.

    ``links`` are the addresses that the package names, by what they lead to.
    """

    version: str
    licence: str
    links: tuple[tuple[str, str], ...]
    started_at: datetime
    contact: str | None
    counts: tuple[int, int] | None
    privacy: str
    help: str


def about_view(about: About) -> ui.LayoutView:
    """Version, what is stored here, who runs it, and what leaves the machine."""
    box = container(True)
    box.add_item(ui.TextDisplay("\n".join(_iter_introduction(about))))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_iter_facts(about))))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_iter_leaving(about))))
    if about.links:
        row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
        for label, url in about.links[:5]:
            row.add_item(ui.Button(label=label, url=url))
        box.add_item(row)
    return layout(box)


def _iter_introduction(about: About) -> Iterator[str]:
    yield f"## Pullquote {escape(about.version)}"
    yield gettext(
        "I answer questions from articles that a community has stored, with their own sentences, word for "
        "word, each with a link to its place. I never write an answer myself, and no language model does."
    )


def _iter_facts(about: About) -> Iterator[str]:
    if about.counts is not None:
        articles, sources = about.counts
        yield gettext(
            "**Stored here:** {articles} from {sources}",
            articles=ngettext("{count} article", "{count} articles", articles),
            sources=ngettext("{count} source", "{count} sources", sources),
        )
    since = discord.utils.format_dt(about.started_at, "R")
    yield gettext("**Running since:** {time}", time=since)
    if about.contact:
        yield gettext("**Who runs me:** {contact}", contact=escape(about.contact))
    else:
        yield gettext("**Who runs me:** has left no address; ask the moderators of a server where I am.")
    yield gettext("**Licence:** {licence}, free software", licence=escape(about.licence))


def _iter_leaving(about: About) -> Iterator[str]:
    yield f"**{gettext('What leaves the machine I run on')}**"
    yield gettext(
        "My replies, to Discord, and requests for the pages and feeds that moderators add. Questions are "
        "looked up on the machine itself and sent to nobody else."
    )
    closing = gettext(
        "{privacy} shows what I keep about you, {help} what I can do.", privacy=about.privacy, help=about.help
    )
    yield f"-# {closing}"
