import asyncio
import os
import signal
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.client import Pullquote, _serve
from bot.settings import Settings
from index.models import EventKind
from index.sources.readers import ReaderProcesses
from tests.contract.gathering.conftest import BRIDGE
from tests.gathering import opened, page


async def test_the_running_bot_looks_at_what_is_due(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources are kept fresh for as long as the bot runs, and it stops when it is told to."""

    async def stay(_client: Pullquote, _token: str) -> None:  # what discord.py does while it is connected
        await asyncio.sleep(3600)

    monkeypatch.setattr(Pullquote, "start", stay)
    async with opened(db, ReaderProcesses()) as world:
        await world.add(world.site.add("/bridge", page("Bridge closed", *BRIDGE)))
        world.site.add("/bridge", page("Bridge open", *BRIDGE))
        world.clock.move(days=40)
        serving = asyncio.create_task(_serve(Settings(discord_token=SecretStr("a.b.c")), world.library))
        await world.wait_for(EventKind.ARTICLE_UPDATED)
        assert not serving.done()
        os.kill(os.getpid(), signal.SIGTERM)
        await serving
