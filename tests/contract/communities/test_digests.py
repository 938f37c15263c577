from dataclasses import replace
from datetime import time, timedelta

from index.models import (
    EventKind,
)
from tests.clocks import START
from tests.contract.communities.conftest import ANN, DIGEST, Stores


async def test_digest_of_a_place_is_set_changed_and_removed(stores: Stores) -> None:
    """A place has one digest; what a moderator changes of it is in the log, and nothing else."""
    weekly = replace(DIGEST, weekday=6)
    other = replace(DIGEST, place="garden")
    elsewhere = replace(DIGEST, collection="b")
    for digest in (DIGEST, DIGEST, weekly, other, elsewhere):
        await stores.communities.set_digest(digest, ANN)
    assert await stores.communities.list_digests("a") == [other, weekly]
    assert await stores.communities.list_digests() == [other, weekly, elsewhere]
    assert await stores.communities.remove_digest("a", "hall", ANN)
    assert not await stores.communities.remove_digest("a", "hall", ANN)
    assert await stores.communities.list_digests("a") == [other]
    assert await stores.log() == [
        (EventKind.DIGEST_SET, "hall", "Daily at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_SET, "hall", "Sundays at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_SET, "garden", "Daily at 08:30, Europe/Berlin."),
        (EventKind.DIGEST_REMOVED, "hall", ""),
    ]


async def test_digest_that_was_told_moves_on_and_nothing_comes_back(stores: Stores) -> None:
    """Telling neither undoes what a moderator has done meanwhile, nor is it logged."""
    told = replace(DIGEST, next_at=START + timedelta(days=1), told_until=START + timedelta(hours=4))
    await stores.communities.set_digest(DIGEST, ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == [told]
    changed = replace(DIGEST, at=time(20), next_at=START + timedelta(hours=16))
    await stores.communities.set_digest(changed, ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == [replace(changed, told_until=told.told_until)]
    await stores.communities.remove_digest("a", "hall", ANN)
    await stores.communities.set_digest(told)
    assert await stores.communities.list_digests("a") == []
    assert len(await stores.log()) == 3
