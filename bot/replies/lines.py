"""Lines of a reply: as many as there is room for, and how many more there are; pure."""

from collections.abc import Sequence

from bot.language import ngettext
from bot.replies.layout import size


def fitting(lines: Sequence[str], room: int, most: int) -> list[str]:
    """The first ``most`` of the lines that fit the room, in small print how many more there are."""
    shown: list[str] = []
    for line in lines[:most]:
        room -= size(line) + 1
        if room < 60:  # what the last line takes
            break
        shown.append(line)
    left = len(lines) - len(shown)
    return [*shown, *([more(left)] if left else [])]


def more(count: int) -> str:
    """That so many are not shown."""
    return "-# " + ngettext("and {count} more", "and {count} more", count)
