"""Removing and taking it back, as replies; pure."""

import discord
from discord import ui

from bot.language import gettext, ngettext
from bot.replies.layout import container, layout, one_line
from bot.replies.sources import KEEP, SURELY, source_button
from bot.replies.times import instant
from index.models import Article, Removal, Source

UNDO = "undo"
HERE, BESIDE = "here", "beside"
# The custom_id of a button that takes a removal back, and tells so in its own message or beside it.
UNDO_ID = rf"{UNDO}:(?P<removal>\d+):(?P<where>{HERE}|{BESIDE})"
REMOVE_ARTICLE_ID = r"removearticle:(?P<article>\d+)"


def undo_button(removal: Removal, where: str) -> ui.Button[ui.LayoutView]:
    """Takes a removal back, for a day."""
    return ui.Button(
        label=gettext("Undo"), custom_id=f"{UNDO}:{removal.id}:{where}", style=discord.ButtonStyle.secondary
    )


def remove_article_button(article: Article) -> ui.Button[ui.LayoutView]:
    """Removes an article, for moderators."""
    return ui.Button(
        label=gettext("Remove"), custom_id=f"removearticle:{article.id}", style=discord.ButtonStyle.danger
    )


def ask_view(source: Source, leaving: int) -> ui.LayoutView:
    """What would go with a source, and whether it should."""
    box = container(False)
    lines = [
        "### " + gettext("Remove {title}?", title=one_line(source.title, 200)),
        ngettext(
            "**{count}** article that nothing else brings would go with it.",
            "**{count}** articles that nothing else brings would go with it.",
            leaving,
        ),
    ]
    if staying := max(source.articles - leaving, 0):
        lines.append(
            ngettext(
                "**{count}** that another source brings too would stay.",
                "**{count}** that other sources bring too would stay.",
                staying,
            )
        )
    lines.append("-# " + gettext("It can be undone for a day, here or in /source history."))
    box.add_item(ui.TextDisplay("\n".join(lines)))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(source_button(gettext("Remove"), SURELY, source.id, discord.ButtonStyle.danger))
    row.add_item(source_button(gettext("Keep it"), KEEP, source.id))
    box.add_item(row)
    return layout(box)


def removed_view(removal: Removal) -> ui.LayoutView:
    """What was removed, with a button to take that back."""
    box = container(False)
    told = ngettext(
        "Removed: **{subject}**, {count} article. It can be undone until {when}.",
        "Removed: **{subject}**, {count} articles. It can be undone until {when}.",
        removal.articles,
        subject=one_line(removal.subject, 200),
        when=instant(removal.until),
    )
    box.add_item(ui.Section(told, accessory=undo_button(removal, HERE)))
    return layout(box)


def restored_view(removal: Removal) -> ui.LayoutView:
    """What is there again."""
    box = container(True)
    box.add_item(
        ui.TextDisplay(
            ngettext(
                "Restored: **{subject}**, {count} article.",
                "Restored: **{subject}**, {count} articles.",
                removal.articles,
                subject=one_line(removal.subject, 200),
            )
        )
    )
    return layout(box)
