"""The demo: the real bot in a browser, in a Discord server that is simulated within this process.

SimCord plays Discord and serves what its members see, on a loopback address that only whoever has the
whole link can use; nothing is sent to Discord and no token is needed. Needs the extra ``demo``.
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
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
# A source is read from the real network, which takes as long as it takes.
_PATIENCE_S = 300.0


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
    async with simcord.run(
        Pullquote(library, settings), check_errors=False, settle_timeout=_PATIENCE_S
    ) as env:
        if env.bot.user:
            await env.bot.user.edit(username="Pullquote")
        guild = env.create_guild("Harbour")
        moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True))
        channel = guild.create_text_channel("ask-pullquote")
        members = (
            guild.add_member(env.create_user("Max")),
            guild.add_member(env.create_user("Mia"), roles=[moderators]),
        )
        await store_handbook(library, str(guild.id))
        preview = env.preview(
            channel, viewers=members, layout="channel", width=_WIDTH, height=_HEIGHT, port=port
        )
        try:
            async with preview:
                ready(preview.url)
                await stop.wait()
        except OSError as error:
            raise DemoUnavailable(f"Port {port} is taken; choose another with --port.") from error
