"""Which of the items that a source lists are to be read now, and when each is to be read again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from index.dates import sortable
from index.gathering._listing import Listed
from index.models import SourceItem, SourceKind, SourceOptions

# How many articles a source may bring at one look if nobody says how many; of local files all.
DEFAULT_ARTICLES: Mapping[SourceKind, int] = {SourceKind.FEED: 100, SourceKind.SITEMAP: 100}
# A page that its source says nothing new of is read again after a day, then after ever longer times.
_FIRST_RECHECK = timedelta(days=1)
_LAST_RECHECK = timedelta(days=30)
# One that could not be read is tried again sooner.
_FIRST_RETRY = timedelta(hours=1)
# As many of them at one look, so that a look at a source with thousands of pages stays short.
_MAX_RECHECKS = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """How a look is meant: ``anew`` reads again whatever was read before, ``retry`` what failed.

    ``bring_back`` reads what somebody removed, too: it is being added again.
    """

    now: datetime
    anew: bool = False
    retry: bool = False
    bring_back: bool = False


def choose(
    listed: Iterable[Listed],
    known: Mapping[str, SourceItem],
    options: SourceOptions,
    limit: int | None,
    asked: Asked,
) -> list[Listed]:
    """What is new or said to have changed among the newest ``limit``, and some that are due again.

    In the order listed. What a moderator removed is not read again.
    """
    chosen: list[Listed] = []
    rechecks = 0
    for each in _newest(listed, options.since, limit):
        before = known.get(each.item.key)
        if before is None:
            chosen.append(each)
        elif asked.bring_back or not before.is_removed:
            is_wanted = (
                each.is_always or asked.anew or _has_changed(each.item, before) or _is_retried(before, asked)
            )
            if not is_wanted and _is_due(before, asked.now) and rechecks < _MAX_RECHECKS:
                rechecks += 1
                is_wanted = True
            if is_wanted:
                chosen.append(replace(each, item=_with_known(each.item, before)))
    return chosen


def choose_due(known: Iterable[SourceItem], asked: Asked) -> list[Listed]:
    """What is to be read again of a source that says that nothing is new, those that wait longest first."""
    waiting = [
        item
        for item in known
        if item.url and not item.is_removed and (_is_due(item, asked.now) or _is_retried(item, asked))
    ]
    waiting.sort(key=lambda item: item.next_check_at or asked.now)
    return [Listed(item, item.url or "") for item in (waiting if asked.retry else waiting[:_MAX_RECHECKS])]


def next_recheck(item: SourceItem, now: datetime, *, changed: bool) -> datetime:
    """When a page is to be read again of itself: twice as long as last time, unless it changed."""
    before = item.next_check_at - item.checked_at if item.next_check_at and item.checked_at else None
    if changed or before is None:
        return now + _FIRST_RECHECK
    return now + min(max(2 * before, _FIRST_RECHECK), _LAST_RECHECK)


def next_retry(item: SourceItem, now: datetime) -> datetime:
    """When to try again what could not be read: pauses grow as for pages, from an hour on."""
    before = item.next_check_at - item.checked_at if item.next_check_at and item.checked_at else None
    failed_before = item.problem is not None and before is not None
    return now + (
        min(max(2 * before, _FIRST_RETRY), _LAST_RECHECK) if failed_before and before else _FIRST_RETRY
    )


def _newest(listed: Iterable[Listed], since: str | None, limit: int | None) -> Sequence[Listed]:
    """The newest that are not too old, in the order listed; one without a date counts by its place."""
    wanted = [each for each in listed if not _is_too_old(each, since)]
    if limit is None or len(wanted) <= limit:
        return wanted
    dates = [sortable(each.published_at) or "" for each in wanted]
    if all(dates):
        order = sorted(range(len(wanted)), key=lambda place: dates[place], reverse=True)
        return [wanted[place] for place in sorted(order[:limit])]
    return wanted[:limit]


def _is_too_old(listed: Listed, since: str | None) -> bool:
    written = sortable(listed.published_at)
    earliest = sortable(since)
    return written is not None and earliest is not None and written < earliest


def _has_changed(item: SourceItem, before: SourceItem) -> bool:
    return item.fingerprint is not None and item.fingerprint != before.fingerprint


def _is_due(before: SourceItem, now: datetime) -> bool:
    return before.next_check_at is not None and before.next_check_at <= now


def _is_retried(before: SourceItem, asked: Asked) -> bool:
    """Whether it failed or is marked, as gone or shrunken, and whoever asks wants it tried again."""
    has_failed = before.article_id is None or before.problem is not None
    return has_failed and (asked.retry or asked.anew)


def _with_known(item: SourceItem, before: SourceItem) -> SourceItem:
    """What the source says now, with what is known from before."""
    return replace(before, url=item.url, fingerprint=item.fingerprint)
