"""The demo: the real bot in a browser, in a Discord server that is simulated within this process.

SimCord plays Discord and serves what its members see, on a loopback address that only whoever has the
whole link can use; nothing is sent to Discord and no token is needed. Needs the extra ``demo``.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from importlib.util import find_spec

import discord

from bot.client import Pullquote
from bot.handbook import store_handbook
from bot.settings import Settings
from index.errors import PullquoteError
from index.library import Library

# As large as a window is on most screens.
_WIDTH, _HEIGHT = 1_100, 800
_NEEDED = ("simcord", "av", "PIL", "linkify_it")
# How long an action may take, in seconds. Timers that end later are not waited for: connections and reading
# processes that are kept for the next use have some.
_PATIENCE_S = 10.0


class DemoUnavailable(PullquoteError):
    """What the demo needs is not installed, or its port is taken."""


async def serve(library: Library, settings: Settings, port: int | None, ready: Callable[[str], None]) -> None:
    """Show the bot, with the handbook as its collection, until Ctrl-C; ``ready`` is given the link.

    Raises:
        DemoUnavailable: the extra is not installed, or the port is taken.
    """
    if not all(map(find_spec, _NEEDED)):
        raise DemoUnavailable(
            "The demo needs packages that are not installed; `make demo` installs them, as does "
            "pip install 'pullquote[demo]'."
        )
    logging.getLogger("discord").setLevel(logging.ERROR)  # what it warns of is of no interest here
    import simcord  # noqa: PLC0415 - an extra

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # on Windows, where Ctrl-C ends the process
            loop.add_signal_handler(number, stop.set)
    client = Pullquote(library, settings)
    async with simcord.run(client, check_errors=False, settle_timeout=_PATIENCE_S) as env:
        if client.user:
            await client.user.edit(username="Pullquote")
        guild = env.create_guild("Harbour")
        moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        channel = guild.create_text_channel("ask-pullquote")
        members = (
            guild.add_member(env.create_user("Max")),
            guild.add_member(env.create_user("Mia"), roles=[moderators]),
        )
        # As administrators may have it: everybody sees the moderators' commands. Who is none is told so.
        for known in await client.tree.fetch_commands():
            guild.set_command_permissions(known, {guild.default_role: True})
        await store_handbook(library, str(guild.id))
        preview = env.preview(
            channel,
            viewers=members,
            layout="channel",
            width=_WIDTH,
            height=_HEIGHT,
            port=port,
            presentation_time=datetime.now(UTC),
        )
        try:
            async with preview:
                ready(preview.url)
                await stop.wait()
        except OSError as error:
            raise DemoUnavailable(f"Port {port} is taken; choose another with --port.") from error
