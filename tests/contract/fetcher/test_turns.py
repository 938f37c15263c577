"""Whose turn it is at a host, and fetches that are given up."""

import asyncio

import pytest
from aiohttp import web

from index.errors import (
    TooLarge,
)
from index.ports import Fetcher
from tests.servers import Names, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


class Crowd:
    """Answers slowly, and knows how many were being answered at once."""

    def __init__(self) -> None:
        self.now: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.at_once = 0
        self.order: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        host = request.host
        self.order.append(request.path)
        self.now[host] = self.now.get(host, 0) + 1
        self.most[host] = max(self.most.get(host, 0), self.now[host])
        self.at_once = max(self.at_once, sum(self.now.values()))
        await asyncio.sleep(0.02)
        self.now[host] -= 1
        return web.Response(text=PAGE, content_type="text/html")


async def test_one_host_is_asked_one_thing_at_a_time(site: Site, fetcher: Fetcher) -> None:
    """Ten pages of one site are read one after the other, in the order they were asked for."""
    crowd = Crowd()
    urls = [site.handle(f"/{number}", crowd.answer) for number in range(10)]
    await asyncio.gather(*(fetcher.fetch(url) for url in urls))
    assert crowd.most == {site.host: 1}
    assert crowd.order == [f"/{number}" for number in range(10)]
    assert [seen.path for seen in site.requests].count("/robots.txt") == 1


async def test_many_hosts_are_asked_at_the_same_time(site: Site) -> None:
    """Pages of different sites do not wait for each other, up to the number that run at a time."""
    crowd, names = Crowd(), Names()
    site.handle("/a", crowd.answer)
    hosts = [f"site{number}.example.com" for number in range(12)]
    for host in hosts:
        names.add(host, ["127.0.0.1"])
    private = tuple(f"{host}:{site.port}" for host in hosts)
    for most, expected in ((64, range(6, 13)), (3, range(2, 4))):
        crowd.at_once = 0
        async with fetching(private_hosts=private, resolver=names, max_parallel=most) as fetcher:
            await asyncio.gather(*(fetcher.fetch(site.at("/a", host)) for host in hosts))
        assert crowd.at_once in expected
    assert set(crowd.most.values()) == {1}


async def test_host_in_trouble_delays_no_other(site: Site) -> None:
    """A site that hangs, with others waiting for it, leaves all the other sites as quick as ever."""
    stuck = asyncio.Event()

    async def hang(request: web.Request) -> web.Response:
        stuck.set()
        await asyncio.Event().wait()
        return web.Response()

    async with serving("127.0.0.2") as hanging, fetching(site, hanging) as fetcher:
        url = hanging.handle("/a", hang)
        waiting = [asyncio.create_task(fetcher.fetch(url)) for _ in range(20)]
        await stuck.wait()
        for _ in range(3):
            assert (await fetcher.fetch(site.add("/b", PAGE))).body
        assert len(hanging.paths) == 1
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)


@pytest.mark.parametrize(
    ("pause_s", "rules"), [(600.0, "User-agent: *\nDisallow: /x"), (0.0, "User-agent: *\nCrawl-delay: 600")]
)
async def test_host_is_left_alone_between_visits(site: Site, pause_s: float, rules: str) -> None:
    """A visit of rules, redirect and page is followed by a pause, ours or the site's, that is for this host only."""
    site.add("/robots.txt", rules, content_type="text/plain")
    site.redirect("/to", "/a")
    site.add("/a", PAGE)
    async with serving("127.0.0.2") as other, fetching(site, other, host_pause_s=pause_s) as fetcher:
        await fetcher.fetch(site.at("/to"))
        second = asyncio.create_task(fetcher.fetch(site.at("/a")))
        await fetcher.fetch(other.add("/b", PAGE))
        assert not second.done()
        second.cancel()
        assert [seen.path for seen in site.requests] == ["/robots.txt", "/to", "/a"]


async def test_pause_comes_to_an_end(site: Site) -> None:
    """After its pause a host is asked again, for whoever waited for it."""
    async with fetching(site, host_pause_s=0.05) as fetcher:
        urls = [site.add(f"/{number}", PAGE) for number in range(3)]
        await asyncio.gather(*(fetcher.fetch(url) for url in urls))
    assert site.paths == ["/0", "/1", "/2"]


async def test_hosts_are_forgotten(site: Site) -> None:
    """Sites that were visited long ago take no memory."""
    names = Names()
    hosts = [f"site{number}.example.com" for number in range(50)]
    for host in hosts:
        names.add(host, ["127.0.0.1"])
    site.add("/a", PAGE)
    private = tuple(f"{host}:{site.port}" for host in hosts)
    async with fetching(private_hosts=private, resolver=names, host_pause_s=0.01) as fetcher:
        await asyncio.gather(*(fetcher.fetch(site.at("/a", host)) for host in hosts))
        turns = fetcher._asking._turns  # noqa: SLF001  # nothing else shows what is remembered
        for _ in range(100):
            await asyncio.sleep(0.01 if turns else 0)
        assert len(turns) == 0


async def test_cancelled_fetch_leaves_nothing_behind(site: Site, fetcher: Fetcher) -> None:
    """Whoever gives up, while it waits or while it reads, takes nobody's turn."""
    reading = asyncio.Event()

    async def hang(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        await response.write(b"<html>")
        reading.set()
        await asyncio.Event().wait()
        return response

    site.handle("/hang", hang)
    site.add("/a", PAGE)
    first = asyncio.create_task(fetcher.fetch(site.at("/hang")))
    await reading.wait()
    second = asyncio.create_task(fetcher.fetch(site.at("/a")))
    third = asyncio.create_task(fetcher.fetch(site.at("/a")))
    await asyncio.sleep(0.01)
    second.cancel()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert (await third).body == PAGE.encode()
    assert second.cancelled()
    assert site.paths == ["/hang", "/a"]


async def test_fetches_of_one_fetcher_never_mix(site: Site, fetcher: Fetcher) -> None:
    """Each gets the page it asked for, also after others were broken off."""
    for number in range(20):
        site.add(f"/{number}", f"<html>{number}" + "x" * 100_000)
    for number in range(20):
        if number % 3 == 0:
            with pytest.raises(TooLarge):
                await fetcher.fetch(site.at(f"/{number}"), max_bytes=50_000)
        else:
            assert (await fetcher.fetch(site.at(f"/{number}"))).body.startswith(f"<html>{number}x".encode())
