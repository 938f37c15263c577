import pytest

from index.years import find_years, year_fit


def test_years_and_ranges_are_read() -> None:
    """A range is one, however it is written; numbers that are no years are left out."""
    assert find_years("From 1995 to 2000, again in 1811–1827, 12 times, 3,1995 and 2150.") == [
        (1995, 2000),
        (1811, 1827),
        (1995, 1995),
        (2000, 2000),
        (1811, 1811),
        (1827, 1827),
    ]


@pytest.mark.parametrize(
    ("said", "better_than"),
    [
        ("from 1995 to 2000", "from 1995 to 1997"),
        ("from 1995 to 1997", "in 1998"),
        ("in 1998", "in 2003"),
        ("in 2003", "in 2030"),
        ("in 2030", "some years ago"),
    ],
)
def test_the_nearer_the_years_the_better_they_fit(said: str, better_than: str) -> None:
    """The very range, one end of it, a year within it, a year near it, one far away, none."""
    asked = find_years("Who was mayor from 1995 to 2000?")
    assert year_fit(asked, find_years(said)) > year_fit(asked, find_years(better_than))


def test_without_years_nothing_fits() -> None:
    """A question that names no year prefers no year."""
    assert year_fit([], find_years("in 1998")) == 0
