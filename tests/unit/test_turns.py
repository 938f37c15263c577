import pytest

from index.sources.fetch._turns import Host, _pause_s


@pytest.mark.parametrize(
    ("pause_s", "took_s", "expected"),
    [(0.1, 0.02, 0.1), (0.1, 0.7, 0.7), (0.1, 60.0, 5.0), (9.0, 0.7, 9.0), (0.0, 0.7, 0.0)],
)
def test_a_slow_site_is_left_alone_for_longer(pause_s: float, took_s: float, expected: float) -> None:
    """The pause is as long as the answer took, within bounds, and never less than was set."""
    assert _pause_s(Host(pause_s), took_s) == expected
