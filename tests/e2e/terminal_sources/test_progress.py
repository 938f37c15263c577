import asyncio
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

from aiohttp import web

from tests.e2e.terminal_sources.conftest import (
    FERRY,
    RSS,
    Run,
    clean,
    environment,
    feed,
    page,
    parsed,
)
from tests.servers import Site


async def test_ctrl_c_in_the_middle_keeps_what_was_told(site: Site, run: Run, tmp_path: Path) -> None:
    """Whoever breaks off an addition learns how far it came; all that was told is stored, each article whole."""
    stuck = asyncio.Event()

    async def never(_: web.Request) -> web.Response:
        stuck.set()
        await asyncio.sleep(600)
        return web.Response()

    site.add("/ferry", page("The last ferry", FERRY))
    site.handle("/stuck", never)
    site.add("/feed.xml", feed(site, ("/ferry", "The last ferry"), ("/stuck", "Stuck")), content_type=RSS)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "add", site.at("/feed.xml"), cwd=tmp_path, env=environment(site.host, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    told = await asyncio.wait_for(process.stdout.readline(), 60)
    await asyncio.wait_for(stuck.wait(), 60)
    process.send_signal(signal.SIGINT)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    assert told.startswith(b"added     The last ferry")
    assert (process.returncode, out) == (1, b"stopped early, after at least 1 added\n")
    assert b"Traceback" not in err
    (source,) = parsed(await run("source", "list", "--json"))
    assert source["articles"] == 1
    assert "The last ferry" in clean(await run("articles"))


def test_lines_are_printed_past_the_bar(tmp_path: Path) -> None:
    """In a terminal the progress bar and the lines about articles stand each on a line of its own."""
    (tmp_path / "notes").mkdir()
    for number in range(150):  # more than are stored together, so that some are told while others are read
        (tmp_path / "notes" / f"{number:03}.txt").write_text(
            f"Note {number}\n\nThe number of it is {number}.\n"
        )
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "bot", "add", "notes", "missing.txt"]
    env = environment(TERM="xterm", COLUMNS="100")
    with subprocess.Popen(command, cwd=tmp_path, env=env, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        shown = b""
        while part := read_pty(ours):
            shown += part
        assert process.wait(60) == 1
    lines = [line.split("\r")[-1] for line in shown.decode().replace("\r\n", "\n").split("\n")]
    assert "━" in shown.decode()
    assert [line for line in lines if "━" in line and ("added" in line or "missing" in line)] == []
    assert sum("added " in line for line in lines) == 150


def read_pty(descriptor: int) -> bytes:
    """What is shown next; nothing at the end, which Linux tells by an error."""
    try:
        return os.read(descriptor, 65_536)
    except OSError:
        return b""
