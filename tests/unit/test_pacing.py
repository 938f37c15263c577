from datetime import UTC, datetime, timedelta

from bot.pacing import GATHER, PAUSE, Pacing

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_first_news_waits_for_more() -> None:
    """What comes within a minute is told together."""
    pacing = Pacing()
    assert not pacing.is_due("a", NOON)
    assert not pacing.is_due("a", NOON + GATHER - SECOND)
    assert pacing.is_due("a", NOON + GATHER)


def test_a_place_that_was_told_is_left_alone() -> None:
    """There is one message in a quarter of an hour, also when the bot was restarted meanwhile."""
    pacing = Pacing()
    pacing.note_told("a", NOON)
    assert not pacing.is_due("a", NOON + SECOND)
    assert not pacing.is_due("a", NOON + PAUSE - SECOND)
    assert pacing.is_due("a", NOON + PAUSE)
    after_a_restart = Pacing()
    assert not after_a_restart.is_due("a", NOON + SECOND, told_at=NOON)
    assert not after_a_restart.is_due("a", NOON + PAUSE - SECOND, told_at=NOON)
    assert after_a_restart.is_due("a", NOON + PAUSE, told_at=NOON)
    assert not after_a_restart.is_due("b", NOON + PAUSE)  # which has waited for no time yet


def test_what_fails_is_tried_ever_less_often() -> None:
    """Pauses grow up to a day, and a success ends them."""
    pacing, now, pauses = Pacing(), NOON, []
    pacing.is_due("a", now)
    for count in range(1, 7):
        assert pacing.note_failed("a", now) == count
        pause = timedelta()
        while not pacing.is_due("a", now + pause):
            pause += timedelta(minutes=15)
        pauses.append(pause)
        now += pause
    day = timedelta(days=1)
    assert pauses == [timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), day, day, day]
    pacing.note_told("a", now)
    assert pacing.note_failed("a", now) == 1
