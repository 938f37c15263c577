"""Stopping the bot, and answering in time, while the database takes its time."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from time import perf_counter

import pytest
from simcord.env import Env

from bot.__main__ import SystemClock
from bot.client import Pullquote
from index.bm25 import BM25Index
from index.embedded import (
    EmbeddedAnswers,
    EmbeddedCommunities,
    EmbeddedSearch,
    EmbeddedSources,
    EmbeddedStore,
    StoreThreads,
)
from index.library import Adapters, Library
from index.models import NewArticle
from index.sources.fetch import HTTPFetcher
from index.sources.readers import ReaderProcesses
from tests.conftest import AddArticles
from tests.e2e.conftest import Server, mention, reply, shown_in, texts

Act = Callable[[], Awaitable[str]]
RESTARTING = "I am restarting; try again in a minute."


class SlowThreads(StoreThreads):
    """A database on a disk that can be made to hang."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, SystemClock(), create=True)
        self.asked, self.answers = asyncio.Event(), asyncio.Event()
        self.answers.set()

    async def read(self, *args: object, **kwargs: object) -> object:  # type: ignore[override]  # passed on
        self.asked.set()
        await self.answers.wait()
        return await super().read(*args, **kwargs)  # type: ignore[arg-type]

    def hang(self) -> None:
        self.asked.clear()
        self.answers.clear()


@pytest.fixture
def threads(db: Path) -> SlowThreads:
    return SlowThreads(db)


@pytest.fixture
async def library(threads: SlowThreads, db: Path) -> AsyncIterator[Library]:
    search = EmbeddedSearch(threads, BM25Index, db.with_name("index"), 10**8)
    answers = EmbeddedAnswers(threads, 30)
    library = Library(
        Adapters(
            store=EmbeddedStore(threads),
            search=search,
            answers=answers,
            sources=EmbeddedSources(threads),
            communities=EmbeddedCommunities(threads, answers),
            fetcher=HTTPFetcher(),
            readers=ReaderProcesses(),
            clock=SystemClock(),
        )
    )
    yield library
    await library.close()


async def ask(server: Server, _discord: Env) -> Act:
    async def act() -> str:
        result = await server.member.slash(server.channel, "ask", question="When did the bridge collapse?")
        return texts(reply(result).components)

    return act


async def ask_by_mention(server: Server, discord: Env) -> Act:
    async def act() -> str:
        await server.member.send(server.channel, f"{mention(discord)} when did the bridge collapse?")
        return shown_in(server.channel.last_message)

    return act


async def search(server: Server, _discord: Env) -> Act:
    async def act() -> str:
        result = await server.member.slash(server.channel, "article search", query="bridge")
        return texts(reply(result).components)

    return act


async def complete(server: Server, _discord: Env) -> Act:
    async def act() -> str:
        return str(await server.member.autocomplete(server.channel, "article show", "article", "bridge"))

    return act


async def click(server: Server, _discord: Env) -> Act:
    asked = await server.member.slash(server.channel, "ask", question="When did the bridge collapse?")

    async def act() -> str:
        shown = await server.member.click(reply(asked).message, label="Read article")
        return texts(reply(shown).components)

    return act


@pytest.mark.parametrize("way", [ask, ask_by_mention, search, complete, click])
async def test_closing_waits_for_whatever_runs(
    way: Callable[[Server, Env], Awaitable[Act]],
    stocked: Server,
    discord: Env,
    threads: SlowThreads,
) -> None:
    """Whoever has asked, searched, typed or clicked is answered before the bot goes."""
    act = await way(stocked, discord)
    threads.hang()
    running = asyncio.ensure_future(act())
    await threads.asked.wait()
    closing = asyncio.create_task(discord.bot.close())
    await asyncio.sleep(0.05)
    assert not closing.done()
    threads.answers.set()
    assert "bridge" in await running
    await closing


async def test_what_takes_too_long_is_given_up(
    stocked: Server, discord: Env, threads: SlowThreads, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that hangs holds up the end of the bot once, and for no longer than is granted."""
    monkeypatch.setattr("bot.client._FINISH_WITHIN_S", 0.5)
    threads.hang()
    act = await search(stocked, discord)
    running = asyncio.ensure_future(act())
    await threads.asked.wait()
    started = perf_counter()
    await discord.bot.close()
    await discord.bot.close()
    assert 0.5 <= perf_counter() - started < 0.9
    assert await running == ""


async def test_nothing_is_begun_while_closing(stocked: Server, discord: Env, threads: SlowThreads) -> None:
    """Commands and buttons say that the bot is restarting, completions and mentions stay silent."""
    asked = await stocked.member.slash(stocked.channel, "ask", question="When did the bridge collapse?")
    bot, let_go = discord.bot, asyncio.Event()
    assert isinstance(bot, Pullquote)

    async def work() -> None:
        assert bot.take_on()
        await let_go.wait()

    working = asyncio.create_task(work())
    await asyncio.sleep(0)
    closing = asyncio.create_task(bot.close())
    await asyncio.sleep(0)
    for command, option in (("ask", "question"), ("article search", "query"), ("article show", "article")):
        result = await stocked.member.slash(stocked.channel, command, **{option: "bridge"})
        assert (reply(result).content, reply(result).ephemeral) == (RESTARTING, True)
    clicked = await stocked.member.click(reply(asked).message, label="Read article")
    assert (reply(clicked).content, reply(clicked).ephemeral) == (RESTARTING, True)
    await stocked.member.send(stocked.channel, f"{mention(discord)} when did the bridge collapse?")
    assert stocked.channel.last_message is not None
    assert stocked.channel.last_message.author.id == stocked.member.id
    let_go.set()
    await asyncio.gather(working, closing)


@pytest.mark.parametrize(
    ("command", "option", "label"), [("search", "query", "Read"), ("show", "article", "Next")]
)
async def test_buttons_are_acknowledged_before_the_database_is_asked(
    command: str,
    option: str,
    label: str,
    server: Server,
    discord: Env,
    add: AddArticles,
    threads: SlowThreads,
) -> None:
    """Discord waits three seconds for a word, and a database may well take more."""
    await add(server.collection, NewArticle("Ferry", "The ferry crosses the lake at noon.\n\n" * 100))
    shown = await server.member.slash(server.channel, f"article {command}", **{option: "ferry"})
    threads.hang()
    clicking = asyncio.ensure_future(server.member.click(reply(shown).message, label=label))
    await threads.asked.wait()
    assert "/callback" in discord.transcript().splitlines()[-1]
    threads.answers.set()
    await clicking
