import pytest

from index.durations import read_duration, write_duration

MINUTE, HOUR, DAY = 60, 3600, 86400


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90m", 90 * MINUTE),
        ("6h", 6 * HOUR),
        ("1d12h", 36 * HOUR),
        ("2 weeks", 14 * DAY),
        (" 1 Day, 12 hours ", 36 * HOUR),
        ("1 hour and 5 min", 65 * MINUTE),
        ("1.5h", 90 * MINUTE),
        ("45 sec", 45),
    ],
)
def test_a_length_of_time_is_read_as_people_write_it(text: str, seconds: float) -> None:
    """Units may be short or whole words, in any case, alone or one after the other."""
    assert read_duration(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "h", "5", "1x", "1d 12", "0m", "-5m", "5 minutes please", "1d,", "٣h", "9" * 40 + "d"]
)
def test_what_is_no_length_of_time_is_refused_with_examples(text: str) -> None:
    """Whoever writes something else is told in a sentence how it is written."""
    with pytest.raises(ValueError, match="is no length of time; write it like 90m, 6h, 1d12h or 2 weeks"):
        read_duration(text)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "less than a minute"),
        (20, "less than a minute"),
        (MINUTE, "1 minute"),
        (90 * MINUTE, "90 minutes"),
        (6 * HOUR, "6 hours"),
        (47 * HOUR, "47 hours"),
        (3 * DAY, "3 days"),
        (1_200 * DAY, "1,200 days"),
    ],
)
def test_a_length_of_time_is_told_as_people_say_it(seconds: float, words: str) -> None:
    """It is rounded to a number and one unit."""
    assert write_duration(seconds) == words
