"""Questions in messages: a mention of the bot, an answer to one of its messages, a direct message."""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import discord
import structlog
from discord import ui
from discord.ext import commands

from bot.asking import Wish, answer_message, is_open, speak_in
from bot.checks import TooSoon
from bot.client import Pullquote
from bot.errors import message_for
from bot.hearing import Heard, find_subject, hear, text_of
from bot.language import deferred, gettext
from bot.places import Place
from index.asked import is_question
from index.smalltalk import SmallTalk, find_small_talk

HOW_TO_ASK = deferred(
    "Ask me something after the mention, or with `/ask`, and I quote what the stored articles say about it."
)
HOW_TO_ASK_ALONE = deferred("Ask me something, and I quote what the stored articles say about it.")
NOT_MY_ROLE = deferred(
    "Discord does not show me messages that mention my role. Mention me instead, {mention}, or use `/ask`."
)
USE_THE_MENU = deferred(
    "Discord does not show me the message that you answered. Right-click it, or press and hold it on a "
    "phone, and choose **Apps** and then **Find sources**."
)
# Whoever asks too often is told once in so long.
_TELL_AGAIN_S, _MAX_TOLD = 30, 10_000
_log = structlog.stdlib.get_logger(__name__)


class Mentions(commands.Cog):
    """Answers beside the message, for all who read there."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client
        self._told: OrderedDict[int, float] = OrderedDict()

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer what is said to the bot."""
        me = self._client.user
        heard = hear(message, me) if me else None
        if heard is None or _is_nod(heard) or not self._client.take_on():
            return
        try:
            await self._hear(message, heard)
        except discord.HTTPException as error:
            # Where the bot may not write, the channel's permissions tell the person so; an archived thread
            # or a channel that is gone likewise.
            _log.info("reply_not_sent", reason=str(error), server=message.guild and message.guild.id)

    async def _hear(self, message: discord.Message, heard: Heard) -> None:
        """Reply, where the bot answers."""
        try:
            may = await self._may_answer(message)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            server = message.guild and message.guild.id
            await self._say(message, message_for(error, command="mention", server=server))
        else:
            if may:
                await self._reply(message, heard)

    async def _may_answer(self, message: discord.Message) -> bool:
        """Whether the bot answers in that channel; from now on it speaks the server's language."""
        if message.guild is None:
            return True
        settings = await self._client.communities.get(str(message.guild.id))
        speak_in(self._client, Place(str(message.guild.id), is_private=False), settings)
        return is_open(settings, message.channel)

    async def _reply(self, message: discord.Message, heard: Heard) -> None:
        me = self._client.user
        other = heard.answered if heard.answered and heard.answered.author != me else None
        if heard.text:
            await self._answer(message, self._wish(message, heard))
        elif heard.is_role:
            await self._say(message, gettext(NOT_MY_ROLE, mention=me.mention if me else ""))
        elif other and (text := text_of(other).replace(me.mention if me else "", " ").strip()):
            await self._answer(message, Wish(text, is_message=True))
        elif other:
            await self._say(message, gettext(USE_THE_MENU))
        else:
            await self._say(message, gettext(HOW_TO_ASK if message.guild else HOW_TO_ASK_ALONE))

    def _wish(self, message: discord.Message, heard: Heard) -> Wish:
        """What is asked, and what it goes on from: an answer that it answers, else the thread's last."""
        earlier, collection = None, None
        if heard.answered and heard.answered.author == self._client.user:
            earlier, collection = find_subject(heard.answered)
        channel = message.channel
        within = channel if isinstance(channel, discord.Thread | discord.DMChannel) else None
        return Wish(heard.text, earlier_id=earlier, within=within, collection=collection)

    async def _answer(self, message: discord.Message, wish: Wish) -> None:
        """Answer, or say why not."""
        try:
            async with _typing(message.channel):
                answered = await answer_message(self._client, message, wish)
        except TooSoon as refusal:
            if self._is_news(message.author.id):
                await self._say(message, str(refusal))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            server = message.guild and message.guild.id
            await self._say(message, message_for(error, command="mention", server=server))
        else:
            await self._say(message, answered.view)

    async def _say(self, message: discord.Message, said: str | ui.LayoutView) -> None:
        """Say it as a reply to the message, or beside it where that has been deleted meanwhile."""
        reference = message.to_reference(fail_if_not_exists=False)
        if isinstance(said, str):
            await message.channel.send(said, reference=reference)
        else:
            await message.channel.send(view=said, reference=reference)

    def _is_news(self, person: int) -> bool:
        """Whether that person was not told just now."""
        now = time.monotonic()
        if self._told.get(person, 0) > now:
            return False
        self._told[person] = now + _TELL_AGAIN_S
        self._told.move_to_end(person)
        while len(self._told) > _MAX_TOLD:
            self._told.popitem(last=False)
        return True


def _is_nod(heard: Heard) -> bool:
    """Whether it is a remark on a message of the bot's that asks nothing, as far as one can tell."""
    said = find_small_talk(heard.text)
    return not heard.is_named and said in (None, SmallTalk.OTHER) and not is_question(heard.text)


@asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is on its way, if Discord lets us; the answer does not depend on it."""
    async with AsyncExitStack() as stack:
        with suppress(discord.HTTPException):
            await stack.enter_async_context(channel.typing())
        yield


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Mentions(client))
