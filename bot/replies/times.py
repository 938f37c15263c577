"""Times in replies: Discord writes them in each reader's own language and time zone; pure.

(Discord's docs: Reference, Message Formatting, Timestamps.)
"""

from datetime import datetime

from bot.language import gettext, ngettext

_MINUTE_S, _HOUR_S, _DAY_S = 60, 3_600, 86_400


def relative(at: datetime) -> str:
    """How long ago, or in how long."""
    return f"<t:{int(at.timestamp())}:R>"


def instant(at: datetime) -> str:
    """The day and time."""
    return f"<t:{int(at.timestamp())}:f>"


def interval(seconds: float) -> str:
    """How often something is done, as the whole of a phrase: "every 6 hours"."""
    if seconds < 100 * _MINUTE_S:
        return ngettext("every minute", "every {count} minutes", round(seconds / _MINUTE_S))
    if seconds < 2 * _DAY_S:
        return ngettext("every hour", "every {count} hours", round(seconds / _HOUR_S))
    return ngettext("every day", "every {count} days", round(seconds / _DAY_S))


def ago(at: datetime | None) -> str:
    """When it was, or that it never was."""
    return gettext("never") if at is None else relative(at)
