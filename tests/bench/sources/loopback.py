"""A web server in a process of its own that stands for many sites, so that it costs the measured one nothing.

    python -m tests.bench.sources.loopback ENTRIES

prints its port and serves until its standard input ends. Every address of 127.0.0.0/8 is a site of its
own with ``/whole.xml`` (a feed with the articles themselves), ``/teasers.xml`` (a feed with their
beginnings, and a page for each) and ETags for both.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from random import Random

from aiohttp import web

_WORDS = """
    harbour bridge council river market station theatre school winter summer morning street garden library
    engineer captain teacher farmer doctor painter neighbour visitor minister question answer plan budget
    repair storm flood concert opened closed promised counted measured painted carried rejected welcomed
    quietly slowly early together again never always yesterday because although while after before
""".split()
_PARAGRAPHS = 6


@contextmanager
def serving(entries: int) -> Iterator[int]:
    """The port of such a server, for as long as it is needed."""
    command = [sys.executable, "-m", "tests.bench.sources.loopback", str(entries)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        yield int(server.stdout.readline())
        assert server.stdin
        server.stdin.close()


def _sentences(random: Random, count: int) -> str:
    return " ".join(f"{' '.join(random.choices(_WORDS, k=14))}.".capitalize() for _ in range(count))


class _Sites:
    def __init__(self, entries: int) -> None:
        self.entries = entries

    def paragraphs(self, host: str, number: int) -> list[str]:
        random = Random(f"{host} {number}")
        return [_sentences(random, 5) for _ in range(_PARAGRAPHS)]

    def feed(self, host: str, *, is_whole: bool) -> str:
        site = f"http://{host}"
        entries = []
        for number in range(self.entries):
            paragraphs = self.paragraphs(host, number)
            body = "".join(f"<p>{each}</p>" for each in paragraphs)
            content = f"<content:encoded><![CDATA[{body}]]></content:encoded>" if is_whole else ""
            entries.append(
                f"<item><title>Article {number} of {host}</title><link>{site}/articles/{number}</link>"
                f"<guid>{site}/articles/{number}</guid><pubDate>{1 + number % 28:02} Jan 2026 08:00:00 GMT</pubDate>"
                f"<description>{paragraphs[0][:90]}...</description>{content}</item>"
            )
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            f"<channel><title>News of {host}</title><link>{site}/</link>{''.join(entries)}</channel></rss>"
        )

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        host = request.headers["Host"]
        path = request.path.strip("/")
        if path in ("whole.xml", "teasers.xml"):
            body = self.feed(host, is_whole=path == "whole.xml")
            etag = f'"{sha256(body.encode()).hexdigest()[:16]}"'
            if request.headers.get("If-None-Match") == etag:
                return web.Response(status=304, headers={"ETag": etag})
            return web.Response(text=body, content_type="application/rss+xml", headers={"ETag": etag})
        if path.startswith("articles/"):
            number = int(path.rpartition("/")[2])
            paragraphs = "".join(f"<p>{each}</p>" for each in self.paragraphs(host, number))
            page = (
                f"<html><head><title>Article {number} of {host}</title></head>"
                f"<body><nav>Home About</nav><article><h1>Article {number} of {host}</h1>{paragraphs}</article></body></html>"
            )
            return web.Response(text=page, content_type="text/html")
        return web.Response(status=404, text="Not found")


async def _serve(entries: int) -> None:
    import asyncio  # noqa: PLC0415 - only where this is a program

    runner = web.ServerRunner(web.Server(_Sites(entries).answer, access_log=None))
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()  # noqa: S104 - all of 127.0.0.0/8, as many sites
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    import asyncio

    asyncio.run(_serve(int(sys.argv[1])))
