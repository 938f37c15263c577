"""The buttons below an answer, and the forms of their custom_ids; what they do is in ``bot.buttons``.

A custom_id has at most 100 characters (Discord's docs: Components reference). It holds the answer's id,
and the collection only where the answer stands outside the server that it is about.
"""

import discord
from discord import ui

from bot.language import gettext, ngettext
from bot.replies.layout import OF_COLLECTION, of_collection, place
from index.models import Quote

_ANSWER = r"(?P<answer>[0-9a-f]{12})"
_PERSON = r"(?P<person>\d{1,20})"
MORE_ID = rf"more:{_ANSWER}:(?P<first>\d+):(?P<count>\d+){OF_COLLECTION}"
FOLLOW_UP_ID = rf"follow-up:{_ANSWER}{OF_COLLECTION}"
HELPFUL_ID = rf"helpful:{_ANSWER}{OF_COLLECTION}"
NOT_HELPFUL_ID = rf"not-helpful:{_ANSWER}{OF_COLLECTION}"
POST_ID = rf"post:{_ANSWER}:{_PERSON}"
DELETE_ID = rf"delete:{_PERSON}"
CONTEXT_ID = (
    rf"context:(?P<article>\d+):(?P<revision>\d+):(?P<offset>\d+):(?P<start>\d+):(?P<end>\d+){OF_COLLECTION}"
)

Button = ui.Button[ui.LayoutView]


def context_button(quote: Quote, collection: str | None) -> Button:
    """Shows the paragraph that the quote stands in."""
    spot = place(quote.article.id, quote.revision_id, quote.span.start, quote.span, collection)
    return _button(gettext("In context"), f"context:{spot}")


def more_button(answer_id: str, first: int, count: int, left: int, collection: str | None) -> Button:
    """Shows the next quotes, from that one on (counted from 0), so many at a time."""
    label = ngettext("{count} more quote", "{count} more quotes", left)
    return _button(label, f"more:{answer_id}:{first}:{count}{of_collection(collection)}")


def follow_up_button(answer_id: str, collection: str | None) -> Button:
    """Asks for a question that goes on from this one."""
    return _button(gettext("Ask a follow-up"), f"follow-up:{answer_id}{of_collection(collection)}")


def feedback_buttons(answer_id: str, collection: str | None) -> tuple[Button, Button]:
    """Say whether the answer was helpful."""
    suffix = f"{answer_id}{of_collection(collection)}"
    return (
        _button(gettext("Helpful"), f"helpful:{suffix}", "👍"),
        _button(gettext("Not helpful"), f"not-helpful:{suffix}", "👎"),
    )


def post_button(answer_id: str, person: int) -> Button:
    """Posts a private answer for all to read."""
    return _button(gettext("Post publicly"), f"post:{answer_id}:{person}")


def delete_button(person: int) -> Button:
    """Deletes the answer, for whoever asked and for moderators."""
    return _button(gettext("Delete"), f"delete:{person}")


def _button(label: str, custom_id: str, emoji: str | None = None) -> Button:
    return ui.Button(label=label, custom_id=custom_id, emoji=emoji, style=discord.ButtonStyle.secondary)
