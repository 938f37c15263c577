import pytest

from index.figures import (
    Clock,
    Date,
    do_clocks_differ,
    do_figures_differ,
    find_clocks,
    find_dates,
    find_figures,
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2,500 soldiers", [2500]),
        ("2500 soldiers and 3.5 tons", [2500, 3.5]),
        ("two thousand five hundred soldiers", [2500]),
        ("2.5 thousand, a dozen, twenty-one", [2500, 12, 21]),
        ("on 3 May 1932 there were 7", [7]),
        ("the 19th century, the 1930s", []),
    ],
)
def test_numbers_are_read_as_values(text: str, values: list[float]) -> None:
    """The same number counts as the same however it is written; dates and ordinals are none."""
    assert [figure.value for figure in find_figures(text)] == values


def test_dates_and_times_of_day_are_read() -> None:
    """Each as precise as it is written."""
    text = "On 3 May 1932, on May 4, in June 1933 and in 1934, at nine, at 9:30 pm and at 21:00."
    assert find_dates(text) == [
        Date(1932, 5, 3),
        Date(None, 5, 4),
        Date(1933, 6, None),
        Date(1934, None, None),
    ]
    assert find_clocks(text) == [Clock(9, 0, ""), Clock(9, 30, "p"), Clock(21, 0, "")]
    assert not do_clocks_differ(Clock(9, 0, ""), Clock(21, 0, ""))
    assert do_clocks_differ(Clock(9, 0, "a"), Clock(9, 0, "p"))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("1.5 million", "1,487,000", False),
        ("about 2,500", "2,700", False),
        ("2,500", "2,700", True),
        ("nine", "ten", True),
        ("52", "52.4", False),
        ("52.3", "52.4", True),
    ],
)
def test_rounded_and_rough_numbers_contradict_nothing(one: str, other: str, differ: bool) -> None:
    """Whoever rounds is not wrong."""
    (first,), (second,) = find_figures(one), find_figures(other)
    assert do_figures_differ(first, second) is differ
