"""What `/privacy` shows somebody of what is kept about them, and asks before it is deleted; pure."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

import discord
from discord import ui

from bot.language import gettext, ngettext
from bot.replies.layout import button, container, layout, one_line
from index.models import PersonalRecord

SHOW, EXPORT, ASK, FORGET = "show", "export", "ask", "forget"
_ACT = "privacy"
_MAX_QUESTIONS = 5
_MAX_QUESTION = 150
# What is kept for the person, and not for a community.
_OWN = ("questions", "feedback", "watches", "preferences")

Rows = Sequence[Mapping[str, object]]


def count_own(record: PersonalRecord) -> int:
    """How much there is that the person may delete."""
    return sum(len(record.get(what, ())) for what in _OWN)


def privacy_view(record: PersonalRecord, host_days: int) -> ui.LayoutView:
    """What is kept, of what kinds and how long, with the newest questions."""
    box = container(True)
    box.add_item(ui.TextDisplay("\n".join(_iter_introduction())))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_iter_kinds(record, host_days))))
    if questions := record.get("questions"):
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay("\n".join(_iter_newest(questions))))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(button(gettext("Export"), _ACT, EXPORT))
    if count_own(record):
        row.add_item(_danger(gettext("Delete"), ASK))
    box.add_item(row)
    return layout(box)


def confirm_view(count: int) -> ui.LayoutView:
    """Whether to delete all that."""
    box = container(False)
    asked = ngettext(
        "Delete the {count} entry that I keep about you, in all servers?",
        "Delete all {count} entries that I keep about you, in all servers?",
        count,
    )
    warning = gettext(
        "Questions, feedback, watches and preferences go, with answers that nobody else got. That cannot be "
        "undone. Counts of questions, which name nobody, stay, and so does the log of moderators."
    )
    box.add_item(ui.TextDisplay(f"### {asked}\n{warning}"))
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    row.add_item(_danger(gettext("Delete all that"), FORGET))
    row.add_item(button(gettext("Keep it"), _ACT, SHOW))
    box.add_item(row)
    return layout(box)


def forgotten_view(count: int) -> ui.LayoutView:
    """That it was done, and how much it was."""
    box = container(True)
    done = ngettext("Deleted: {count} entry about you.", "Deleted: {count} entries about you.", count)
    note = gettext("What you ask from now on is kept again, as long as this server or the host has set.")
    box.add_item(ui.TextDisplay(f"### {done}\n-# {note}"))
    return layout(box)


def exported_view(name: str) -> ui.LayoutView:
    """The file with it."""
    box = container(True)
    box.add_item(ui.TextDisplay(gettext("All that I keep about you, from all servers. Only you see this.")))
    box.add_item(ui.File(f"attachment://{name}"))
    return layout(box)


def _danger(label: str, act: str) -> ui.Button[ui.LayoutView]:
    return ui.Button(label=label, custom_id=f"{_ACT}:{act}", style=discord.ButtonStyle.danger)


def _iter_introduction() -> Iterator[str]:
    yield f"## {gettext('What I keep about you')}"
    yield gettext(
        "In all servers and direct messages together, known by your Discord ID; no name, and no message that "
        "did not ask me anything. Only you see this."
    )


def _iter_kinds(record: PersonalRecord, host_days: int) -> Iterator[str]:
    def count(what: str) -> int:
        return len(record.get(what, ()))

    questions = ngettext("{count} question", "{count} questions", count("questions"))
    if host_days:
        days = ngettext("{count} day", "{count} days", host_days)
        kept = gettext(
            "with when and where you asked; kept for {days}, or less where moderators say so", days=days
        )
    else:
        kept = gettext("the host has set that none are kept")
    yield f"- **{questions}**\n  -# {kept}"
    feedback = ngettext("{count} feedback on answers", "{count} feedbacks on answers", count("feedback"))
    kept = gettext("whether they helped, and the reason you gave; kept as long as the answers")
    yield f"- **{feedback}**\n  -# {kept}"
    watches = ngettext("{count} watch for new articles", "{count} watches for new articles", count("watches"))
    yield f"- **{watches}**\n  -# {gettext('kept until removed')}"
    preferences = ngettext("{count} preference", "{count} preferences", count("preferences"))
    kept = gettext("such as the server you ask in direct messages; kept until deleted")
    yield f"- **{preferences}**\n  -# {kept}"
    log = ngettext(
        "{count} entry in the log of moderators", "{count} entries in the log of moderators", count("log")
    )
    kept = gettext(
        "sources, articles and settings that you changed for a community, with the time; "
        "that is its record and stays"
    )
    yield f"- **{log}**\n  -# {kept}"


def _iter_newest(questions: Rows) -> Iterator[str]:
    yield f"**{gettext('Your latest questions')}**"
    for row in list(questions)[-_MAX_QUESTIONS:][::-1]:
        yield f"- {_when(str(row['asked_at']))} {one_line(str(row['question']), _MAX_QUESTION)}"


def _when(stored: str) -> str:
    """A time in the reader's own language and zone, which Discord sees to."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        return stored
    return discord.utils.format_dt(moment if moment.tzinfo else moment.replace(tzinfo=UTC), "f")
