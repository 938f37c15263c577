"""The bot as a process of its own, over real sockets to a Discord on this machine."""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.__main__ import open_library
from tests.loopback_discord import GUILD, Interaction, LoopbackDiscord, loopback_discord, running_bot
from tests.texts import BRIDGE, LIGHTHOUSE

QUESTION = "Who built the lighthouse?"


@pytest.fixture
async def discord(db: Path) -> AsyncIterator[LoopbackDiscord]:
    """A Discord whose one server has two articles."""
    library = open_library(db, create=True)
    async for _ in library.add(str(GUILD), [LIGHTHOUSE, BRIDGE]):
        pass
    await library.close()
    async with loopback_discord() as discord:
        yield discord


async def answer(asked: Interaction) -> str:
    """What the bot replies with in the end."""
    reply = await asyncio.wait_for(asked.reply, 30)
    return str(reply.body)


async def test_question_is_acknowledged_first_and_answered_then(discord: LoopbackDiscord, db: Path) -> None:
    """The bot shows at once that it is at work, and its answer follows."""
    async with running_bot(db, discord):
        asked = await discord.ask(QUESTION, 1)
        callback = await asyncio.wait_for(asked.callback, 30)
        assert callback.body["type"] == 5
        assert "Clara Moretti" in await answer(asked)
        assert (await asked.reply).at > callback.at


@pytest.mark.parametrize("how", ["dropped", "asked to reconnect"])
async def test_questions_asked_while_the_connection_is_gone_are_answered(
    discord: LoopbackDiscord, db: Path, how: str
) -> None:
    """When the gateway hangs up the bot comes back to its session and misses nothing."""
    async with running_bot(db, discord):
        assert "Moretti" in await answer(await discord.ask(QUESTION, 1))
        if how == "dropped":
            await discord.drop()
        else:
            await discord.ask_to_reconnect()
        missed = await discord.ask("When did the old bridge collapse?", 2)
        assert "quiet morning in March" in await answer(missed)
        assert discord.opcodes.count(2) == 1  # identified once
        assert 6 in discord.opcodes  # and resumed


async def test_rate_limit_delays_an_answer_and_loses_none(discord: LoopbackDiscord, db: Path) -> None:
    """Where Discord asks to slow down, the bot waits as long as it is told to and answers."""
    async with running_bot(db, discord):
        limited = (429, {"message": "slow down", "retry_after": 0.4, "global": False}, {"Via": "1.1 google"})
        discord.answers["/webhooks"].append(limited)
        await discord.ask(QUESTION, 1)
        first, second = await asyncio.wait_for(discord.received("/webhooks", 2), 30)
        assert second.at - first.at >= 0.4
        assert second.body == first.body


async def test_commands_are_told_to_discord_only_when_they_changed(
    discord: LoopbackDiscord, db: Path
) -> None:
    """A restart with the same commands sends no list of them again."""
    for _ in range(2):
        async with running_bot(db, discord):
            assert "Moretti" in await answer(await discord.ask(QUESTION, 1))
        discord.forget_bot()
    assert sum(request.method == "PUT" for request in discord.requests) == 1


async def test_missing_intent_ends_with_a_sentence(
    discord: LoopbackDiscord, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host who lets the bot answer unasked and has not turned on the intent is told what to do."""
    monkeypatch.setenv("PULLQUOTE_ANSWER_UNASKED", "true")
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.loopback_bot", str(db), discord.url, stderr=asyncio.subprocess.PIPE
    )
    await discord.ready()
    await discord.drop(4014)
    _, told = await asyncio.wait_for(process.communicate(), 30)
    assert "PULLQUOTE_ANSWER_UNASKED needs the message content intent" in told.decode()
    assert process.returncode
