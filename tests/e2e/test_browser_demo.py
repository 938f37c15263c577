"""The demo in a browser, as somebody tries the bot before there is a Discord application."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.gathering import page as page_with
from tests.servers import Site

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))

pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason="there is no Chromium; CHROMIUM may name one")


@pytest.fixture
def link(tmp_path: Path, site: Site) -> Iterator[str]:
    """`pullquote demo`, running; the link that it tells."""
    demo = subprocess.Popen(
        [sys.executable, "-m", "bot", "demo"],
        cwd=tmp_path,
        env=os.environ | {"PULLQUOTE_PRIVATE_HOSTS": site.host},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert demo.stdout is not None
        found = next(filter(None, (re.search(r"http://127\.0\.0\.1:\S+", line) for line in demo.stdout)))
        yield found.group()
        demo.send_signal(signal.SIGINT)
        assert "The demo has ended." in demo.stdout.read()
        assert demo.wait(30) == 0
    finally:
        demo.kill()
        demo.communicate()


@asynccontextmanager
async def opened(link: str) -> AsyncIterator[Page]:
    """The page of the demo."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        page = await browser.new_page(viewport={"width": 1_200, "height": 900})
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        await page.goto(link)
        try:
            yield page
        finally:
            await page.screenshot(path="browser-demo.png")
        await browser.close()


async def slash(page: Page, command: str, value: str = "", *, option: str = "") -> None:
    """Write a command, and one option: the first, or the one that is named."""
    await page.locator("#channel-composer-input").press_sequentially(f"/{command}")
    await page.get_by_role("option", name=f"/{command}").first.click()
    if option:
        await page.get_by_role("option", name=re.compile(rf"^{option}\b")).click()
    if value:
        await page.keyboard.type(value)
    await page.keyboard.press("Enter")


async def become(page: Page, name: str) -> None:
    """See the channel as somebody else."""
    await page.get_by_label("Viewing as").select_option(label=name)
    await expect(page.get_by_text("Preview ready")).to_be_visible()


async def test_everything_can_be_tried_in_a_browser(link: str, site: Site) -> None:
    """Ask, page on, follow up, say it was helpful; be refused as a member, add a source as a moderator."""
    text = "The ferry Orrin crossed the lake for 88 years."
    site.add(
        "/ferry", page_with("The last ferry", *[f"{text} This was crossing number {n}." for n in range(9)])
    )
    async with opened(link) as page:
        shown = page.get_by_role("region", name="Conversation")
        await slash(page, "ask", "How do I add a source?")
        await expect(shown).to_contain_text("1. ")
        await page.get_by_role("button", name="more quote").first.click()
        await expect(shown).to_contain_text("Only you can see this")
        await page.get_by_role("button", name="Ask a follow-up").first.click()
        form = page.get_by_role("dialog")
        await form.get_by_role("textbox").fill("And which intents does it need?")
        await form.get_by_role("button", name="Submit").click()
        await expect(shown).to_contain_text("And which intents does it need?")
        await page.get_by_role("button", name=re.compile(r"\bHelpful")).first.click()
        await expect(shown).to_contain_text("It is noted that this answer was helpful")

        await slash(page, "source add", site.at("/ferry"), option="link")
        await expect(shown).to_contain_text("Only moderators may do that here")
        await become(page, "Mia")
        await slash(page, "source add", site.at("/ferry"), option="link")
        await page.get_by_role("button", name="Add", exact=True).click()
        await expect(shown).to_contain_text("1 article added")
        await slash(page, "ask", "For how long did the ferry cross the lake?")
        await expect(shown).to_contain_text("for 88 years")
