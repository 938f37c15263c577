"""The bot: loads its commands, tells Discord of them when they changed, and closes cleanly."""

import asyncio
import hashlib
import json
import signal
from collections.abc import Sequence
from functools import partial
from typing import Any, TypeVar

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.ext import commands

import bot.buttons
import bot.commands
from bot import language
from bot.buttons._forms import LastingForm, submit_form
from bot.buttons._lasting import Lasting
from bot.checks import Cooldowns
from bot.command_names import CatalogueTranslator
from bot.community import Communities
from bot.digests import ROUND_S as DIGESTS_S
from bot.digests import Digests
from bot.discovery import find_modules
from bot.errors import DiscordUnreachable
from bot.handbook import Handbook
from bot.interactions import admit, report
from bot.keeping import ROUND_S as KEEPING_S
from bot.keeping import forget_old
from bot.memberships import Memberships
from bot.mentions import Mentions
from bot.news import ROUND_S as NEWS_S
from bot.news import News
from bot.pending import Once, Pending
from bot.plot import Plotter
from bot.rounds import run_rounds
from bot.settings import Settings, SettingsError
from index.gathering import Keeper, Plan
from index.library import Library

# How long what runs may take after the bot was asked to stop.
_FINISH_WITHIN_S = 10.0
_Kind = TypeVar("_Kind")
_log = structlog.stdlib.get_logger(__name__)


class Pullquote(commands.Bot):
    """The Discord bot over a library. Needs a privileged intent only to answer unasked."""

    def __init__(self, library: Library, settings: Settings) -> None:
        # Else discord.py warns that it cannot use voice channels, which this bot never does.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = True
        intents.message_content = settings.answer_unasked
        super().__init__(
            command_prefix=(),
            help_command=None,
            tree_cls=_Tree,
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            # What works elsewhere, too, says so itself: bot.places.everywhere.
            allowed_contexts=app_commands.AppCommandContext(guild=True),
            allowed_installs=app_commands.AppInstallationType(guild=True),
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
            max_messages=None,
        )
        self.library = library
        self.settings = settings
        self.communities = Communities(library)
        self.cooldowns = Cooldowns()
        self.handbook = Handbook(library)
        self.mentions = Mentions()
        self.plotter = Plotter()
        self.started_at = discord.utils.utcnow()
        self.plans = Pending[Plan]()
        self.choices = Pending[Sequence[str | discord.Attachment]]()
        self.posted = Once()
        self.memberships = Memberships()
        self.news = News(self)
        self.digests = Digests(self)
        self._working: set[asyncio.Task[Any]] = set()
        self._closing = False
        self._forms: list[type[LastingForm]] = []

    @property
    def is_stopping(self) -> bool:
        """Whether what takes long should end here, and go on after the next start."""
        return self._closing

    async def run_rounds(self) -> None:
        """Tell of what is new, send digests when they are due, and let go of the old, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(run_rounds(self, self.news.round, NEWS_S))
            group.create_task(run_rounds(self, self.digests.round, DIGESTS_S))
            group.create_task(run_rounds(self, partial(forget_old, self), KEEPING_S))

    def take_on(self) -> bool:
        """Whether the present task may do its work; if so, closing waits for the task's end."""
        task = asyncio.current_task()
        if self._closing or task is None:
            return False
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return True

    async def setup_hook(self) -> None:
        """Before the connection: catalogues, commands, buttons, and Discord told of the commands."""
        await self.load_commands()
        await asyncio.to_thread(language.load)
        await self.tree.set_translator(CatalogueTranslator())
        # Bases are only looked for here, and never made.
        self.add_dynamic_items(*_find_buttons(Lasting))  # type: ignore[type-abstract]
        self._forms = _find_buttons(LastingForm)  # type: ignore[type-abstract]
        await self._sync()

    async def load_commands(self) -> None:
        """Load what is in ``bot.commands``."""
        for module in find_modules(bot.commands):
            await self.load_extension(module.__name__)

    async def on_message(self, message: discord.Message, /) -> None:
        """No prefix commands: messages are for bot/commands/mentions.py and unasked.py."""

    async def on_interaction(self, interaction: discord.Interaction[Any], /) -> None:
        """Forms; discord.py itself finds commands, and buttons by their custom_ids."""
        if interaction.type is discord.InteractionType.modal_submit:
            await submit_form(self._forms, interaction)

    async def on_ready(self) -> None:
        """Say where the bot is."""
        _log.info("ready", user=str(self.user), servers=len(self.guilds))

    async def close(self) -> None:
        """Take on nothing more, finish what runs or give it up when it takes too long, disconnect."""
        self._closing = True
        if self._working:
            _, left = await asyncio.wait(self._working, timeout=_FINISH_WITHIN_S)
            if left:
                _log.warning("closing_with_work_left", running=len(left))
            for task in left:
                task.cancel()
        await self.handbook.close()
        await super().close()

    async def _sync(self) -> None:
        """Tell Discord of the commands if they are not those it was last told of, in any language."""
        translator = self.tree.translator
        assert translator  # noqa: S101 - for mypy; it was set just before
        definition = [
            await command.get_translated_payload(self.tree, translator)
            for command in self.tree.get_commands()
        ]
        now = hashlib.sha256(json.dumps(definition, sort_keys=True).encode()).hexdigest()
        key = f"commands:{self.application_id}"
        ids = f"command_ids:{self.application_id}"
        if await self.library.recall(key) == now and self.mentions.read(await self.library.recall(ids)):
            return
        await self.library.remember(ids, self.mentions.learn(await self.tree.sync()))
        await self.library.remember(key, now)
        _log.info("commands_synced", count=len(definition))


class _Tree(app_commands.CommandTree[Pullquote]):
    async def interaction_check(self, interaction: discord.Interaction[Pullquote], /) -> bool:
        return await admit(interaction)

    async def on_error(
        self, interaction: discord.Interaction[Pullquote], error: app_commands.AppCommandError, /
    ) -> None:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        await report(interaction, cause)


def _find_buttons(kind: type[_Kind]) -> list[type[_Kind]]:
    """All buttons and menus, or all forms, in the order of their files."""
    return [
        each
        for module in find_modules(bot.buttons)
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, kind) and each.__module__ == module.__name__
    ]


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
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    client = Pullquote(library, settings)
    background: list[asyncio.Task[None]] = []
    try:
        # Before Discord is bothered: is the database in order?
        await library.recall("commands")
        await library.warm_up()
        background = [
            asyncio.create_task(Keeper(library.sources).run()),
            asyncio.create_task(client.run_rounds()),
            asyncio.create_task(client.handbook.try_to_make_ready()),
        ]
        await _run_until(stop, client, settings.discord_token.get_secret_value())
    except discord.PrivilegedIntentsRequired:
        raise SettingsError(
            "PULLQUOTE_ANSWER_UNASKED needs the message content intent; turn it on in the developer portal "
            "under Bot, or leave the setting out."
        ) from None
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
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        await library.close()


async def _run_until(stop: asyncio.Event, client: Pullquote, token: str) -> None:
    """Run the client until it ends by itself, or is stopped, be it in the middle of its login."""
    running = asyncio.create_task(client.start(token))
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait((running, stopping), return_when=asyncio.FIRST_COMPLETED)
    if running.done():
        stopping.cancel()
        await running
        return
    await client.close()
    running.cancel()
    # What a login says about being broken off is no error.
    await asyncio.gather(running, return_exceptions=True)
