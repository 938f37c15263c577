import asyncio

import pytest
from simcord.env import Env

from bot.client import Pullquote
from bot.setting_changes import merge
from index.library import Library
from index.models import Actor
from tests.e2e.conftest import Server, new_moderator
from tests.e2e.settings.conftest import opened, read


async def test_two_moderators_at_once_lose_nothing(
    discord: Env, server: Server, library: Library, simcord_bot: Pullquote
) -> None:
    """What one adds while the other's panel shows the list of before stays, and nothing is undone."""
    one, two = new_moderator(discord, server, "one"), new_moderator(discord, server, "two")
    roles = [server.guild.create_role(name) for name in ("a", "b", "c")]
    first = await opened(one, server)
    await one.select(first, roles[:1], custom_id="settings:pick:moderator_roles")
    second = await opened(two, server)
    await one.select(first, roles[:2], custom_id="settings:pick:moderator_roles")
    await two.select(second, [roles[0], roles[2]], custom_id="settings:pick:moderator_roles")
    assert (await read(library, server))["moderator_roles"] == [role.id for role in roles]
    answers, other = await opened(one, server, "Answers"), await opened(two, server, "Answers")
    await one.click(answers, label="Make them private")
    await two.click(other, label="Make them private")
    assert (await read(library, server))["is_private"] is True
    actor = Actor("1", "discord")
    await asyncio.gather(
        simcord_bot.communities.change(server.collection, actor, quotes=1),
        simcord_bot.communities.change(server.collection, actor, language="fr"),
    )
    settings = await simcord_bot.communities.get(server.collection)
    assert (settings.quotes, settings.language, settings.is_private) == (1, "fr", True)


@pytest.mark.parametrize(
    ("current", "shown", "chosen", "merged"),
    [
        ((1, 2), (1, 2), (2,), (2,)),
        ((1, 2), (1,), (1, 3), (1, 2, 3)),
        ((2,), (1, 2), (1, 2), (2,)),
        ((1, 2), (1,), (), (2,)),
        ((), (), (1, 1), (1,)),
    ],
)
def test_choice_is_a_change_to_what_was_shown(
    current: tuple[int, ...], shown: tuple[int, ...], chosen: tuple[int, ...], merged: tuple[int, ...]
) -> None:
    """What was added is added and what was removed is removed, whatever else has changed since."""
    assert merge(current, shown, chosen) == merged
