from datetime import UTC, datetime

from bot.replies.removing import removed_view
from index.models import Actor, Removal


def test_until_when_a_removal_can_be_undone_is_a_day_and_time() -> None:
    """The sentence names the end itself: "until in 2 days" would be none."""
    until = datetime(2026, 1, 3, 12, tzinfo=UTC)
    removal = Removal(
        1, datetime(2026, 1, 2, 12, tzinfo=UTC), until, Actor("1", "discord"), "Harbour news", 2
    )
    shown = str(removed_view(removal).to_components())  # type: ignore[no-untyped-call]  # as discord.py has it
    assert f"It can be undone until <t:{int(until.timestamp())}:f>." in shown
