import pytest

from index.models import (
    EventKind,
)
from tests.contract.communities.conftest import ANN, Stores


async def test_settings_are_as_they_were_set_and_each_change_is_logged(stores: Stores) -> None:
    """What JSON has is kept, None unsets, and only what changes is in the log, with who and to what."""
    assert await stores.communities.get_settings("a") == {}
    given = {"quotes": 3, "channels": [1, 2], "is_private": True, "language": "de", "nothing": None}
    await stores.communities.change_settings("a", given, ANN)
    expected = {"quotes": 3, "channels": [1, 2], "is_private": True, "language": "de"}
    assert await stores.communities.get_settings("a") == expected
    assert [event.actor for event in await stores.sources.list_events("a")] == [ANN] * 4
    await stores.communities.change_settings("a", {"quotes": 3, "channels": [2], "language": None}, ANN)
    assert await stores.communities.get_settings("a") == {"quotes": 3, "channels": [2], "is_private": True}
    assert (await stores.log())[4:] == [
        (EventKind.SETTING_CHANGED, "channels", "It is [2] now, and was [1, 2]."),
        (EventKind.SETTING_CHANGED, "language", 'It is unset now, and was "de".'),
    ]


async def test_settings_that_cannot_be_written_change_nothing(stores: Stores) -> None:
    """Of several settings all are changed or none, and the log says so."""
    with pytest.raises(TypeError):
        await stores.communities.change_settings("a", {"quotes": 3, "wrong": object()}, ANN)
    assert await stores.communities.get_settings("a") == {}
    assert await stores.log() == []


async def test_preferences_are_a_persons_own_everywhere(stores: Stores) -> None:
    """What somebody chooses is theirs alone, can be replaced, and unchosen."""
    await stores.communities.set_preference("ann", "server", "1")
    await stores.communities.set_preference("ann", "server", "2")
    await stores.communities.set_preference("ann", "language", "de")
    assert await stores.communities.get_preferences("ann") == {"server": "2", "language": "de"}
    await stores.communities.set_preference("ann", "server", None)
    assert await stores.communities.get_preferences("ann") == {"language": "de"}
    assert await stores.communities.get_preferences("ben") == {}
