"""Adding sources as replies: what would be added, how far it is, and what came of it; pure."""

from collections.abc import Callable, Iterator, Sequence

import discord
from discord import ui

from bot.citations import MAX_URL_CHARS
from bot.language import deferred, gettext, ngettext
from bot.markdown import escape, shorten
from bot.replies.layout import MAX_HEADING, container, layout, one_line
from bot.replies.lines import fitting
from bot.replies.times import interval
from index.gathering import Plan
from index.models import Announced, NewArticle, Source, SourceKind, SourceOptions

KINDS = {
    SourceKind.PAGE: deferred("Page"),
    SourceKind.FEED: deferred("Feed"),
    SourceKind.SITEMAP: deferred("Sitemap"),
    SourceKind.FILE: deferred("File"),
    SourceKind.FOLDER: deferred("Folder"),
}
_MAX_ENTRIES = 5
_MAX_FEEDS = 25
_PREVIEW_CHARS = 250
_MAX_ADDRESS = 300
# Escaped it is at most twice as long; links may have 2,000 characters.
_MAX_SENTENCE = 900
Ids = Callable[[str], str]
"""The custom_id for what a button does: "add", "cancel", "feed" or "feeds"."""


def plan_view(plan: Plan, known: Source | None, link: str | None, ids: Ids) -> ui.LayoutView:
    """What would be added, with buttons to say yes, no, or that the feed is wanted instead.

    ``known`` is the source that it is already; ``link`` what was named, which a button opens, and which is
    read back from it after a restart.
    """
    box = container(True)
    new = plan.new
    box.add_item(ui.TextDisplay(f"### {one_line(new.title, MAX_HEADING)}\n-# {named(new.kind, new.address)}"))
    if found := "\n".join(_iter_found(plan)):
        box.add_item(ui.TextDisplay(found))
    if notes := "\n".join(f"-# {note}" for note in _iter_notes(plan.new.options, known)):
        box.add_item(ui.TextDisplay(notes))
    _offer_feeds(box, plan.announced, ids)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    add = gettext("Look again") if known else gettext("Add")
    row.add_item(ui.Button(label=add, custom_id=ids("add"), style=discord.ButtonStyle.success))
    row.add_item(ui.Button(label=gettext("Cancel"), custom_id=ids("cancel")))
    _add_link(row, link)
    box.add_item(row)
    return layout(box)


def no_plan_view(sentence: str, announced: Sequence[Announced], link: str, ids: Ids) -> ui.LayoutView:
    """Why the page cannot be added, and the feeds that it announces."""
    box = container(False)
    box.add_item(ui.TextDisplay(escape(shorten(sentence, _MAX_SENTENCE))))
    _offer_feeds(box, announced, ids)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(ui.Button(label=gettext("Cancel"), custom_id=ids("cancel")))
    _add_link(row, link)
    box.add_item(row)
    return layout(box)


def named(kind: SourceKind, address: str) -> str:
    """A source's kind and address."""
    address = address.removeprefix("upload:")
    return f"{gettext(KINDS[kind])} · {one_line(address, _MAX_ADDRESS)}"


def told_view(sentence: str, good: bool = False) -> ui.LayoutView:
    """One sentence; of the library's or ours, and so escaped."""
    box = container(good)
    box.add_item(ui.TextDisplay(escape(shorten(sentence, _MAX_SENTENCE))))
    return layout(box)


def _add_link(row: ui.ActionRow[ui.LayoutView], link: str | None) -> None:
    if link and len(link) <= MAX_URL_CHARS:
        row.add_item(ui.Button(label=gettext("Open"), url=link))


def _iter_found(plan: Plan) -> Iterator[str]:
    """What it is, in a sentence, and a glimpse of it."""
    kind = plan.new.kind
    if kind in (SourceKind.PAGE, SourceKind.FILE):
        if plan.article:
            yield from _iter_article(plan.article)
        return
    listed, reads = plan.listed, len(plan.to_read)
    if kind is SourceKind.FEED:
        yield ngettext("A feed with {count} entry.", "A feed with {count} entries.", listed)
    else:
        yield ngettext("A sitemap with {count} page.", "A sitemap with {count} pages.", listed)
    if reads < listed:
        yield ngettext("The newest {count} would be added:", "The newest {count} would be added:", reads)
    else:
        yield ngettext("It would be added:", "All {count} would be added:", reads)
    entries = [
        f"- {one_line(each.title or each.item.url or each.item.key, 150)}"
        + (f" ({escape(each.published_at[:10])})" if each.published_at else "")
        for each in plan.to_read
    ]
    yield from fitting(entries, 1_200, _MAX_ENTRIES)


def _iter_article(article: NewArticle) -> Iterator[str]:
    day = article.published_at[:10] if article.published_at else None
    chars = ngettext("{count} character", "{count} characters", len(article.text))
    facts = (shorten(article.author, 80) if article.author else None, day, chars)
    yield gettext("An article: {facts}.", facts=escape(" · ".join(fact for fact in facts if fact)))
    yield f"> {one_line(article.text[: 2 * _PREVIEW_CHARS], _PREVIEW_CHARS)}"
    if article.left_out:
        yield left_out(article.left_out)


def left_out(lines: Sequence[str]) -> str:
    """The lines that were taken for labels and buttons and not for the article."""
    named_lines = "; ".join(f"“{shorten(line, 60)}”" for line in lines)
    return "-# " + gettext("Left out: {lines}", lines=one_line(named_lines, 400))


def _iter_notes(options: SourceOptions, known: Source | None) -> Iterator[str]:
    if known:
        yield gettext(
            "It is source {number} here already. Adding it again looks at it at once, sets what is asked of "
            "it anew, and brings back articles of it that were removed.",
            number=known.id,
        )
    yield from iter_options(options)


def iter_options(options: SourceOptions) -> Iterator[str]:
    """What is asked of a source."""
    if options.every_s:
        yield gettext("Looked at {interval}.", interval=interval(options.every_s))
    if options.max_articles:
        yield ngettext(
            "Of what it lists only the newest {count}.",
            "Of what it lists only the newest {count}.",
            options.max_articles,
        )
    if options.since:
        yield gettext("Nothing older than {date}.", date=escape(options.since))


def _offer_feeds(box: ui.Container[ui.LayoutView], announced: Sequence[Announced], ids: Ids) -> None:
    """The feeds that the page announces: one by a button, several by a menu."""
    feeds = announced[:_MAX_FEEDS]
    if not feeds:
        return
    names = "\n".join(f"- {one_line(each.title or each.url, 100)}" for each in feeds[:3])
    told = ngettext("This page announces a feed:", "This page announces {count} feeds:", len(announced))
    box.add_item(ui.TextDisplay(f"{told}\n{names}"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if len(feeds) == 1:
        row.add_item(ui.Button(label=gettext("Feed instead"), custom_id=ids("feed")))
    else:
        row.add_item(
            ui.Select(
                custom_id=ids("feeds"),
                placeholder=gettext("Follow a feed instead"),
                options=[
                    discord.SelectOption(
                        label=shorten(each.title or each.url, 100),
                        value=str(number),
                        description=shorten(each.url, 100),
                    )
                    for number, each in enumerate(feeds)
                ],
            )
        )
    box.add_item(row)
