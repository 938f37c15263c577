import asyncio
from contextlib import suppress

from simcord.env import Env

from bot.rounds import run_rounds
from tests.e2e.conftest import client_of


async def test_what_has_begun_is_finished_before_the_bot_ends(discord: Env) -> None:
    """Stopping in the middle of a round waits for its end, so that what was sent is noted as sent."""
    client = client_of(discord)
    began, may_end, ended = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work() -> None:
        began.set()
        await may_end.wait()
        ended.set()

    running = asyncio.create_task(run_rounds(client, work, 60))
    await began.wait()
    running.cancel()
    closing = asyncio.create_task(client.close())
    await asyncio.sleep(0.1)
    assert not closing.done()
    assert client.is_stopping
    may_end.set()
    await closing
    assert ended.is_set()


async def test_a_round_that_fails_is_followed_by_another(discord: Env) -> None:
    """Whatever goes wrong in the background, it is tried again."""
    rounds = 0
    enough = asyncio.Event()

    async def work() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            enough.set()
        raise RuntimeError("the disk is on fire")

    running = asyncio.create_task(run_rounds(client_of(discord), work, 0.01))
    await asyncio.wait_for(enough.wait(), 5)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
