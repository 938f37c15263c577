import pytest

from index.dates import find_date, is_iso


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1st of May 2020", "2020-05-01"),
        ("May 5, 1999", "1999-05-05"),
        ("Feb. 3 2021", "2021-02-03"),
        ("5-Mar-2020", "2020-03-05"),
        ("2021/03/04", "2021-03-04"),
        ("1.2.2023", "2023-02-01"),
        ("Stand: 19. Februar 2025", "2025-02-19"),
        ("1º de março de 2019", "2019-03-01"),
        ("el 3 de agosto de 2021", "2021-08-03"),
        ("19 февраля 2025 года", "2025-02-19"),
        ("2025年2月19日", "2025-02-19"),
        ("2025-02-19T08:30:00Z", "2025-02-19"),
        ("12/12/2024", "2024-12-12"),
        ("5/31/2024", "2024-05-31"),
        ("29 February 2023 or 3 March 2023", "2023-03-03"),
        ("5/6/2024", None),
        ("13/13/2024", None),
        ("2021-02-30", None),
        ("the year 2020", None),
        ("20250219", None),
    ],
)
def test_first_whole_date_is_read(line: str, expected: str | None) -> None:
    """A day in any usual spelling is read; one that is not whole, not there or not clear is not."""
    found = find_date(line)
    assert expected == (found[0] if found else None)


def test_place_of_the_date_is_told() -> None:
    """What stands around the date can be told from it."""
    found = find_date("via February 19th 2025, evening")
    assert found is not None
    assert found[1].group() == "February 19th 2025"


@pytest.mark.parametrize(
    "text",
    [
        "2024",
        "2024-02",
        "2024-02-29",
        "2024-02-29T08:30",
        "2024-02-29T08:30:00Z",
        "2024-02-29T08:30:00.25+01:00",
        "2024-02-29T08:30:00-05",
    ],
)
def test_dates_may_be_as_precise_as_known(text: str) -> None:
    """A year, a month, a day and an instant are all dates."""
    assert is_iso(text)


@pytest.mark.parametrize(
    "text",
    [
        "0000",
        "2024-00",
        "2024-13",
        "2023-02-29",
        "29.02.2024",
        "2024-2",
        "24",
        "2024-W08",
        "2024-W08-1",
        "20240229",
        "2024-02-29x08:30",
        "2024-02-29T0830",
        "2024-02-29T25:00",
        "2024-02-29T08:30+99:00",
        "2024-060",
        "٢٠٢٤",
        "٢٠٢٤-٠٢",
        "２０２４-02-29",
        "2024-02-29T",
        "",
        "2024-02-29 08:30",
        "2024\n",
        " 2024",
    ],
)
def test_what_is_no_date_is_told(text: str) -> None:
    """A date that is not there, or not written by the extended form of ISO 8601, is none."""
    assert not is_iso(text)
