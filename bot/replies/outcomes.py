"""What came of looking at sources, as a reply: while it goes on, and at its end; pure."""

from collections.abc import Iterator

from discord import ui

from bot.language import format_number, gettext, ngettext
from bot.replies.adding import left_out
from bot.replies.layout import MAX_HEADING, NO_MARK, OPEN, button, container, layout, one_line, place
from bot.replies.lines import fitting
from bot.replies.sources import SHOW, next_look, source_button
from bot.tally import Tally
from index.models import Article, Outcome, Source

_MAX_REFUSED = 10
_ROOM = 1_800


def progress_view(title: str, tally: Tally) -> ui.LayoutView:
    """How far it is."""
    box = container(True)
    done, total = tally.progress
    lines = [f"### {one_line(title, MAX_HEADING)}"]
    if total:
        lines.append(
            gettext("{done} of {total} looked at …", done=format_number(done), total=format_number(total))
        )
    else:
        lines.append(gettext("Looking …"))
    lines += [f"-# {line}" for line in _iter_counts(tally)]
    lines.append(
        "-# "
        + gettext("What is told is stored. Should I be stopped meanwhile, the next look goes on from there.")
    )
    box.add_item(ui.TextDisplay("\n".join(lines)))
    return layout(box)


def outcome_view(
    title: str, tally: Tally, source: Source | None = None, article: Article | None = None
) -> ui.LayoutView:
    """What came of it in the end, for one source with a button to it, and for one article to that."""
    box = container(not (tally.failures or tally.refused))
    lines = [f"### {one_line(title, MAX_HEADING)}", *_iter_counts(tally)]
    if len(lines) == 1 and not tally.failures:
        lines.append(gettext("Nothing is new."))
    box.add_item(ui.TextDisplay("\n".join(lines)))
    wrong = [f"- **{one_line(name, 100)}**: {one_line(reason, 300)}" for name, reason in _iter_wrong(tally)]
    unlisted = tally.refused_count + tally.gone - len(tally.refused)
    if wrong:
        told = fitting([*wrong, *[""] * unlisted], _ROOM, _MAX_REFUSED)
        box.add_item(ui.TextDisplay("\n".join([gettext("Not read, and why:"), *told])))
    if notes := "\n".join(_iter_notes(tally, source)):
        box.add_item(ui.TextDisplay(notes))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    if article:
        row.add_item(button(gettext("Read"), OPEN, place(article.id, article.revision_id, 0, NO_MARK)))
    if source:
        row.add_item(source_button(gettext("Show source"), SHOW, source.id))
    if row.children:
        box.add_item(row)
    return layout(box)


def _iter_counts(tally: Tally) -> Iterator[str]:
    """How many of each kind, a line for each."""
    counts = tally.counts
    if count := counts[Outcome.ADDED]:
        yield ngettext("**{count}** article added", "**{count}** articles added", count)
    if count := counts[Outcome.UPDATED]:
        yield ngettext("**{count}** article updated", "**{count}** articles updated", count)
    if count := counts[Outcome.JOINED]:
        yield ngettext(
            "**{count}** joined with an article that says the same",
            "**{count}** joined with articles that say the same",
            count,
        )
    if count := counts[Outcome.UNCHANGED]:
        yield ngettext("**{count}** article unchanged", "**{count}** articles unchanged", count)
    if count := counts[Outcome.DOUBTFUL]:
        yield ngettext(
            "**{count}** article has become so short that its text was kept",
            "**{count}** articles have become so short that their texts were kept",
            count,
        )
    if tally.gone:
        yield ngettext("**{count}** page is gone", "**{count}** pages are gone", tally.gone)
    if tally.refused_count:
        yield ngettext("**{count}** article refused", "**{count}** articles refused", tally.refused_count)


def _iter_wrong(tally: Tally) -> Iterator[tuple[str, str]]:
    yield from tally.failures.items()
    yield from tally.refused


def _iter_notes(tally: Tally, source: Source | None) -> Iterator[str]:
    last = tally.last
    if last and sum(tally.counts.values()) == 1 and last.article.left_out:
        yield left_out(last.article.left_out)
    if tally.counts[Outcome.DOUBTFUL]:
        yield "-# " + gettext("To take in the short texts, use /source refresh with accept_shrunken.")
    if source:
        yield "-# " + gettext(
            "{title} is source {number}; {next}.",
            title=one_line(source.title, 100),
            number=source.id,
            next=next_look(source),
        )
