"""Draw docs/pictures: replies of the running bot as a member sees them, in a browser.

    make pictures

Needs a Chromium; its path may be given in the environment as CHROMIUM.
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import simcord
from playwright.async_api import Browser, async_playwright
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.__main__ import open_library
from bot.client import Pullquote
from bot.settings import Settings
from index.models import Actor, NewArticle
from tests.texts import BRIDGE, LIGHTHOUSE

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# Of a screen, and of a phone.
WIDE, NARROW = 960, 390
MAX_BYTES = 150_000
REPAIRS = [
    NewArticle(
        title="Bridge will cost 14 million, says mayor",
        text="The new bridge over the Sarn will cost 14 million crowns, the mayor said on Monday.",
        url="https://www.example.org/bridge-cost",
        author="Ada Winter",
        published_at="2024-03-11",
    ),
    NewArticle(
        title="Council doubles the budget for the crossing",
        text="The new bridge over the Sarn will cost 29 million crowns, the council decided last night.",
        url="https://news.example.com/budget",
        author="Ben Frost",
        published_at="2025-06-02",
    ),
]


@dataclass
class Studio:
    """A server with articles, a member, and a browser that takes pictures."""

    env: Env
    browser: Browser
    guild: GuildHandle
    member: MemberActor

    async def change(self, **settings: object) -> None:
        """Change the settings of the server."""
        assert isinstance(self.env.bot, Pullquote)
        actor = Actor("pictures", "Pictures")
        await self.env.bot.communities.change(str(self.guild.id), actor, **settings)

    async def ask(self, channel: ChannelHandle, question: str, **options: object) -> ResponseMessage:
        """The reply to /ask."""
        result = await self.member.slash(channel, "ask", question=question, **options)
        assert result.response is not None
        return result.response

    async def press(self, message: ResponseMessage, beginning: str) -> InteractionResult:
        """Press the first button whose custom_id begins so."""
        found = iter_ids(message.components)
        return await self.member.click(
            message.message, custom_id=next(each for each in found if each.startswith(beginning))
        )

    async def draw(self, channel: ChannelHandle, height: int, width: int = WIDE, name: str = "") -> None:
        """A picture of the channel, named after it."""
        preview = self.env.preview(
            channel, viewers=[self.member], layout="channel", width=width, height=height
        )
        path = FOLDER / f"{name or channel.name}.png"
        async with preview:
            page = await self.browser.new_page(viewport={"width": width, "height": height})
            await page.goto(preview.url)
            await page.wait_for_timeout(1_500)
            await page.screenshot(path=path)
            await page.close()
        assert path.stat().st_size < MAX_BYTES, path


def iter_ids(components: list[dict[str, object]]) -> list[str]:
    """The custom_ids of all buttons, in their order."""
    found: list[str] = []
    for component in components:
        found += [str(component["custom_id"])] if component.get("custom_id") else []
        inner = component.get("components")
        found += iter_ids(inner) if isinstance(inner, list) else []
    return found


@asynccontextmanager
async def open_studio() -> AsyncIterator[Studio]:
    """The bot over a library of its own, logged in to a Discord in memory."""
    with tempfile.TemporaryDirectory() as scratch:
        library = open_library(Path(scratch, "pictures.db"), create=True)
        async with (
            simcord.run(Pullquote(library, Settings())) as env,
            async_playwright() as playwright,
        ):
            guild = env.create_guild("Harbour")
            member = guild.add_member(env.create_user("ann"))
            async for _ in library.add(str(guild.id), [LIGHTHOUSE, BRIDGE]):
                pass
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            yield Studio(env, browser, guild, member)
            await browser.close()
        await library.close()


async def main() -> None:
    """Take all pictures."""
    FOLDER.mkdir(exist_ok=True)
    async with open_studio() as studio:
        await studio.change(member_questions=100)
        await draw_answers(studio)
        await draw_private_answer(studio)
        await draw_follow_up(studio)
        await draw_differing(studio)


async def draw_answers(studio: Studio) -> None:
    """An answer to a command, one to a mention, on a phone, and nothing found."""
    answers = studio.guild.create_text_channel("answers")
    await studio.ask(answers, "Who built the lighthouse?")
    assert studio.env.bot.user is not None
    await studio.member.send(answers, f"<@{studio.env.bot.user.id}> what would a new bridge cost?")
    await studio.draw(answers, height=850)
    nothing = studio.guild.create_text_channel("nothing-found")
    await studio.ask(nothing, "Who conducts the village orchestra?")
    await studio.draw(nothing, height=600)
    phone = studio.guild.create_text_channel("phone")
    await studio.ask(phone, "When did the old bridge collapse?")
    await studio.draw(phone, height=780, width=NARROW)


async def draw_private_answer(studio: Studio) -> None:
    """An answer that only its asker sees, and a quote in its context."""
    channel = studio.guild.create_text_channel("private-answer")
    await studio.change(is_private=True)
    await studio.ask(channel, "How many steps has the tower?")
    await studio.draw(channel, height=520)
    context = studio.guild.create_text_channel("in-context")
    message = await studio.ask(context, "When was the whale oil lamp replaced?")
    await studio.press(message, "context:")
    await studio.draw(context, height=780)
    await studio.change(is_private=False)


async def draw_follow_up(studio: Studio) -> None:
    """A question that goes on from the answer above it."""
    channel = studio.guild.create_text_channel("follow-up")
    message = await studio.ask(channel, "What would a new bridge cost?")
    form = await studio.press(message, "follow-up:")
    await studio.member.submit_modal(form, {"text": "And who warned of that?"})
    await studio.draw(channel, height=880)


async def draw_differing(studio: Studio) -> None:
    """Sources that do not agree."""
    bot = studio.env.bot
    assert isinstance(bot, Pullquote)
    async for _ in bot.library.add(str(studio.guild.id), REPAIRS):
        pass
    channel = studio.guild.create_text_channel("differing")
    await studio.ask(channel, "How much will the new bridge over the Sarn cost?")
    await studio.draw(channel, height=800)


if __name__ == "__main__":
    asyncio.run(main())
