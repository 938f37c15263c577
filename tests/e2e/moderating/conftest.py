"""Members and moderators of all kinds, for tests of what moderators do."""

from dataclasses import dataclass

import pytest
from discord import Permissions, TextChannel, ui
from simcord.actors import MemberActor
from simcord.env import Env
from simcord.results import InteractionResult

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from index.models import Actor
from tests.e2e.conftest import Server, client_of, reply, texts


@dataclass
class People:
    """One of each kind, in one server."""

    member: MemberActor
    moderator: MemberActor
    by_role: MemberActor
    administrator: MemberActor


async def new_people(discord: Env, server: Server) -> People:
    """With Discord told to show every command to all, so that only the bot itself stands in the way."""
    guild = server.guild
    manager = guild.create_role("Manager", permissions=Permissions(manage_guild=True))
    admin = guild.create_role("Admin", permissions=Permissions(administrator=True))
    named = guild.create_role("Librarian")
    client = client_of(discord)
    await client.communities.change(server.collection, Actor("1", "discord"), moderator_roles=(named.id,))
    people = People(
        member=server.member,
        moderator=guild.add_member(discord.create_user("mo"), roles=[manager]),
        by_role=guild.add_member(discord.create_user("rob"), roles=[named]),
        administrator=guild.add_member(discord.create_user("ada"), roles=[admin]),
    )
    for command in await client.tree.fetch_commands():
        guild.set_command_permissions(command, {people.member: True, people.by_role: True})
    return people


@pytest.fixture
async def people(discord: Env, server: Server) -> People:
    return await new_people(discord, server)


def shown(result: InteractionResult) -> str:
    """All that the reply displays, be it a layout or a sentence."""
    answer = reply(result)
    return texts(answer.components) or answer.content


def told(result: InteractionResult) -> str:
    """What the person was told last, in the reply or after it."""
    last = result.followups[-1] if result.followups else reply(result)
    return texts(last.components) or last.content


async def press(who: MemberActor, server: Server, discord: Env, custom_id: str) -> InteractionResult:
    """Have somebody press a button that all can see."""
    view = ui.LayoutView()
    view.add_item(ui.ActionRow(ui.Button(label="Press", custom_id=custom_id)))
    channel = discord.bot.get_channel(server.channel.id)
    assert isinstance(channel, TextChannel)
    return await who.click(await channel.send(view=view), label="Press")


async def restart(discord: Env, library: Library) -> None:
    """Another process over the same library."""
    await discord.restart_bot(Pullquote(library, Settings()))
