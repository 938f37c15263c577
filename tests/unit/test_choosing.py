from datetime import UTC, datetime, timedelta

import pytest

from index.gathering._choosing import Asked, choose, choose_due, next_recheck, next_retry
from index.gathering._listing import Listed
from index.models import SourceItem, SourceOptions

NOW = datetime(2026, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def listed(key: str, published_at: str | None = None, fingerprint: str | None = "v1") -> Listed:
    return Listed(SourceItem(key, f"https://example.org/{key}", fingerprint), key, published_at)


def known(key: str, **fields: object) -> SourceItem:
    given: dict[str, object] = {
        "fingerprint": "v1",
        "article_id": 7,
        "checked_at": NOW - DAY,
        "next_check_at": NOW + DAY,
    }
    return SourceItem(key, f"https://example.org/{key}", **(given | fields))  # type: ignore[arg-type]


def keys(chosen: list[Listed]) -> list[str]:
    return [each.item.key for each in chosen]


def chosen_of(
    items: list[Listed], *before: SourceItem, limit: int | None = None, asked: Asked | None = None
) -> list[str]:
    return keys(
        choose(items, {item.key: item for item in before}, SourceOptions(), limit, asked or Asked(NOW))
    )


def test_only_what_is_new_or_changed_is_read() -> None:
    """An entry that was read is left alone until its feed says something else of it."""
    items = [listed("old"), listed("changed", fingerprint="v2"), listed("new")]
    assert chosen_of(items, known("old"), known("changed")) == ["changed", "new"]


def test_the_newest_are_taken_when_there_are_too_many() -> None:
    """A limit keeps the newest by their dates, in the order listed; without dates the first."""
    items = [listed("a", "2024-01-01"), listed("b", "2026-01-01"), listed("c", "2025-01-01")]
    assert chosen_of(items, limit=2) == ["b", "c"]
    assert chosen_of([listed("a"), listed("b", "2026-01-01"), listed("c")], limit=2) == ["a", "b"]


def test_what_is_known_counts_among_the_newest() -> None:
    """An old article does not come in because newer ones are there already."""
    items = [listed("new", "2026-01-01"), listed("old", "2020-01-01")]
    assert chosen_of(items, known("new"), limit=1) == []


def test_what_is_too_old_is_left_out() -> None:
    """With a date to begin at, older entries are passed over, and those without a date are not."""
    items = [listed("old", "2025-12-31"), listed("new", "2026-01-01"), listed("undated")]
    chosen = choose(items, {}, SourceOptions(since="2026-01-01"), None, Asked(NOW))
    assert keys(chosen) == ["new", "undated"]


def test_what_somebody_removed_does_not_come_back() -> None:
    """An article that a moderator removed stays away, even when its feed changes it."""
    removed = known("a", article_id=None, is_removed=True, next_check_at=NOW - DAY)
    assert chosen_of([listed("a", fingerprint="v2")], removed, asked=Asked(NOW, anew=True)) == []
    assert choose_due([removed], Asked(NOW, anew=True, retry=True)) == []


def test_what_failed_is_tried_again_when_it_is_due_or_asked_for() -> None:
    """A page that could not be read waits for its time, or for somebody who asks."""
    failed = known("a", article_id=None, problem="The site was too slow.")
    assert chosen_of([listed("a")], failed) == []
    assert chosen_of([listed("a")], failed, asked=Asked(NOW + 2 * DAY)) == ["a"]
    assert chosen_of([listed("a")], failed, asked=Asked(NOW, retry=True)) == ["a"]


def test_few_pages_are_read_again_at_one_look() -> None:
    """However many pages are due at once, ten are read, so that a look stays short."""
    due = [known(f"p{number}", next_check_at=NOW - DAY) for number in range(50)]
    assert len(chosen_of([listed(item.key) for item in due], *due)) == 10
    assert len(choose_due(due, Asked(NOW))) == 10


def test_those_that_wait_longest_are_read_first() -> None:
    """When a feed says that nothing is new, its pages are read again by turns."""
    due = [known(f"p{age}", next_check_at=NOW - age * DAY) for age in range(1, 20)]
    assert [f"p{age}" for age in range(19, 9, -1)] == keys(choose_due(due, Asked(NOW)))


def test_a_known_item_keeps_what_is_known_of_it() -> None:
    """A page that is read again is asked for with what the site said last time."""
    before = known("a", etag='"1"', next_check_at=NOW - DAY)
    (chosen,) = choose([listed("a", fingerprint="v2")], {"a": before}, SourceOptions(), None, Asked(NOW))
    assert (chosen.item.etag, chosen.item.article_id, chosen.item.fingerprint) == ('"1"', 7, "v2")


def test_a_page_is_read_again_after_ever_longer_times() -> None:
    """Twice as long each time, to a month; a change brings it back to a day."""
    item, now, waits = known("a", checked_at=None, next_check_at=None), NOW, []
    for _ in range(7):
        again = next_recheck(item, now, changed=False)
        waits.append((again - now).days)
        item, now = known("a", checked_at=now, next_check_at=again), again
    assert waits == [1, 2, 4, 8, 16, 30, 30]
    assert now + DAY == next_recheck(item, now, changed=True)


def test_what_fails_is_tried_again_after_ever_longer_times() -> None:
    """From an hour on, twice as long each time, and the first failure after long success begins anew."""
    first = next_retry(known("a"), NOW)
    assert NOW + timedelta(hours=1) == first
    failed = known("a", problem="x", checked_at=NOW, next_check_at=first)
    assert first + timedelta(hours=2) == next_retry(failed, first)


@pytest.mark.parametrize("limit", [None, 1, 5])
def test_a_page_itself_is_always_read(limit: int | None) -> None:
    """A source that is one page is read at every look."""
    page = Listed(SourceItem("a", "https://example.org/a"), is_always=True)
    assert chosen_of([page], known("a", next_check_at=None), limit=limit) == ["a"]
