from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from discord import Message, Permissions
from discord.app_commands import CommandInvokeError
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library
from tests.conftest import AddArticles
from tests.openapi import list_faults
from tests.texts import BRIDGE, LIGHTHOUSE


@dataclass
class Server:
    """A Discord server with a channel and a member who asks."""

    guild: GuildHandle
    channel: ChannelHandle
    member: MemberActor

    @property
    def collection(self) -> str:
        return str(self.guild.id)


@pytest.fixture
async def simcord_bot(library: Library) -> Pullquote:
    """The real bot, over a library of the test's own."""
    return Pullquote(library, Settings())


@pytest.fixture
def discord(simcord_env: Env) -> Iterator[Env]:
    """A Discord in memory, with the bot logged in, which must send nothing but what Discord describes."""
    yield simcord_env
    assert list_faults(simcord_env.http_requests) == []


@pytest.fixture
def server(discord: Env) -> Server:
    return new_server(discord, "Harbour", "ann")


def new_server(discord: Env, name: str, member: str) -> Server:
    guild = discord.create_guild(name)
    channel = guild.create_text_channel("general")
    return Server(guild, channel, guild.add_member(discord.create_user(member)))


def new_moderator(discord: Env, server: Server, name: str, **permissions: bool) -> MemberActor:
    """Somebody who may manage the server, or what is named instead."""
    allowed = Permissions(**(permissions or {"manage_guild": True}))
    role = server.guild.create_role(f"{name}s", permissions=allowed)
    return server.guild.add_member(discord.create_user(name), roles=[role])


@pytest.fixture
async def stocked(server: Server, add: AddArticles) -> Server:
    """A server whose collection holds two articles."""
    await add(server.collection, LIGHTHOUSE, BRIDGE)
    return server


def client_of(discord: Env) -> Pullquote:
    """The bot that runs at this moment."""
    assert isinstance(discord.bot, Pullquote)
    return discord.bot


def texts(components: list[dict[str, object]]) -> str:
    """All that a message's components display, and the labels and targets of its buttons."""
    found: list[str] = []
    for component in components:
        found += [str(component[key]) for key in ("content", "label", "url") if component.get(key)]
        for key in ("components", "accessory"):
            inner = component.get(key)
            if isinstance(inner, dict):
                found.append(texts([inner]))
            elif isinstance(inner, list):
                found.append(texts(inner))
    return "\n".join(found)


def reply(result: InteractionResult) -> ResponseMessage:
    """What the interaction was answered with."""
    assert result.response is not None
    return result.response


def refusals(discord: Env) -> list[type[BaseException]]:
    """The kinds of errors that commands ended with; any that a test does not ask for fails it."""
    return [
        type(error.original if isinstance(error, CommandInvokeError) else error) for error in discord.errors
    ]


def mention(discord: Env) -> str:
    """The bot's mention, as a member types it."""
    assert discord.bot.user is not None
    return discord.bot.user.mention


def shown_in(message: Message | None) -> str:
    """All that a message displays."""
    assert message is not None
    return texts([dict(component.to_dict()) for component in message.components])
