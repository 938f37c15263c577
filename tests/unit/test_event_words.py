from datetime import UTC, datetime

import pytest

from bot.event_words import detail_of, sentence_of, who
from index.models import SCHEDULE, Actor, Event, EventKind

ANN = Actor("123456789012345678", "discord")


def event(kind: EventKind, subject: str, detail: str = "", actor: Actor = ANN) -> Event:
    return Event(1, "harbour", datetime(2026, 1, 2, tzinfo=UTC), actor, kind, subject, detail=detail)


@pytest.mark.parametrize("kind", EventKind)
def test_every_event_has_a_sentence(kind: EventKind) -> None:
    """Whatever happens, moderators read it as a sentence that says what it is about."""
    said = sentence_of(event(kind, "Harbour *news*"))
    assert "Harbour \\*news\\*" in said
    assert said.endswith(".")
    assert "{" not in said


def test_whoever_did_it_is_named() -> None:
    """Members are mentioned, the command line and the bot itself are called what they are."""
    assert who(ANN) == "<@123456789012345678>"
    assert who(Actor("root_1", "terminal")) == "root\\_1 (on the command line)"
    assert who(Actor("ann", "test")) == "ann (from test)"
    assert who(SCHEDULE) == "Pullquote"


def test_roles_and_channels_are_shown_by_name() -> None:
    """What a setting was set to is a mention and no number."""
    roles = event(EventKind.SETTING_CHANGED, "moderator_roles", "It is [123456789012345678] now.")
    assert sentence_of(roles) == "<@123456789012345678> changed a setting: **moderator roles**."
    assert detail_of(roles) == "It is <@&123456789012345678> now."
    channel = event(EventKind.SETTING_CHANGED, "log_channel", "It is 123456789012345678 now.")
    assert detail_of(channel) == "It is <#123456789012345678> now."
    digest = event(EventKind.DIGEST_SET, "123456789012345678", "Daily at 08:00, UTC.")
    assert sentence_of(digest) == "<@123456789012345678> set the digest of <#123456789012345678>."


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ('It is "de" now, and was "en".', "It is Deutsch now, and was English."),
        ("It is unset now, and was [1, 2].", "It is not set now, and was 1, 2."),
        ("It is [] now.", "It is empty now."),
        ("It is true now, and was false.", "It is yes now, and was no."),
    ],
)
def test_changed_setting_is_told_in_words(kept: str, said: str) -> None:
    """Moderators read values as the panel has them, not as the database keeps them."""
    assert detail_of(event(EventKind.SETTING_CHANGED, "language", kept)) == said
