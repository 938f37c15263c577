"""What a message says to the bot, by what Discord shows of it without a privileged intent; pure.

Shown are messages that mention the bot in their words or answer one of its own with a ping, direct messages,
and the bot's own messages, also where another answers them (Discord's docs: Gateway, Message Content Intent).
"""

import re
from dataclasses import dataclass

import discord

from bot.components import iter_values
from index.asked import is_question

# What the custom_ids of the buttons below an answer begin with: what they do, and the answer's id.
_ABOUT = re.compile(r"(?:[a-z]+-)*[a-z]+:(?P<answer>[0-9a-f]{12})(?::[\d:]+)?(?:@(?P<collection>\d+))?")


@dataclass(frozen=True, slots=True)
class Heard:
    """``text`` is what is said, without mentions of the bot.

    ``is_named`` is whether the bot is meant for sure: it was mentioned, or is alone with the person. Else
    somebody answers a message of its, maybe with no more than a nod. ``is_role`` is whether its role was
    mentioned in its place, which shows it no words. ``answered`` is the message that this one answers.
    """

    text: str
    is_named: bool
    is_role: bool = False
    answered: discord.Message | None = None


def hear(message: discord.Message, me: discord.abc.User) -> Heard | None:
    """What the message says to the bot; None if nothing."""
    if not is_by_person(message) or not (message.guild is None or is_for(message, me)):
        return None
    mention = rf"<@!?{me.id}>"
    role = message.guild.self_role if message.guild else None
    is_role = role is not None and role in message.role_mentions
    is_named = message.guild is None or is_role or re.search(mention, message.content) is not None
    mentions = rf"{mention}|<@&{role.id}>" if role else mention
    text = re.sub(mentions, " ", message.content).strip()
    if not text and is_opening(message) and isinstance(message.channel, discord.Thread):
        text = message.channel.name
    return Heard(text, is_named, is_role, find_answered(message))


def is_by_person(message: discord.Message) -> bool:
    """Whether a person wrote it, and not a bot, a webhook or Discord itself."""
    wrote = message.type in (discord.MessageType.default, discord.MessageType.reply)
    return wrote and not message.author.bot and message.webhook_id is None


def is_for(message: discord.Message, me: discord.abc.User) -> bool:
    """Whether it mentions the bot, answers a message of its with a ping, or mentions its role."""
    role = message.guild.self_role if message.guild else None
    return any(user.id == me.id for user in message.mentions) or role in message.role_mentions


def is_opening(message: discord.Message) -> bool:
    """Whether it is the first message of a forum's post, which has the id of its thread."""
    return message.id == message.channel.id


def find_answered(message: discord.Message) -> discord.Message | None:
    """The message that it answers, if Discord shows it."""
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None


def find_subject(message: discord.Message) -> tuple[str | None, str | None]:
    """The id of the answer that a message of the bot's shows, and its collection where it names one."""
    for custom_id in iter_values(message, "custom_id"):
        if found := _ABOUT.fullmatch(custom_id):
            return found["answer"], found["collection"]
    return None, None


def text_of(message: discord.Message) -> str:
    """The words of somebody's message, those of what is embedded if it has none of its own."""
    if message.content.strip():
        return message.content
    embedded = ((embed.title or "", embed.description or "") for embed in message.embeds)
    return "\n\n".join("\n".join(filter(None, parts)) for parts in embedded).strip()


def asked_in(message: discord.Message) -> str:
    """What an unaddressed message asks: its words, and for a forum's post its title, if that asks."""
    title = message.channel.name if isinstance(message.channel, discord.Thread) else ""
    asks = is_question(message.content)
    return title if is_opening(message) and title and not asks else message.content
