"""What a moderator chose or typed in the `/settings` panel into values, or a sentence why not."""

from collections.abc import Iterable, Sequence

import discord

from bot.checks import NotAllowed, may_manage
from bot.language import format_number, gettext
from index.errors import PullquoteError

MAX_QUESTIONS = 1_000
MAX_WINDOW_S = 86_400


class SettingRefused(PullquoteError):
    """A setting cannot have that value; nothing changed."""


def merge(current: Sequence[int], shown: Iterable[int], chosen: Iterable[int]) -> tuple[int, ...]:
    """The list as it is now, with what was added to and removed from the one that was shown.

    Chosen from a panel that was opened a while ago, it leaves alone what another moderator has changed
    since.
    """
    before, after = set(shown), list(chosen)
    kept = [each for each in current if each not in before or each in after]
    return tuple(dict.fromkeys([*kept, *(each for each in after if each not in before)]))


def check_moderator_roles(
    person: discord.User | discord.Member, chosen: Iterable[discord.abc.Snowflake]
) -> None:
    """Nothing, if that person may make these roles moderators.

    A moderator by role may not: they could else give to others, for good, what was given to them for now.

    Raises:
        NotAllowed: they may not manage the server.
        SettingRefused: one of the roles is everybody's.
    """
    if not may_manage(person):
        raise NotAllowed(gettext("Only members who may manage the server can change who is a moderator."))
    if any(isinstance(role, discord.Role) and role.is_default() for role in chosen):
        raise SettingRefused(gettext("Everybody has that role; choose one that only moderators have."))


def check_log_channel(guild: discord.Guild, channel_id: int) -> None:
    """Nothing, if the bot may write in the channel.

    Raises:
        SettingRefused: it may not, or cannot see the channel.
    """
    channel = guild.get_channel(channel_id)
    allowed = channel.permissions_for(guild.me) if channel else discord.Permissions.none()
    if not (allowed.view_channel and allowed.send_messages):
        raise SettingRefused(
            gettext(
                "I may not write in {channel}; allow me View Channel and Send Messages there first.",
                channel=f"#{channel.name}" if channel else f"#{channel_id}",
            )
        )


def read_days(typed: str, host_days: int) -> int | None:
    """How many days to keep questions; None, for nothing typed, is the host's.

    Raises:
        SettingRefused: that is no number of days the host allows.
    """
    if not typed.strip():
        return None
    days = _read_number(typed)
    if days is None or not 1 <= days <= host_days:
        raise SettingRefused(
            gettext(
                "“{typed}” is no number of days from 1 to {max}, which is the host's limit; "
                "leave it empty for that.",
                typed=typed.strip(),
                max=format_number(host_days),
            )
        )
    return days


def read_cooldown(questions: str, window_s: str) -> tuple[int, int]:
    """How many questions in how many seconds.

    Raises:
        SettingRefused: one of them is no number that may be.
    """
    count, seconds = _read_number(questions), _read_number(window_s)
    if count is None or not 1 <= count <= MAX_QUESTIONS:
        raise SettingRefused(
            gettext("“{typed}” is no number of questions from 1 to 1,000.", typed=questions.strip())
        )
    if seconds is None or not 1 <= seconds <= MAX_WINDOW_S:
        raise SettingRefused(
            gettext("“{typed}” is no number of seconds from 1 to 86,400.", typed=window_s.strip())
        )
    return count, seconds


def _read_number(typed: str) -> int | None:
    """A number as people type it, with or without separators of thousands."""
    digits = "".join(typed.split()).replace(",", "").replace(".", "")
    return int(digits) if digits.isascii() and digits.isdigit() else None
