"""Draw docs/pictures: replies of the running bot as a member sees them, in a browser.

    make pictures

Needs a Chromium; its path may be given in the environment as CHROMIUM.
"""

import asyncio
import os
import tempfile
from pathlib import Path

import simcord
from playwright.async_api import async_playwright
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env

from bot.__main__ import open_library
from bot.client import Pullquote
from bot.settings import Settings
from tests.texts import BRIDGE, LIGHTHOUSE

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


async def main() -> None:
    """Ask, and take pictures of the answers."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        library = open_library(Path(scratch, "pictures.db"), create=True)
        async with simcord.run(Pullquote(library, Settings())) as env:
            guild = env.create_guild("Harbour")
            member = guild.add_member(env.create_user("ann"))
            async for _ in library.add(str(guild.id), [LIGHTHOUSE, BRIDGE]):
                pass
            answers = guild.create_text_channel("answers")
            await member.slash(answers, "ask", question="Who built the lighthouse?")
            assert env.bot.user is not None
            await member.send(answers, f"<@{env.bot.user.id}> what would a new bridge cost?")
            await draw(env, answers, member, width=960, height=760)
            nothing = guild.create_text_channel("nothing-found")
            await member.slash(nothing, "ask", question="Who conducts the village orchestra?")
            await draw(env, nothing, member, width=960, height=560)
            phone = guild.create_text_channel("phone")
            await member.slash(phone, "ask", question="When did the old bridge collapse?")
            await draw(env, phone, member, width=390, height=700)
        await library.close()


async def draw(env: Env, channel: ChannelHandle, member: MemberActor, width: int, height: int) -> None:
    """A picture of the channel, named after it."""
    preview = env.preview(channel, viewers=[member], layout="channel", width=width, height=height)
    async with preview, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": width, "height": height})
        await page.goto(preview.url)
        await page.wait_for_timeout(1_500)
        await page.screenshot(path=FOLDER / f"{channel.name}.png")
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
