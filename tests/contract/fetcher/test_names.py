"""Names and the addresses they stand for."""

import socket

import pytest

from index.errors import (
    AddressRefused,
    HostUnreachable,
)
from index.sources.fetch import _gate, _ways
from tests.servers import Names, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["::1"],
        ["fd00:ec2::254"],
        ["2002:a00:1::1"],
        ["8.8.8.8", "10.0.0.1"],
        ["10.0.0.1", "8.8.8.8"],
        ["8.8.8.8", "2606:4700:4700::1111", "::ffff:10.0.0.1"],
        ["fe80::1%eth0"],
    ],
)
async def test_one_bad_address_condemns_the_name(addresses: list[str]) -> None:
    """A name is not connected to if any of its addresses is not public, whichever comes first."""
    names = Names()
    names.add("pub.example.net", addresses)
    async with fetching(resolver=names) as fetcher:
        with pytest.raises(AddressRefused, match=r"^“http://pub\.example\.net/” is not the address"):
            await fetcher.fetch("http://pub.example.net/")
    assert names.asked == ["pub.example.net"]


async def test_name_is_judged_for_each_connection() -> None:
    """A name that becomes private after it was public is refused the next time it is connected to."""
    names = Names()
    async with serving() as site:
        site.add("/a", PAGE, headers={"Connection": "close"})
        site.add("/robots.txt", "", headers={"Connection": "close"})
        names.add("wiki.example.net", ["127.0.0.1"], ["127.0.0.1"], ["169.254.169.254"])
        async with fetching(private_hosts=(f"wiki.example.net:{site.port}",), resolver=names) as fetcher:
            await fetcher.fetch(site.at("/a", "wiki.example.net"))
            with pytest.raises(AddressRefused):
                await fetcher.fetch(site.at("/a", "wiki.example.net"))
    assert names.asked == ["wiki.example.net"] * 3


async def test_socket_judges_what_it_connects_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """What passed the gate by mistake, as an address or from a resolver, is still not connected to."""
    names = Names()
    monkeypatch.setattr(_gate, "is_public", bool)
    monkeypatch.setattr(_ways.CheckedResolver, "resolve", names.resolve)
    names.add("pub.example.net", ["127.0.0.1"])
    async with serving() as site:
        async with fetching(ports=(site.port,), resolver=names) as fetcher:
            for host in ("127.0.0.1", "pub.example.net"):
                with pytest.raises(AddressRefused):
                    await fetcher.fetch(site.at("/a", host))
        assert site.requests == []


async def test_only_the_names_of_urls_are_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page, feed or robots.txt names, nobody is asked about it: look-ups are for URLs fetched."""
    looked_up: list[str] = []
    original = socket.getaddrinfo

    def watch(host: str, port: int, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0) -> object:  # noqa: A002  # as the original
        looked_up.append(host)
        return original(host, port, family, type, proto, flags)

    names = Names()
    async with serving() as site:
        links = "".join(
            f'<a href="http://link{n}.example.net/"><img src="//img{n}.example.net/x">' for n in range(50)
        )
        site.add("/robots.txt", "User-agent: *\nSitemap: http://sitemap.example.net/\nHost: host.example.net")
        site.add(
            "/a",
            f'{PAGE}<base href="http://base.example.net/">{links}',
            headers={
                "Link": "<http://preload.example.net/>; rel=preload",
                "Content-Location": "http://location.example.net/",
            },
        )
        site.redirect("/b", f"http://second.example.org:{site.port}/a")
        names.add("first.example.org", ["127.0.0.1"])
        names.add("second.example.org", ["127.0.0.1"])
        hosts = tuple(f"{name}.example.org:{site.port}" for name in ("first", "second"))
        monkeypatch.setattr(socket, "getaddrinfo", watch)
        async with fetching(private_hosts=hosts, resolver=names) as fetcher:
            await fetcher.fetch(site.at("/b", "first.example.org"))
    assert set(names.asked) == {"first.example.org", "second.example.org"}
    assert set(looked_up) <= {"127.0.0.1"}  # the loop asks for the address itself, which is no look-up


async def test_system_resolver_looks_up_whole_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name is never completed by the machine's search domains; a private one may be."""
    looked_up: list[str] = []

    def watch(host: str, *rest: object, **options: object) -> list[object]:
        looked_up.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", watch)
    async with fetching(private_hosts=("wiki",)) as fetcher:
        with pytest.raises(
            HostUnreachable, match=r"^There is no site pub\.example\.net: the name is unknown"
        ):
            await fetcher.fetch("http://pub.example.net/")
        with pytest.raises(HostUnreachable, match="There is no site wiki"):
            await fetcher.fetch("http://wiki/")
    assert looked_up == ["pub.example.net.", "wiki"]


async def test_names_are_looked_up_by_the_machine(site: Site) -> None:
    """Without another resolver a name means what it means to the machine."""
    site.add("/a", PAGE)
    async with fetching(private_hosts=(f"localhost:{site.port}",)) as fetcher:
        fetched = await fetcher.fetch(site.at("/a", "LOCALHOST"))
    assert (fetched.url, fetched.body) == (site.at("/a", "localhost"), PAGE.encode())
