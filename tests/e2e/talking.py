"""What the tests of asking share: threads and posts, settings, and what is shown."""

import discord
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.client import Pullquote
from index.models import Actor
from tests.e2e.conftest import Server, shown_in

QUESTION = "Who built the lighthouse?"
FOUND = "Clara Moretti"
NOTHING = "Nothing stored here answers that."


async def change(env: Env, server: Server, **settings: object) -> None:
    """Set something of the community's, as a moderator would."""
    assert isinstance(env.bot, Pullquote)
    await env.bot.communities.change(server.collection, Actor("1", "discord"), **settings)


def thread_on(env: Env, server: Server, message: discord.Message | int) -> ChannelHandle:
    """A thread that a member has opened on a message."""
    number = message if isinstance(message, int) else message.id
    env.backend.create_thread(server.channel.id, "More on this", server.member.id, message_id=number)
    return server.channel.threads[-1]


async def post(env: Env, forum: ChannelHandle, member: MemberActor, title: str, text: str) -> ChannelHandle:
    """A member's post in a forum; its first message has the id of its thread."""
    backend = env.backend
    thread = backend.create_thread(forum.id, title, member.id, broadcast=False)
    starter = backend.prepare_message(thread.id, member.id, text)
    starter.id = thread.id
    backend.commit_message(starter, broadcast=False)
    backend.announce_thread_create(thread)
    backend.announce_message_create(starter)
    await env.settle()
    return next(each for each in forum.threads if each.id == thread.id)


async def send_long(env: Env, channel: ChannelHandle, member: MemberActor, text: str) -> None:
    """A message longer than SimCord lets anybody write; some of Discord's people may write 4,000 characters."""
    message = env.backend.prepare_message(channel.id, member.id, "x")
    message.content, message.mention_user_ids = text, [env.backend.bot_user.id]
    env.backend.commit_message(message, broadcast=False)
    env.backend.announce_message_create(message)
    await env.settle()


def said(channel: ChannelHandle) -> list[str]:
    """What the bot has said in the channel, in order."""
    return [
        message.content or shown_in(message)
        for message in channel.history()
        if message.author.bot and message.type is not discord.MessageType.thread_created
    ]
