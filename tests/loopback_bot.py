"""The real bot, led to a Discord on this machine: ``python -m tests.loopback_bot DATABASE URL``."""

import os
import sys
from pathlib import Path

import discord.gateway
import discord.http
import yarl

from bot.__main__ import open_library
from bot.client import run_bot
from bot.log import configure
from bot.settings import load


def main() -> None:
    """Run until SIGTERM."""
    path, url = Path(sys.argv[1]), sys.argv[2]
    discord.http.Route.BASE = f"{url}/api/v10"
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(f"{url}/gateway").with_scheme("ws")
    settings = load()
    configure(settings)
    run_bot(settings, open_library(path, create=True, keep_answers_days=settings.keep_answers_days))


if __name__ == "__main__":
    os.environ.setdefault("DISCORD_TOKEN", "MTAwMA.loopback.token")
    main()
