"""What the moderators of a community have set, with what holds where they have set nothing."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from index.library import Library
from index.models import Actor

MAX_QUOTES = 5


@dataclass(frozen=True, slots=True)
class CommunitySettings:
    """The settings of one community. Roles and channels are Discord's ids.

    Whoever may manage the server is a moderator, and whoever has one of ``moderator_roles``. Without
    ``channels`` the bot answers in all. ``auto_channels`` are those where it answers unasked, if the host
    lets it. ``quotes`` of None is the host's. ``language`` of None is that of the person, or of the server
    where all read. ``retention_days`` of None is the host's. A member may ask ``member_questions`` times
    in ``member_window_s`` seconds, all members together ``server_questions`` times in ``server_window_s``.
    """

    moderator_roles: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    auto_channels: tuple[int, ...] = ()
    quotes: int | None = None
    is_private: bool = False
    language: str | None = None
    retention_days: int | None = None
    member_questions: int = 5
    member_window_s: int = 30
    server_questions: int = 60
    server_window_s: int = 60
    log_channel: int | None = None


DEFAULTS = CommunitySettings()
NAMES = tuple(field.name for field in fields(CommunitySettings))


class Communities:
    """The settings of all communities, read once each."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, CommunitySettings] = {}
        # Two moderators at once: each change is made to what the one before left.
        self._changing = asyncio.Lock()

    async def get(self, collection: str) -> CommunitySettings:
        """The settings of that community."""
        known = self._known.get(collection)
        if known is None:
            stored = await self._library.communities.get_settings(collection)
            known = self._known.setdefault(collection, _read(stored))
        return known

    async def change(self, collection: str, actor: Actor, **changes: Any) -> CommunitySettings:  # noqa: ANN401 - by the field
        """Set these, durably, and log who did; one that is what holds by itself is unset."""
        async with self._changing:
            changed = replace(await self.get(collection), **changes)
            await self._library.communities.change_settings(
                collection,
                {
                    name: None
                    if getattr(changed, name) == getattr(DEFAULTS, name)
                    else getattr(changed, name)
                    for name in changes
                },
                actor,
            )
            self._known[collection] = changed
        return changed


def _read(stored: Mapping[str, object]) -> CommunitySettings:
    """From what the store has, where tuples are lists; what is unknown here is passed over."""
    return CommunitySettings(
        **{
            name: tuple(value) if isinstance(value, list) else value
            for name, value in stored.items()
            if name in NAMES
        }  # type: ignore[arg-type]  # as they were written from a CommunitySettings
    )
