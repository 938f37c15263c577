"""When to look at a source again: how long it may be left, and at which instant that is.

The time between two looks is learned. Where a source dates what it lists (a feed, mostly), half of the
usual distance between its newest entries is aimed at: two looks for each change. A source that has been
silent for longer than that is aimed at by its silence, since what has not changed for long is the less
likely to change soon (the rule for caches of V. Cate, *Alex, a global filesystem*, 1992). What the looks
find corrects this by up to a factor of two, and is all there is for what has no dates: the time goes one
step down after a change and two steps up after none, a step being the fourth root of two. These factors,
0.84 and 1.41, are near the 0.8 and 1.4 of Apache Nutch's ``AdaptiveFetchSchedule``; in whole steps, times
stay what they are as long as a source does.

Looks are spread by the address alone. Each address has a point of its own within the interval, from its
SHA-256, and is looked at when the clock passes that point: a thousand sources that are added at once come
due evenly over one interval, and are there again after a restart, however long the time off.

All is pure: the same arguments give the same times. Times are in seconds.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from statistics import median

from index.models import SourceKind, SourceOptions, SourceState

MINUTE_S, HOUR_S, DAY_S = 60.0, 3600.0, 86400.0
WEEK_S = 7 * DAY_S
# A moderator's wish is followed within these.
MIN_EVERY_S, MAX_EVERY_S = 5 * MINUTE_S, 366 * DAY_S
# The shortest and longest time between two looks, and the first one, before anything is learned.
_BOUNDS_S = {
    SourceKind.FEED: (15 * MINUTE_S, DAY_S, HOUR_S),
    SourceKind.SITEMAP: (6 * HOUR_S, WEEK_S, DAY_S),
    SourceKind.PAGE: (DAY_S, 30 * DAY_S, 3 * DAY_S),
}
# What a source may ask of us at most: "ttl" is a habit of its software, Retry-After is meant.
MAX_TTL_S, MAX_RETRY_AFTER_S = DAY_S, WEEK_S
_FIRST_PAUSE_S, _MAX_PAUSE_S, _GONE_PAUSE_S = 5 * MINUTE_S, DAY_S, WEEK_S
# Time between two looks is shortest * 2 ** (steps / 4).
_STEPS_PER_DOUBLING = 4
_AFTER_CHANGE, _AFTER_NONE = 2 ** (-1 / _STEPS_PER_DOUBLING), 2 ** (2 / _STEPS_PER_DOUBLING)
# Of these many newest entries the distances are taken; two distances are needed for a usual one.
_NEWEST = 11
_MIN_DISTANCES = 2
_GONE = 410


@dataclass(frozen=True, slots=True)
class Look:
    """A look at a source that went well.

    ``newest`` are the dates of its newest entries in any order, ``is_changed`` is whether anything was
    new, ``ttl_s`` for how long the feed asks to be left.
    """

    at: datetime
    is_changed: bool
    newest: Sequence[datetime] = ()
    ttl_s: float | None = None


def next_interval(kind: SourceKind, state: SourceState, options: SourceOptions, look: Look) -> float | None:
    """How long to leave a source after the look; to be kept as ``state.interval_s``.

    A moderator's ``every_s`` comes before all that is learned or asked for. None is never: files and
    folders, unless a moderator wants it.
    """
    if options.every_s is not None:
        return min(max(MIN_EVERY_S, options.every_s), MAX_EVERY_S)
    if kind not in _BOUNDS_S:
        return None
    shortest, longest, first = _BOUNDS_S[kind]
    learned = (state.interval_s or first) * (_AFTER_CHANGE if look.is_changed else _AFTER_NONE)
    if (aim := _aim(look.newest, look.at, first)) is not None:
        learned = min(max(learned, aim / 2), aim * 2)
    interval = min(max(_rounded(learned, shortest), shortest), longest)
    return max(interval, _bounded(look.ttl_s, MAX_TTL_S))


def pause_after_failure(
    address: str, failures: int, *, status: int | None = None, retry_after_s: float | None = None
) -> float:
    """How long to leave a source after the ``failures``-th look in a row that failed (1 is the first).

    Five minutes, doubled each time, up to a day; a week for what the server says is gone for good (410),
    and no less than it asks for. Up to a quarter of that is taken off by the address, so that those
    that failed together are not tried again together.
    """
    doublings = min(max(failures, 1) - 1, 32)
    pause = _GONE_PAUSE_S if status == _GONE else min(_FIRST_PAUSE_S * 2**doublings, _MAX_PAUSE_S)
    return max(pause * (1 - _point(address) / 4), _bounded(retry_after_s, MAX_RETRY_AFTER_S))


def next_time(
    address: str, now: datetime, interval_s: float, *, retry_after_s: float | None = None
) -> datetime:
    """The instant of the next look, in UTC, if looks are to be ``interval_s`` apart.

    It is when the clock passes the address's own point of the interval, between half an interval and one
    and a half from now, and then always one interval later. It is not before the server asks for us.
    """
    wait_s = max(interval_s / 2, _bounded(retry_after_s, MAX_RETRY_AFTER_S))
    since_point = (now.timestamp() + wait_s - _point(address) * interval_s) % interval_s
    return now.astimezone(UTC) + timedelta(seconds=wait_s + interval_s - since_point)


def _aim(newest: Sequence[datetime], now: datetime, first: float) -> float | None:
    """Half the time after which a change is to be expected, from the dates; None if they tell too little."""
    dates = sorted({date.timestamp() for date in newest if date <= now}, reverse=True)[:_NEWEST]
    if not dates:
        return None
    silence = now.timestamp() - dates[0]
    distances = [later - earlier for later, earlier in pairwise(dates)]
    if len(distances) >= _MIN_DISTANCES:
        return max(median(distances), silence) / 2
    return silence / 2 if silence > 2 * first else None


def _rounded(interval: float, shortest: float) -> float:
    """To the nearest of the steps that begin with the shortest interval."""
    steps = round(_STEPS_PER_DOUBLING * math.log2(max(interval, 1.0) / shortest))
    return shortest * 2 ** (steps / _STEPS_PER_DOUBLING)


def _bounded(asked_s: float | None, most_s: float) -> float:
    """What was asked for, within reason; nonsense ("nan", a negative number) is nothing."""
    return min(asked_s, most_s) if asked_s is not None and asked_s > 0 else 0.0


def _point(address: str) -> float:
    """The address's own point between 0 and 1, always the same and evenly spread over addresses."""
    digest = sha256(address.encode(errors="surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
