"""What is asked of a source that is not added yet, as the buttons of the question hold it."""

import re
from dataclasses import dataclass, field
from typing import Any

import discord

from bot.checks import NotAllowed, require_moderator
from bot.language import gettext
from index.dates import is_iso
from index.durations import read_duration
from index.errors import PullquoteError
from index.models import SourceKind, SourceOptions
from index.sources.schedule import MAX_EVERY_S, MIN_EVERY_S

# At most 97 characters, with a date as long as one can be.
_REST = r":(?P<user>\d+):(?P<token>[0-9a-f]{8}):(?P<kind>[a-z]*):(?P<every>\d*):(?P<most>\d*):(?P<since>.*)"
ADDING_ID = re.compile(rf"adding:(?P<act>add|cancel|feed){_REST}")
FEEDS_ID = re.compile(rf"adding:(?P<act>feeds){_REST}")
MAX_ARTICLES = 1_000_000_000


class OptionRefused(PullquoteError):
    """What is asked of a source cannot be done."""


@dataclass(frozen=True, slots=True)
class Asked:
    """As which kind it is to be added, if not as what it is, and what is asked of it."""

    kind: SourceKind | None = None
    options: SourceOptions = field(default_factory=SourceOptions)

    @classmethod
    def read(cls, kind: str | None, every: str | None, most: int | None, since: str | None) -> "Asked":
        """From what a moderator typed.

        Raises:
            OptionRefused: a time or date cannot be read.
        """
        return cls(SourceKind(kind) if kind else None, SourceOptions(_seconds(every), most, _date(since)))

    @classmethod
    def from_id(cls, match: re.Match[str]) -> "Asked":
        """From the custom_id of a button."""
        options = SourceOptions(
            float(match["every"]) if match["every"] else None,
            int(match["most"]) if match["most"] else None,
            match["since"] or None,
        )
        return cls(SourceKind(match["kind"]) if match["kind"] else None, options)

    def custom_id(self, act: str, user: int, token: str) -> str:
        """For a button that only this user may press."""
        every = int(self.options.every_s) if self.options.every_s else ""
        kind, most, since = self.kind or "", self.options.max_articles or "", self.options.since or ""
        return f"adding:{act}:{user}:{token}:{kind}:{every}:{most}:{since}"


async def require_asked(interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
    """Nothing, for the moderator whom the message with that button or menu asks.

    Raises:
        NotAllowed: for anybody else.
    """
    await require_moderator(interaction)
    if interaction.user.id != int(match["user"]):
        raise NotAllowed(gettext("Only the moderator who asked can answer that; use /source add yourself."))


def link_of(message: discord.Message | None) -> str | None:
    """The link that the question is about, which its link button opens."""
    return next(_iter_urls(message.components if message else ()), None)


def _iter_urls(components: Any) -> Any:  # noqa: ANN401 - discord.py has no type for all components
    for component in components:
        if url := getattr(component, "url", None):
            yield url
        yield from _iter_urls(getattr(component, "children", ()))


def _seconds(written: str | None) -> float | None:
    if written is None:
        return None
    try:
        seconds = read_duration(written)
    except ValueError:
        seconds = 0.0
    if not MIN_EVERY_S <= seconds <= MAX_EVERY_S:
        raise OptionRefused(
            gettext(
                "“{written}” is no time between 5 minutes and 366 days; write it like 30m, 6h or 1d.",
                written=written,
            )
        )
    return seconds


def _date(written: str | None) -> str | None:
    if written is not None and not is_iso(written):
        raise OptionRefused(
            gettext("“{written}” is no date; write it like 2025, 2025-02 or 2025-02-19.", written=written)
        )
    return written
