"""The settings of a community in words: their names, what they are for, and their values; pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.community import CommunitySettings
from bot.language import deferred, gettext, ngettext

ROLES = "moderator_roles"
RETENTION, MEMBER, SERVER = "retention_days", "member", "server"
TITLES = {
    ROLES: deferred("Moderators"),
    "channels": deferred("Channels where I answer"),
    "auto_channels": deferred("Channels where I answer without being asked"),
    "log_channel": deferred("Log channel"),
    "quotes": deferred("Quotes per answer"),
    "is_private": deferred("Private answers"),
    "language": deferred("Language"),
    RETENTION: deferred("How long questions are kept"),
    MEMBER: deferred("Questions of one member"),
    SERVER: deferred("Questions of all members together"),
}
# As they call themselves, whatever language is spoken.
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
HELP = {
    ROLES: deferred("Whoever may manage the server is one, and whoever has one of these roles."),
    "channels": deferred("Leave it empty to let me answer in all channels. Threads go with their channel."),
    "auto_channels": deferred("There I answer any question that I am sure of, and am silent otherwise."),
    "log_channel": deferred("There I write what moderators change."),
    "quotes": deferred("How many quotes an answer shows at first."),
    "is_private": deferred("Whether answers to /ask are for the asker alone, if they do not say otherwise."),
    "language": deferred("Of what all read; automatic is the server's. What only you see is in your own."),
    RETENTION: deferred("Older questions, answers and feedback are deleted every day; counts stay."),
    MEMBER: deferred("Whoever asks more often is told when to ask again."),
    SERVER: deferred("The same for the whole server."),
}
# What is said of a list in which nothing is chosen.
_NOTHING = {
    ROLES: deferred("no roles"),
    "channels": deferred("all"),
    "auto_channels": deferred("none"),
    "log_channel": deferred("none"),
}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the panel shows beside the settings: what the server has, what the host allows, and who looks.

    ``roles`` and ``channels`` are the ids of those that there are. ``quotes`` and ``days`` are the host's.
    """

    roles: Collection[int]
    channels: Collection[int]
    quotes: int
    days: int
    answers_unasked: bool
    may_promote: bool


def written(name: str, settings: CommunitySettings, around: Surroundings) -> str:
    """The value of a setting in words, as Discord Markdown."""
    if name in _NOTHING:
        there, form = (around.roles, "<@&{id}>") if name == ROLES else (around.channels, "<#{id}>")
        return _mentioned(chosen(name, settings), there, form) or gettext(_NOTHING[name])
    if name == "is_private":
        return gettext("yes") if settings.is_private else gettext("no")
    if name == "quotes":
        return quotes(settings.quotes, around)
    if name == "language":
        return LANGUAGES.get(settings.language or "") or gettext("automatic")
    return _days(settings.retention_days, around) if name == RETENTION else _cooldown(settings, name)


def _cooldown(settings: CommunitySettings, whose: str) -> str:
    questions, window_s = cooldown(settings, whose)
    return gettext(
        "{questions} in {time}",
        questions=ngettext("{count} question", "{count} questions", questions),
        time=ngettext("{count} second", "{count} seconds", window_s),
    )


def chosen(name: str, settings: CommunitySettings) -> tuple[int, ...]:
    """The ids of roles or channels that are set."""
    value = getattr(settings, name)
    return value if isinstance(value, tuple) else () if value is None else (value,)


def cooldown(settings: CommunitySettings, whose: str) -> tuple[int, int]:
    """How many questions in how many seconds."""
    if whose == MEMBER:
        return settings.member_questions, settings.member_window_s
    return settings.server_questions, settings.server_window_s


def gone(name: str, settings: CommunitySettings, around: Surroundings) -> tuple[int, ...]:
    """Of the roles or channels that are set those that the server has no more."""
    there = around.roles if name == ROLES else around.channels
    return tuple(each for each in chosen(name, settings) if each not in there)


def quotes(count: int | None, around: Surroundings) -> str:
    """How many quotes an answer shows."""
    if count is None:
        return gettext("as the host has set ({count})", count=around.quotes)
    return str(count)


def _days(days: int | None, around: Surroundings) -> str:
    if not around.days:
        return gettext("not at all, as the host has set")
    time = ngettext("{count} day", "{count} days", min(days or around.days, around.days))
    return time if days else gettext("as the host has set ({count})", count=time)


def _mentioned(ids: Iterable[int], there: Collection[int], form: str) -> str:
    """Each by its mention, which Discord shows as its name, or as gone."""
    return ", ".join(
        form.format(id=each) if each in there else gettext("deleted ({number})", number=each) for each in ids
    )
