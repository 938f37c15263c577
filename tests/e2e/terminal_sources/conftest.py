"""Sources from the terminal: each command a process of its own, before web sites on this machine."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.servers import Site

Run = Callable[..., Awaitable[subprocess.CompletedProcess[str]]]
RSS, XML, PDF = "application/rss+xml", "application/xml", "application/pdf"

FERRY = [
    "The ferry across Lake Orrin made its last crossing on Sunday, after 88 years of service between the two shores.",
    "Its captain, Peter Holm, said that he would keep the bell and hang it above the door of his house in the village.",
    "The council has promised a bridge by the year 2031, but nobody who waited at the pier believed that it would come.",
    "Children had painted the railings blue in the night, and the crew left the paint as it was for the final run.",
]
LIGHT = [
    "The lighthouse at Cape Finnan will keep its keeper, although the lamp has been turned by a motor since the spring.",
    "Mary Quill has lived in the tower for thirty years and paints the gallery every April with four buckets of lime.",
    "The harbour office said that a person sees what a camera does not, and that storms take cameras before people.",
]
MARKET = [
    "The Saturday market moves to the old harbour in June, where the sheds have stood empty since the herring left.",
    "Forty stalls will find room under the iron roof, which the town has mended for ninety thousand crowns this year.",
    "Fish is sold from six in the morning; the baker opens at seven, and the band plays at ten if it does not rain.",
]


def page(title: str, paragraphs: list[str], head: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{title}</title>'
        f'<meta property="article:published_time" content="2025-03-03T08:00:00Z">{head}</head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def feed(site: Site, *entries: tuple[str, str]) -> str:
    """A feed of (path, title); each entry's text is on its page."""
    listed = "".join(
        f"<item><title>{title}</title><link>{site.at(path)}</link><guid>{path}</guid></item>"
        for path, title in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour News</title>{listed}</channel></rss>'


def sitemap(site: Site, *paths: str) -> str:
    listed = "".join(f"<url><loc>{site.at(path)}</loc></url>" for path in paths)
    return (
        f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</urlset>'
    )


def environment(*hosts: str, **more: str) -> dict[str, str]:
    """With leave to fetch from these, and from nowhere else that is not public."""
    return dict(os.environ, PULLQUOTE_PRIVATE_HOSTS=",".join(hosts), PULLQUOTE_HOST_PAUSE_S="0") | more


# The command line, again and again in one process, which imports everything once: a line of arguments in,
# a line of exit code and output out.
SESSION = """
import io, json, sys
from contextlib import redirect_stderr, redirect_stdout
from bot.__main__ import main
for line in sys.stdin:
    sys.argv = ["pullquote", *json.loads(line)]
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as exit:
            code = exit.code or 0
    print(json.dumps([code, *(each.buffer.getvalue().decode() for each in (out, err))]), flush=True)
"""


@pytest.fixture
async def run(site: Site, tmp_path: Path) -> AsyncIterator[Run]:
    """The command line in a process with leave to fetch from the site, which goes on answering."""
    session = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SESSION),
        cwd=tmp_path,
        env=environment(site.host),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        limit=10_000_000,
    )

    async def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        assert session.stdin
        assert session.stdout
        session.stdin.write(json.dumps(arguments).encode() + b"\n")
        answer = await asyncio.wait_for(session.stdout.readline(), 120)
        return subprocess.CompletedProcess(arguments, *json.loads(answer))

    yield run
    session.kill()
    await session.wait()


@pytest.fixture
def news(site: Site) -> Site:
    """A site with three pages, a feed of two of them, which every page announces, and a sitemap."""
    announced = '<link rel="alternate" type="application/rss+xml" title="News" href="/feed.xml">'
    site.add("/ferry", page("The last ferry", FERRY, announced))
    site.add("/light", page("A light and its keeper", LIGHT, announced))
    site.add("/market", page("The market moves", MARKET, announced))
    entries = ("/ferry", "The last ferry"), ("/light", "A light and its keeper")
    site.add("/feed.xml", feed(site, *entries), content_type=RSS)
    site.add("/sitemap.xml", sitemap(site, "/light", "/market", "/lost"), content_type=XML)
    return site


def parsed(result: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert result.returncode == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def clean(result: subprocess.CompletedProcess[str], code: int = 0) -> str:
    """What was said, where nothing of Python's or of the log's may be."""
    assert result.returncode == code, result.stderr
    for noise in ("Traceback", "[warning", "[error", "went wrong on our side"):
        assert noise not in result.stdout + result.stderr
    return result.stdout
