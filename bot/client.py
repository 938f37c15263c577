"""The bot: loads its commands, tells Discord of them when they changed, and closes cleanly."""

import asyncio
import hashlib
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands

import bot.commands
from bot.discovery import find_modules
from bot.errors import DiscordUnreachable, sentence_for
from bot.markdown import escape
from bot.settings import Settings, SettingsError
from index.library import Library

# How long questions may still run after the bot was asked to stop.
_FINISH_WITHIN_S = 10.0
_log = structlog.stdlib.get_logger(__name__)


class Pullquote(commands.Bot):
    """The Discord bot over a library. Needs no privileged intent."""

    def __init__(self, library: Library, settings: Settings) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=_Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self.library = library
        self.settings = settings
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._closing = False

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Closing waits for what runs within this."""
        self._running += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    @property
    def takes_questions(self) -> bool:
        """False from when the bot was asked to stop."""
        return not self._closing

    async def setup_hook(self) -> None:
        """Before the connection: commands, buttons, and Discord told of the commands."""
        for module in find_modules(bot.commands):
            await self.load_extension(module.__name__)
        await self._sync()

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: mentions are the ask command's (bot/commands/ask.py)."""

    async def on_ready(self) -> None:
        """Say where the bot is."""
        _log.info("ready", user=str(self.user), servers=len(self.guilds))

    async def close(self) -> None:
        """Take no more questions, finish those that run, disconnect."""
        if self._closing:
            return
        self._closing = True
        try:
            await asyncio.wait_for(self._idle.wait(), _FINISH_WITHIN_S)
        except TimeoutError:
            _log.warning("closing_with_work_left", running=self._running)
        await super().close()

    async def _sync(self) -> None:
        """Tell Discord of the commands if they are not those it was last told of."""
        definition = [command.to_dict(self.tree) for command in self.tree.get_commands()]
        now = hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()
        key = f"commands:{self.application_id}"
        if await self.library.recall(key) == now:
            return
        await self.tree.sync()
        await self.library.remember(key, now)
        _log.info("commands_synced", count=len(definition))


class _Tree(app_commands.CommandTree[Pullquote]):
    async def interaction_check(self, interaction: discord.Interaction[Pullquote], /) -> bool:
        if interaction.client.takes_questions:
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await interaction.response.send_message("I am restarting; ask again in a minute.", ephemeral=True)
        return False

    async def on_error(
        self, interaction: discord.Interaction[Pullquote], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(interaction, cause)


def collection_of(interaction: discord.Interaction[Any]) -> str:
    """The collection of the server an interaction comes from."""
    return collection_name(interaction.guild_id)


def collection_name(guild_id: int | None) -> str:
    """A server's collection is named by its ID, which the command line takes too."""
    if guild_id is None:
        raise app_commands.NoPrivateMessage
    return str(guild_id)


async def report(interaction: discord.Interaction[Any], error: Exception) -> None:
    """Tell the person what went wrong, and only them where that is still possible."""
    name = interaction.command.qualified_name if interaction.command else None
    sentence = escape(sentence_for(error, command=name, server=interaction.guild_id))
    try:
        if interaction.response.is_done():
            await interaction.followup.send(sentence, ephemeral=True)
        else:
            await interaction.response.send_message(sentence, ephemeral=True)
    except discord.HTTPException as failure:  # the interaction has expired
        _log.warning("report_not_sent", reason=str(failure), server=interaction.guild_id)


def run_bot(settings: Settings, library: Library) -> None:
    """Run until SIGINT or SIGTERM.

    Raises:
        SettingsError: Discord does not know the token.
        DiscordUnreachable: there is no way to Discord from here.
    """
    asyncio.run(_serve(settings, library))


async def _serve(settings: Settings, library: Library) -> None:
    if settings.discord_token is None:
        raise SettingsError("The setting DISCORD_TOKEN is missing.")
    client = Pullquote(library, settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, lambda: asyncio.ensure_future(client.close()))
    try:
        # Before Discord is bothered: is the database in order?
        await library.recall("commands")
        await client.start(settings.discord_token.get_secret_value())
    except discord.LoginFailure:
        raise SettingsError(
            "Discord does not accept the DISCORD_TOKEN; reset it in the developer portal under Bot, "
            "and put the new one in the environment or in .env."
        ) from None  # the cause's traceback would hold the token
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise DiscordUnreachable(
            "Discord cannot be reached from here; check the network connection and start again."
        ) from error
    finally:
        await client.close()
        await library.close()
