"""What moderators write of a digest, read: its day, its time and its time zone."""

import asyncio
import re
from datetime import time

from bot.language import gettext
from bot.replies.digests import WEEKDAYS
from index.errors import PullquoteError
from index.local_times import all_timezones
from index.models import Digest

_AT = re.compile(r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.IGNORECASE)


class DigestRefused(PullquoteError):
    """What was asked for a digest cannot be; nothing changed."""


def read_day(every: str | None, weekday: int | None) -> int | None:
    """The weekday of a weekly list, None for a daily one."""
    if every == "day" and weekday is not None:
        raise DigestRefused(gettext("A list that comes every day has no weekday; leave out one of the two."))
    if weekday is None:
        return 0 if every == "week" else None
    if 0 <= weekday < len(WEEKDAYS):
        return weekday
    raise DigestRefused(gettext("Choose the weekday from the list."))


def read_time(written: str) -> time:
    """The time of day: "8", "08:00", "8.30", "8 pm"."""
    found = _AT.fullmatch(written.strip())
    if found:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if half := (found["half"] or "").lower():
            hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise DigestRefused(
        gettext("“{written}” is no time of day; write it like 08:00 or 8 pm.", written=written)
    )


async def read_timezone(written: str | None, known: Digest | None) -> str:
    """The zone's name as the database has it; that of another digest where none is given."""
    if written is None:
        if known is None:
            raise DigestRefused(
                gettext(
                    "Say whose clocks are meant with the option timezone, such as Europe/Berlin; "
                    "a few letters of a city nearby are enough to find it."
                )
            )
        return known.timezone
    wanted = written.strip().casefold().replace(" ", "_")
    names = await asyncio.to_thread(all_timezones)
    found = [name for name in names if name.casefold() == wanted]
    found = found or [name for name in names if name.rpartition("/")[2].casefold() == wanted]
    if not found:
        raise DigestRefused(
            gettext(
                "There is no time zone “{written}”; type some letters of a city nearby, and choose one.",
                written=written,
            )
        )
    return found[0]
