"""Members and moderators of all kinds, with a site to read from, for tests of what moderators do."""

from dataclasses import dataclass

import discord
from simcord.actors import MemberActor
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.client import Pullquote
from index.models import Actor
from tests.e2e.conftest import Server, reply, texts
from tests.gathering import feed, page
from tests.servers import Site

PARAGRAPHS = tuple(
    f"Paragraph {n} tells that the harbour was quiet, that the ferry came late, and that nobody minded it much."
    for n in range(8)
)


@dataclass
class People:
    """One of each kind, in one server."""

    member: MemberActor
    moderator: MemberActor
    by_role: MemberActor
    administrator: MemberActor


async def new_people(discord_env: Env, server: Server) -> People:
    """With Discord told to show every command to all, so that only the bot itself stands in the way."""
    guild = server.guild
    manager = guild.create_role("Manager", permissions=discord.Permissions(manage_guild=True))
    admin = guild.create_role("Admin", permissions=discord.Permissions(administrator=True))
    named = guild.create_role("Librarian")
    client = discord_env.bot
    assert isinstance(client, Pullquote)
    await client.communities.change(server.collection, Actor("1", "discord"), moderator_roles=(named.id,))
    people = People(
        member=server.member,
        moderator=guild.add_member(discord_env.create_user("mo"), roles=[manager]),
        by_role=guild.add_member(discord_env.create_user("rob"), roles=[named]),
        administrator=guild.add_member(discord_env.create_user("ada"), roles=[admin]),
    )
    for command in await client.tree.fetch_commands():
        guild.set_command_permissions(command, {people.member: True, people.by_role: True})
    return people


def shown(result: InteractionResult) -> str:
    """All that the reply displays, be it a layout or a sentence."""
    answer = reply(result)
    return texts(answer.components) or answer.content


def told(result: InteractionResult) -> str:
    """What the person was told last, in the reply or after it."""
    last = result.followups[-1] if result.followups else reply(result)
    return texts(last.components) or last.content


def labels(message: ResponseMessage) -> list[str]:
    """The labels of its buttons."""
    return _labels(message.components)


def _labels(components: list[dict[str, object]]) -> list[str]:
    found: list[str] = []
    for component in components:
        if component.get("type") == 2:
            found.append(str(component["label"]))
        for key in ("components", "accessory"):
            inner = component.get(key)
            if isinstance(inner, dict):
                found += _labels([inner])
            elif isinstance(inner, list):
                found += _labels(inner)
    return found


def fill(site: Site, count: int = 3) -> str:
    """Pages and a feed of them; the feed's URL."""
    for number in range(count):
        site.add(f"/{number}", page(f"Entry {number}", f"Number {number} is its own.", *PARAGRAPHS))
    entries = [(f"/{number}", f"Entry {number}", "") for number in range(count)]
    return site.add("/feed", feed(site, *entries), content_type="application/rss+xml")
