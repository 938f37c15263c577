from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.errors import ContentRefused, HostUnreachable, PageGone, PullquoteError, ServerRefused
from index.gathering._health import after_failure, after_success
from index.gathering._listing import Listed, Listing
from index.models import Actor, EventKind, Fetched, Source, SourceItem, SourceKind, SourceOptions, SourceState

NOW = datetime(2026, 1, 2, tzinfo=UTC)
FEED = Source(
    1,
    "c",
    SourceKind.FEED,
    "https://example.org/feed",
    "Feed",
    SourceOptions(),
    NOW,
    Actor("ann", "terminal"),
)


def failing(source: Source, error: PullquoteError, times: int) -> tuple[Source, list[EventKind | None]]:
    """The source after so many failures, and what was told at each."""
    told = []
    for _ in range(times):
        outlook = after_failure(source, error, NOW)
        source = replace(source, state=outlook.state)
        told.append(outlook.event)
    return source, told


def test_a_failure_that_may_pass_is_told_once_when_it_lasts() -> None:
    """A site that is away for a moment troubles nobody; one that stays away is told once, not each time."""
    _, told = failing(FEED, HostUnreachable("No answer."), 6)
    assert told == [None, None, EventKind.SOURCE_FAILING, None, None, None]


@pytest.mark.parametrize(
    "error",
    [
        ServerRefused("403", status=403),
        PageGone("404", status=404),
        ContentRefused("It is not a feed any more."),
    ],
)
def test_a_failure_that_stays_is_told_at_once(error: PullquoteError) -> None:
    """What waiting will not mend is told the first time."""
    _, told = failing(FEED, error, 3)
    assert told == [EventKind.SOURCE_FAILING, None, None]


def test_pauses_grow_and_the_reason_is_kept() -> None:
    """Each look that fails makes the next one later, and the sentence is there for whoever asks."""
    source, waits = FEED, []
    for _ in range(4):
        source, _told = failing(source, HostUnreachable("No answer."), 1)
        assert source.state.next_check_at
        waits.append(source.state.next_check_at - NOW)
    assert waits == sorted(waits)
    assert waits[-1] > 4 * waits[0]
    assert (source.state.problem, source.state.failures) == ("No answer.", 4)


def test_a_site_that_asks_for_patience_gets_it() -> None:
    """``Retry-After`` is honoured after a refusal and after an answer."""
    refused = after_failure(FEED, ServerRefused("429", status=429, retry_after_s=7200), NOW).state
    assert refused.next_check_at
    assert refused.next_check_at >= NOW + timedelta(hours=2)
    listing = Listing("Feed", (), 0, Fetched(FEED.address, retry_after_s=7200))
    answered = after_success(FEED, NOW, listing, changed=False).state
    assert answered.next_check_at
    assert answered.next_check_at >= NOW + timedelta(hours=2)


def test_recovery_is_told_only_if_the_failure_was() -> None:
    """Nobody hears that something mended of which nobody heard that it broke."""
    listing = Listing("Feed", (), 0, Fetched(FEED.address, etag='"2"'))
    once, _ = failing(FEED, HostUnreachable("No answer."), 1)
    assert after_success(once, NOW, listing, changed=True).event is None
    often, _ = failing(FEED, HostUnreachable("No answer."), 3)
    outlook = after_success(often, NOW, listing, changed=True)
    assert outlook.event is EventKind.SOURCE_RECOVERED
    assert (
        outlook.state.failures,
        outlook.state.problem,
        outlook.state.is_announced,
        outlook.state.etag,
    ) == (0, None, False, '"2"')


def test_an_unchanged_answer_keeps_what_it_is_compared_with() -> None:
    """After a 304, which need not repeat them, the next request still has the validators."""
    source = replace(FEED, state=SourceState(etag='"1"', last_modified="Fri, 02 Jan 2026 00:00:00 GMT"))
    unchanged = Listing("Feed", (), 0, Fetched(FEED.address, is_unchanged=True))
    state = after_success(source, NOW, unchanged, changed=False).state
    assert (state.etag, state.last_modified) == ('"1"', "Fri, 02 Jan 2026 00:00:00 GMT")


def test_a_feed_that_changes_often_is_looked_at_often() -> None:
    """The time between two looks follows the dates of what is listed."""

    def interval(hours: int) -> float:
        dates = [(NOW - number * timedelta(hours=hours)).isoformat() for number in range(1, 10)]
        items = [Listed(SourceItem(each), published_at=each) for each in dates]
        found = after_success(FEED, NOW, Listing("Feed", items, 9), changed=True).state.interval_s
        assert found
        return found

    assert interval(1) < interval(12)


def test_a_file_is_not_looked_at_by_itself() -> None:
    """What lies on the disk is read again when somebody asks, or as often as was asked for."""
    file = replace(FEED, kind=SourceKind.FILE, address="/notes/a.txt")
    listing = Listing("a.txt", (), 0)
    assert after_success(file, NOW, listing, changed=True).state.next_check_at is None
    assert after_failure(file, ContentRefused("It is empty."), NOW).state.next_check_at is None
    watched = replace(file, options=SourceOptions(every_s=3600))
    assert after_success(watched, NOW, listing, changed=True).state.next_check_at
