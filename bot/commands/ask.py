"""`/ask`, and a mention of the bot with a question."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import discord
from discord import app_commands
from discord.ext import commands

from bot.asking import Wish, answer_message, ask_by_interaction
from bot.client import Pullquote
from bot.errors import sentence_for
from bot.markdown import escape
from index.question import MAX_CHARS

HOW_TO_ASK = (
    "Ask me something after the mention, or with `/ask`, and I quote what the stored articles say about it."
)


class Ask(commands.Cog):
    """Both ways of asking give the same reply."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @app_commands.command()
    @app_commands.describe(question="What you want to know, in a sentence or a few words")
    async def ask(
        self, interaction: discord.Interaction[Pullquote], question: app_commands.Range[str, 1, MAX_CHARS]
    ) -> None:
        """Answer a question with quotes from this server's articles."""
        await ask_by_interaction(interaction, Wish(question))

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that mentions the bot, which Discord shows without a privileged intent."""
        question = self._question_in(message)
        if question is None or not self._client.take_on():
            return
        # Where the bot may not write, the channel's permissions tell the person so.
        with suppress(discord.Forbidden):
            await self._reply(message, question)

    def _question_in(self, message: discord.Message) -> str | None:
        """What is asked of the bot, without the mention; None if nothing is."""
        if message.author.bot or self._client.user is None:
            return None
        if message.guild is None:
            return message.content
        mention = rf"<@!?{self._client.user.id}>"
        if not re.search(mention, message.content):
            return None
        return re.sub(mention, " ", message.content).strip()

    async def _reply(self, message: discord.Message, question: str) -> None:
        reference = message.to_reference(fail_if_not_exists=False)
        if not question:
            await message.channel.send(HOW_TO_ASK, reference=reference)
            return
        try:
            async with _typing(message.channel):
                answered = await answer_message(self._client, message, Wish(question))
        except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
            sentence = sentence_for(error, command="mention", server=message.guild and message.guild.id)
            await message.channel.send(escape(sentence), reference=reference)
        else:
            await message.channel.send(view=answered.view, reference=reference)


@asynccontextmanager
async def _typing(channel: discord.abc.Messageable) -> AsyncIterator[None]:
    """Show that an answer is on its way, if Discord lets us; the answer does not depend on it."""
    async with AsyncExitStack() as stack:
        with suppress(discord.HTTPException):
            await stack.enter_async_context(channel.typing())
        yield


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Ask(client))
