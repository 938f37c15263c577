from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.models import SourceKind, SourceOptions, SourceState
from index.sources.schedule import Look, next_interval, next_time, pause_after_failure

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
MINUTE, HOUR, DAY, WEEK = 60, 3600, 86400, 7 * 86400
BOUNDS = {
    SourceKind.FEED: (15 * MINUTE, DAY),
    SourceKind.SITEMAP: (6 * HOUR, WEEK),
    SourceKind.PAGE: (DAY, 30 * DAY),
}
NOTHING = SourceOptions()
SECONDS = st.floats(allow_nan=True, allow_infinity=True)
ADDRESSES = st.text(min_size=1, max_size=40)


def ago(*seconds: float) -> list[datetime]:
    """The instants so many seconds before now."""
    return [NOW - timedelta(seconds=one) for one in seconds]


def settle(
    kind: SourceKind, *, changed: bool, newest: list[datetime] | None = None, looks: int = 60
) -> float:
    """The interval after many looks that all found the same."""
    interval: float | None = None
    for _ in range(looks):
        state = SourceState(interval_s=interval)
        interval = next_interval(kind, state, NOTHING, Look(NOW, changed, newest or []))
    assert interval is not None
    return interval


@settings(deadline=None)
@given(
    kind=st.sampled_from(list(BOUNDS)),
    interval=st.none() | st.floats(0, 1e12),
    changed=st.booleans(),
    newest=st.lists(st.integers(-(10**8), 10**9), max_size=30),
    ttl=st.none() | SECONDS,
)
def test_the_interval_keeps_to_the_bounds_of_its_kind(
    kind: SourceKind, interval: float | None, changed: bool, newest: list[int], ttl: float | None
) -> None:
    """Whatever was learned, dated or asked for, no source is looked at too often or forgotten."""
    found = next_interval(
        kind, SourceState(interval_s=interval), NOTHING, Look(NOW, changed, ago(*newest), ttl)
    )
    shortest, longest = BOUNDS[kind]
    assert found is not None
    assert shortest <= found <= longest


@pytest.mark.parametrize("kind", list(BOUNDS))
def test_what_never_changes_is_looked_at_ever_more_rarely(kind: SourceKind) -> None:
    """Without a change the longest interval is come to, with one at each look the shortest."""
    assert settle(kind, changed=False) == BOUNDS[kind][1]
    assert settle(kind, changed=True) == BOUNDS[kind][0]


def test_an_entry_each_two_hours_gives_a_look_each_hour() -> None:
    """The dates of a feed's entries tell how often to look, within a factor of two."""
    newest = ago(*(HOUR * 2 * n for n in range(10)))
    assert settle(SourceKind.FEED, changed=True, newest=newest) == pytest.approx(HOUR / 2, rel=0.1)
    assert settle(SourceKind.FEED, changed=False, newest=newest) == pytest.approx(2 * HOUR, rel=0.1)


def test_a_feed_that_fell_silent_is_left_alone() -> None:
    """A feed that had an entry each hour until last month is looked at once a day, and not each half hour."""
    newest = ago(*(30 * DAY + HOUR * n for n in range(10)))
    assert settle(SourceKind.FEED, changed=False, newest=newest) == DAY


def test_dates_to_come_teach_nothing() -> None:
    """Entries dated in the future, as of events, count for nothing."""
    to_come = ago(*(-HOUR * n for n in range(1, 20)))
    assert settle(SourceKind.FEED, changed=False, newest=to_come) == DAY


def test_a_moderators_wish_wins_down_to_five_minutes() -> None:
    """``every_s`` is kept exactly, whatever the feed asks for, but not below five minutes."""
    for every, expected in [(1, 300), (301.5, 301.5), (90 * DAY, 90 * DAY)]:
        options = SourceOptions(every_s=every)
        for kind in SourceKind:
            found = next_interval(kind, SourceState(), options, Look(NOW, False, ttl_s=DAY))
            assert found == expected


@pytest.mark.parametrize("kind", [SourceKind.FILE, SourceKind.FOLDER])
def test_files_are_not_looked_at_by_themselves(kind: SourceKind) -> None:
    """A file or folder is read again only when somebody asks for it."""
    assert next_interval(kind, SourceState(interval_s=60), NOTHING, Look(NOW, True)) is None


def test_a_feeds_own_wish_is_honoured_up_to_a_day() -> None:
    """A feed that asks to be left for hours is; one that asks for a year is looked at each day."""
    for ttl, expected in [
        (5 * HOUR, 5 * HOUR),
        (365 * DAY, DAY),
        (-1, 15 * MINUTE),
        (float("nan"), 15 * MINUTE),
    ]:
        state = SourceState(interval_s=15 * MINUTE)
        assert next_interval(SourceKind.FEED, state, NOTHING, Look(NOW, True, ttl_s=ttl)) == expected


@given(address=ADDRESSES, status=st.sampled_from([None, 403, 404, 410, 500]), asked=st.none() | SECONDS)
def test_pauses_grow_with_the_failures(address: str, status: int | None, asked: float | None) -> None:
    """Each failure makes the pause as long or longer, between minutes and a day, or a week if it is gone."""
    pauses = [
        pause_after_failure(address, failures, status=status, retry_after_s=asked)
        for failures in [*range(40), 10**9]
    ]
    assert pauses == sorted(pauses)
    assert pauses[0] >= 225
    assert pauses[-1] <= WEEK
    if asked is None or asked <= DAY:
        assert status == 410 or pauses[-1] <= DAY


def test_pauses_in_figures() -> None:
    """Five minutes at first, then double; up to a quarter less, by the address."""
    for failures, whole in [(1, 300), (2, 600), (5, 4800), (9, 76_800), (10, DAY), (99, DAY)]:
        pauses = {pause_after_failure(f"https://e.org/{n}", failures) for n in range(200)}
        assert 0.75 * whole < min(pauses) < 0.77 * whole
        assert 0.98 * whole < max(pauses) <= whole
    assert pause_after_failure("a", 1, status=410) >= 0.75 * WEEK
    assert pause_after_failure("a", 1, retry_after_s=7200) == 7200
    assert pause_after_failure("a", 1, retry_after_s=10**9) == WEEK


@settings(deadline=None)
@given(
    address=ADDRESSES,
    interval=st.floats(300, 90 * DAY),
    asked=st.none() | SECONDS,
    now=st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - Hypothesis adds the zone
)
def test_the_next_look_is_about_an_interval_away(
    address: str, interval: float, asked: float | None, now: datetime
) -> None:
    """Never sooner than half an interval or what the server asks, and no later than one interval after that."""
    wait = (next_time(address, now, interval, retry_after_s=asked) - now).total_seconds()
    least = max(interval / 2, min(asked, WEEK) if asked is not None and asked > 0 else 0)
    assert least - 0.001 <= wait <= least + interval + 0.001


@given(address=ADDRESSES, interval=st.floats(300, 30 * DAY), late=st.floats(0, 0.4))
def test_looks_keep_their_rhythm(address: str, interval: float, late: float) -> None:
    """A look that was late by some of the interval does not move those after it."""
    due = next_time(address, NOW, interval)
    again = next_time(address, due + timedelta(seconds=late * interval), interval)
    assert (again - due).total_seconds() == pytest.approx(interval, abs=0.01)


@pytest.mark.parametrize("interval", [15 * MINUTE, HOUR, DAY, 7777.7])
def test_a_thousand_sources_come_due_evenly(interval: float) -> None:
    """Of 1,000 sources added in one second, every tenth of the interval sees about a hundred."""
    waits = [(next_time(f"https://e.org/{n}.xml", NOW, interval) - NOW).total_seconds() for n in range(1000)]
    tenths = [0] * 10
    for wait in waits:
        tenths[min(int((wait / interval - 0.5) * 10), 9)] += 1
    assert min(tenths) > 65
    assert max(tenths) < 140


def test_a_restart_after_a_long_time_does_not_bunch() -> None:
    """Sources that are all overdue keep their places once they were looked at, each its own."""
    addresses = [f"https://e.org/{n}.xml" for n in range(1000)]
    before = {address: next_time(address, NOW, HOUR) for address in addresses}
    restart = NOW + timedelta(days=3, seconds=17)
    for address in addresses:
        moved = next_time(address, restart, HOUR) - before[address]
        assert moved.total_seconds() % HOUR == pytest.approx(0, abs=0.01) or (
            moved.total_seconds() % HOUR == pytest.approx(HOUR, abs=0.01)
        )


def test_a_time_beyond_all_reason_is_a_year() -> None:
    """An imported source may ask for any time; the next look is one that a calendar has."""
    options = SourceOptions(every_s=9e11)
    interval = next_interval(SourceKind.FEED, SourceState(), options, Look(NOW, is_changed=False))
    assert interval == 366 * DAY
    assert NOW < next_time("https://example.org/feed", NOW, interval) <= NOW + timedelta(days=2 * 366)
