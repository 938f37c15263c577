"""Lists page by page: a row of Back, the page, and Next, which also holds what is listed; pure.

What is listed (a search, a filter) may be longer than the 100 characters that a custom_id holds. So it is
divided over the three buttons of the row; only the bot can write its messages, and nothing need be kept
elsewhere for a button to work after a restart.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import discord
from discord import ui

from bot.language import gettext
from bot.replies.layout import size
from index.errors import PullquoteError

MAX_ID = 100
_MARK = "turn"
# The custom_id of each of the three: which list, which page to turn to, and a piece of what is listed.
TURN_ID = rf"(?s:{_MARK}:(?P<list>[a-z]+):(?P<place>[bpn])(?P<page>\d+):(?P<piece>.*);)"
_PLACES = "bpn"
_PATTERN = re.compile(TURN_ID)


class ListTooLong(PullquoteError):
    """What is to be listed cannot be held in the buttons below it."""


def pager(name: str, page: int, pages: int, state: str = "") -> ui.ActionRow[ui.LayoutView] | None:
    """Buttons to the pages beside this one, which count from 0; None if there is but one.

    Raises:
        ListTooLong: there is no room for the state.
    """
    if pages < 2:
        return None
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow()
    labels = (
        gettext("Back"),
        gettext("Page {page} of {pages}", page=page + 1, pages=pages),
        gettext("Next"),
    )
    heads = [
        f"{_MARK}:{name}:{place}{target}:" for place, target in zip(_PLACES, _targets(page), strict=True)
    ]
    is_off = (page == 0, True, page == pages - 1)
    for label, custom_id, disabled in zip(labels, _divide(heads, state), is_off, strict=True):
        row.add_item(
            ui.Button(
                label=label, custom_id=custom_id, disabled=disabled, style=discord.ButtonStyle.secondary
            )
        )
    return row


def turn_to(page: int, count: int, per_page: int) -> tuple[int, int]:
    """The page of a list of so many, or the nearest that there is, and how many pages there are."""
    pages = max(1, -(-count // per_page))
    return max(0, min(page, pages - 1)), pages


def read_state(message: discord.Message | None) -> str:
    """What is listed, out of the row below a list."""
    pieces = [_PATTERN.fullmatch(custom_id) for custom_id in _iter_ids(message.components if message else ())]
    return "".join(match["piece"] for match in pieces if match)


def _targets(page: int) -> tuple[int, int, int]:
    return max(page - 1, 0), page, page + 1


def _divide(heads: Sequence[str], state: str) -> list[str]:
    """The custom_ids with as much of the state in each as it holds; each ends in a mark, never in a blank."""
    ids: list[str] = []
    rest = state
    for head in heads:
        taken = 0
        while taken < len(rest) and size(head + rest[: taken + 1]) < MAX_ID:
            taken += 1
        ids.append(f"{head}{rest[:taken]};")
        rest = rest[taken:]
    if rest:
        raise ListTooLong(
            gettext("What you are looking for is too long to be listed; use fewer words, or fewer filters.")
        )
    return ids


def _iter_ids(components: Sequence[Any]) -> Iterator[str]:
    """The custom_ids within components, in order."""
    for component in components:
        if custom_id := getattr(component, "custom_id", None):
            yield custom_id
        yield from _iter_ids(getattr(component, "children", ()))
