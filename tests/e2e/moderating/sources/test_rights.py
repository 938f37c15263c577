import pytest
from discord import Permissions
from simcord.backend.errors import SetupError
from simcord.env import Env

from index.errors import SourceNotFound
from index.library import Library
from tests.e2e.conftest import Server, refusals
from tests.e2e.moderating.conftest import People, press, told
from tests.e2e.moderating.sources.conftest import MO, add, fill, note
from tests.servers import Site


@pytest.mark.parametrize(
    "custom_id",
    [
        *(f"source:{act}:1" for act in "show keep check refresh pause resume remove surely history".split()),
        "undo:1:here",
        "undo:1:beside",
        "turn:sources:n0:;",
        "turn:history:n0:;",
    ],
)
async def test_no_button_obeys_a_member(
    people: People, server: Server, library: Library, discord: Env, site: Site, custom_id: str
) -> None:
    """Whatever somebody who is no moderator presses, they are told so, and nothing changes."""
    await add(library, server, fill(site))
    await note(library, server, 1)
    await library.sources.remove((await library.sources.list_sources(server.collection))[1], MO)
    site.requests.clear()
    before = await library.sources.list_events(server.collection)
    pressed = await press(people.member, server, discord, custom_id)
    assert "Only moderators may do that here" in told(pressed)
    assert await library.sources.list_events(server.collection) == before
    assert site.requests == []


async def test_buttons_of_a_source_that_is_gone_say_so(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A button about a removed source never does anything to another that has its number in its address."""
    await note(library, server, 3)
    await library.sources.remove((await library.sources.list_sources(server.collection))[0], MO)
    pressed = await press(people.moderator, server, discord, "source:surely:1")
    assert "That source has been removed since" in told(pressed)
    assert len(await library.sources.list_sources(server.collection)) == 2


async def test_another_servers_sources_are_out_of_reach(
    people: People, server: Server, library: Library, discord: Env
) -> None:
    """A moderator of one server can neither see nor remove what another has, by number or by button."""
    await note(library, server, 1)
    other = discord.create_guild("Elsewhere")
    channel = other.create_text_channel("general")
    owner = other.add_member(
        discord.create_user("eve"),
        roles=[other.create_role("Boss", permissions=Permissions(manage_guild=True))],
    )
    result = await owner.slash(channel, "source remove", source="1")
    assert "There is no source" in told(result)
    there = Server(other, channel, owner)
    assert "removed since" in told(await press(owner, there, discord, "source:surely:1"))
    assert await owner.autocomplete(channel, "source show", "source", "") == []
    assert len(await library.sources.list_sources(server.collection)) == 1
    assert refusals(discord) == [SourceNotFound]


async def test_sources_are_not_offered_in_direct_messages(people: People, server: Server) -> None:
    """The command exists in servers only."""
    user = people.moderator.user
    await user.send_dm("hello")
    with pytest.raises(SetupError, match="not visible"):
        await user.slash("source list")
