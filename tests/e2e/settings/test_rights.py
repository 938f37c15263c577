import pytest
import simcord
from discord import Permissions
from discord.ext.commands import Bot
from simcord.actors import MemberActor
from simcord.env import Env

from bot.checks import NotAllowed
from bot.client import Pullquote
from bot.community import CommunitySettings
from index.library import Library
from tests.e2e.conftest import Server, new_moderator, new_server, refusals, reply, texts
from tests.e2e.settings.conftest import opened, read, said


async def test_members_may_not_even_where_discord_shows_them_the_command(
    discord: Env, server: Server, library: Library
) -> None:
    """Who is no moderator is told so by the bot itself, whatever Discord's own permissions say."""
    await show_to(discord, server, server.member)
    refused = reply(await server.member.slash(server.channel, "settings"))
    assert "Only moderators may do that here" in refused.content
    assert refused.ephemeral
    assert refusals(discord) == [NotAllowed]


async def show_to(discord: Env, server: Server, *members: MemberActor) -> None:
    """What a server's administrators do under Integrations: show the command to more people."""
    assert isinstance(discord.bot, Bot)
    (command,) = [c for c in await discord.bot.tree.fetch_commands() if c.name == "settings"]
    server.guild.set_command_permissions(command, dict.fromkeys(members, True))


async def test_discord_shows_the_command_to_who_may_manage_the_server(discord: Env, server: Server) -> None:
    """Members do not see it, moderators and administrators do; in direct messages nobody does."""
    mod = new_moderator(discord, server, "mod")
    role = server.guild.create_role("admins", permissions=Permissions(administrator=True))
    admin = server.guild.add_member(discord.create_user("admin"), roles=[role])
    assert "settings" not in server.member.available_commands(server.channel)
    assert "settings" in mod.available_commands(server.channel)
    assert "settings" in admin.available_commands(server.channel)
    assert "settings" not in mod.user.available_commands()
    assert "People and places" in texts((await opened(admin, server)).components)


async def test_moderator_by_role_may_set_all_but_who_is_a_moderator(
    discord: Env, server: Server, simcord_bot: Pullquote, library: Library
) -> None:
    """A role named in the settings makes moderators, who can change anything else and promote nobody."""
    mod = new_moderator(discord, server, "mod")
    curators = server.guild.create_role("curators")
    curator = server.guild.add_member(discord.create_user("cleo"), roles=[curators])
    await show_to(discord, server, curator)
    panel = await opened(mod, server)
    await mod.select(panel, [curators], custom_id="settings:pick:moderator_roles")
    theirs = await opened(curator, server)
    assert "Only members who may manage the server can change who is a moderator" in texts(theirs.components)
    with pytest.raises(simcord.SetupError, match="disabled"):
        await curator.select(theirs, [], custom_id="settings:pick:moderator_roles")
    await curator.click(theirs, label="Answers")
    await curator.select(theirs, ["2"], custom_id="settings:pick:quotes")
    assert (await read(library, server))["quotes"] == 2


async def test_right_lost_meanwhile_is_no_right(discord: Env, server: Server, library: Library) -> None:
    """An old panel serves nobody who is no moderator any more: every control looks anew."""
    curators = server.guild.create_role("curators")
    curator = server.guild.add_member(discord.create_user("cleo"), roles=[curators])
    await show_to(discord, server, curator)
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server)
    await mod.select(panel, [curators], custom_id="settings:pick:moderator_roles")
    theirs = await opened(curator, server)
    answers = await opened(curator, server, "Answers")
    limits = await opened(curator, server, "Limits")
    form = await curator.click(limits, custom_id="settings:ask:member")
    await mod.select(panel, [], custom_id="settings:pick:moderator_roles")
    before = await read(library, server)
    attempts = [
        await curator.click(theirs, label="Limits"),
        await curator.select(theirs, [server.channel], custom_id="settings:pick:channels"),
        await curator.select(theirs, [server.channel], custom_id="settings:pick:log_channel"),
        await curator.select(answers, ["1"], custom_id="settings:pick:quotes"),
        await curator.click(answers, label="Make them private"),
        await curator.click(limits, custom_id="settings:ask:server"),
        await curator.submit_modal(form, {"0": "9", "1": "9"}),
    ]
    for attempt in attempts:
        assert "Only moderators may do that here" in said(attempt)
    assert await read(library, server) == before


async def test_panel_opened_by_one_may_not_promote_by_another_way(
    discord: Env, server: Server, library: Library
) -> None:
    """Whoever lost the right to manage the server, but is a moderator by role, changes no moderators."""
    curators = server.guild.create_role("curators")
    managers = server.guild.create_role("managers", permissions=Permissions(manage_guild=True))
    person = server.guild.add_member(discord.create_user("pat"), roles=[curators, managers])
    panel = await opened(person, server)
    await person.select(panel, [curators], custom_id="settings:pick:moderator_roles")
    discord.backend.remove_member_role(server.guild.id, person.id, managers.id)
    await discord.settle()
    refused = await person.select(panel, [curators, managers], custom_id="settings:pick:moderator_roles")
    assert "Only members who may manage the server can change who is a moderator" in said(refused)
    assert (await read(library, server))["moderator_roles"] == [curators.id]


async def test_everybody_is_no_moderator(discord: Env, server: Server, library: Library) -> None:
    """The role that all have cannot be chosen."""
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server)
    everyone = server.guild.default_role
    refused = await mod.select(panel, [everyone], custom_id="settings:pick:moderator_roles")
    assert "Everybody has that role" in said(refused)
    assert await read(library, server) == {}


async def test_servers_are_apart(discord: Env, server: Server, simcord_bot: Pullquote) -> None:
    """What one server sets changes nothing in another."""
    mod = new_moderator(discord, server, "mod")
    panel = await opened(mod, server, "Answers")
    await mod.select(panel, ["1"], custom_id="settings:pick:quotes")
    other = new_server(discord, "Elsewhere", "bob")
    assert await simcord_bot.communities.get(other.collection) == CommunitySettings()
