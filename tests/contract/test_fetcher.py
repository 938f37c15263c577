"""The port ``index.ports.Fetcher`` over real servers on loopback addresses."""

import asyncio
import gzip
import os
import socket
import tracemalloc
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from aiohttp import web

from index.errors import (
    AddressRefused,
    FetchError,
    HostUnreachable,
    PageGone,
    RobotsRefused,
    ServerRefused,
    TooLarge,
    TypeRefused,
)
from index.ports import Fetcher
from index.sources.fetch import _gate, _ways
from tests.servers import Certificates, Names, Site, fetching, raw_server, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."
ZEROS_MB = 40


@pytest.fixture
async def fetcher(site: Site) -> AsyncIterator[Fetcher]:
    """A fetcher that may reach the site."""
    async with fetching(site) as fetcher:
        yield fetcher


# What comes back


async def test_page_comes_with_all_that_is_said_of_it(site: Site, fetcher: Fetcher) -> None:
    """A page is fetched with its address, type, charset and validators."""
    headers = {"ETag": '"1"', "Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT", "Retry-After": "60"}
    url = site.add("/a", PAGE, content_type="Text/HTML; Charset=ISO-8859-1", headers=headers)
    fetched = await fetcher.fetch(url)
    assert (fetched.url, fetched.body) == (url, PAGE.encode())
    assert (fetched.content_type, fetched.charset) == ("text/html", "iso-8859-1")
    assert (fetched.etag, fetched.last_modified) == ('"1"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert fetched.retry_after_s == 60
    assert (fetched.moved_to, fetched.is_unchanged) == (None, False)


async def test_request_says_who_asks_and_nothing_else(site: Site) -> None:
    """Sites learn the program and whom to write to; no cookie, password, referrer or proxy is sent."""
    names = Names()
    names.add("wiki.example.net", ["127.0.0.1"])
    site.add("/b", PAGE, headers={"Set-Cookie": "id=1; Path=/"})
    site.redirect("/a", "/b")
    hosts = (f"wiki.example.net:{site.port}",)
    async with fetching(resolver=names, private_hosts=hosts, contact="https://example.org/bot") as fetcher:
        for _ in range(2):
            await fetcher.fetch(site.at("/a", "wiki.example.net"))
    assert site.paths == ["/a", "/b", "/a", "/b"]
    for seen in site.requests:
        assert sorted(seen.headers) == ["Accept", "Accept-Encoding", "Host", "User-Agent"]
        assert seen.headers["User-Agent"].startswith("Pullquote/")
        assert seen.headers["User-Agent"].endswith(" (+https://example.org/bot)")


async def test_environment_has_no_say(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    """A proxy or password in the environment is not used: it would see, or reach, what it should not."""
    async with serving() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.at("/"))
        monkeypatch.delenv("no_proxy", raising=False)
        netrc = f"{tmp_path}/netrc"
        with open(os.open(netrc, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:  # noqa: ASYNC230, PTH123  # with its mode
            file.write("machine 127.0.0.1 login ann password secret\n")
        monkeypatch.setenv("NETRC", netrc)
        await fetcher.fetch(site.add("/a", PAGE))
        assert proxy.requests == []
    assert "Authorization" not in site.requests[-1].headers


async def test_unchanged_page_is_told_as_such(site: Site, fetcher: Fetcher) -> None:
    """What has not changed since the last look is not sent again."""

    async def answer(request: web.Request) -> web.Response:
        is_same = request.headers.get("If-None-Match") == '"1"'
        return web.Response(status=304) if is_same else web.Response(text=PAGE, content_type="text/html")

    url = site.handle("/a", answer)
    assert not (await fetcher.fetch(url, etag='"0"')).is_unchanged
    fetched = await fetcher.fetch(url, etag='"1"', last_modified="Mon, 01 Jan 2024 00:00:00 GMT")
    assert (fetched.is_unchanged, fetched.body, fetched.etag) == (True, b"", '"1"')
    assert site.requests[-1].headers["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"


async def test_hostile_validator_is_not_sent(site: Site, fetcher: Fetcher) -> None:
    """A validator that would break a request is left out of it, and one that cannot be sent is not kept."""
    url = site.add("/b", PAGE, headers={"ETag": '"é"', "Last-Modified": "x" * 2_000})
    fetched = await fetcher.fetch(url)
    assert (fetched.etag, fetched.last_modified) == (None, None)
    await fetcher.fetch(site.add("/a", PAGE), etag='"1"\r\nX-Injected: 1', last_modified="é" * 2_000)
    assert not {"If-None-Match", "If-Modified-Since", "X-Injected"} & set(site.requests[-1].headers)


# Redirects


async def test_redirects_are_followed(site: Site, fetcher: Fetcher) -> None:
    """A page is found where it is now; only if all say that it is there for good has it moved."""
    page = site.add("/page", PAGE)
    moved = site.redirect("/moved", "/page", 301)
    for_now = site.redirect("/for-now", "moved", 302)
    assert (await fetcher.fetch(moved)).moved_to == page
    fetched = await fetcher.fetch(f"{for_now}#part")
    assert (fetched.url, fetched.moved_to) == (f"{page}#part", None)


async def test_five_redirects_are_followed_and_not_six(site: Site, fetcher: Fetcher) -> None:
    """A chain of redirects has an end after five."""
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}", 307)
    site.add("/6", PAGE)
    assert (await fetcher.fetch(site.at("/1"))).body
    with pytest.raises(ServerRefused, match="leads on and on, over more than 5 redirects"):
        await fetcher.fetch(site.at("/0"))


@pytest.mark.parametrize("target", ["/a", "/b"])
async def test_circle_of_redirects_is_told(site: Site, fetcher: Fetcher, target: str) -> None:
    """Pages that lead to each other are told apart from pages that are not there."""
    site.redirect("/b", "/a#again")
    with pytest.raises(ServerRefused, match=r"^127\.0\.0\.1 leads round in circles"):
        await fetcher.fetch(site.redirect("/a", target, 308))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://127.0.0.2:{port}/",
        "//localhost:{port}/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:7f00:1]/",
        "http://2130706433/",
        "/\\127.0.0.1/",
        "gopher://127.0.0.1:6379/",
        "data:text/html,x",
        "javascript:alert(1)",
        "http://user:pw@example.com/",
        "http://example.com:22/",
        "http://pub.example.net/",
        "http://exa mple.com/",
        "http://example.com/\u2028",
        "http://[::1",
    ],
)
async def test_redirect_passes_the_gate_anew(site: Site, status: int, target: str) -> None:
    """No site can lead to where nobody may go by himself."""
    names = Names()
    names.add("pub.example.net", ["127.0.0.1"])
    url = site.redirect("/a", target.format(port=site.port), status)
    async with fetching(site, resolver=names) as fetcher:
        with pytest.raises(AddressRefused) as refused:
            await fetcher.fetch(url)
    assert "public web page" in str(refused.value)
    assert site.paths == ["/a"]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ([], ServerRefused),
        ([("Location", "/b"), ("Location", "/c")], ServerRefused),
        ([("Location", "")], ServerRefused),
        ([("Location", "/" + "b" * 8_192)], AddressRefused),
        ([("Location", "/" + "b" * 20_000)], ServerRefused),
    ],
)
async def test_redirect_that_leads_nowhere_is_refused(
    site: Site, fetcher: Fetcher, headers: list[tuple[str, str]], expected: type[FetchError]
) -> None:
    """A redirect with no place, two places or an endless one is not followed."""
    site.add("/b", PAGE)
    with pytest.raises(expected):
        await fetcher.fetch(site.add("/a", status=302, headers=headers))
    assert site.paths == ["/a"]


async def test_public_site_cannot_lead_to_a_private_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A private host is reached by whoever names it, and by no redirect of a site on the internet."""
    names = Names()
    names.add("pub.example.net", ["127.0.0.1"])
    monkeypatch.setattr(_ways, "is_public", bool)  # no test has a site on the internet
    async with serving() as public, serving("127.0.0.2") as private:
        private.add("/secret", PAGE)
        public.redirect("/a", private.at("/secret"))
        async with fetching(private, ports=(public.port,), resolver=names) as fetcher:
            await fetcher.fetch(private.at("/secret"))
            with pytest.raises(AddressRefused):
                await fetcher.fetch(public.at("/a", "pub.example.net"))
        assert (public.paths, private.paths) == (["/a"], ["/secret"])


# Names and addresses


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


# What is not there


@pytest.mark.parametrize(
    ("status", "expected", "sentence"),
    [
        (401, ServerRefused, "127.0.0.1 answered 401: the page is for people who log in."),
        (403, ServerRefused, "127.0.0.1 answered 403: it does not let programs read it."),
        (404, PageGone, "127.0.0.1 answered 404: there is no such page."),
        (410, PageGone, "127.0.0.1 answered 410: the page is gone for good."),
        (451, ServerRefused, "127.0.0.1 answered 451: the page is withheld for legal reasons."),
        (500, ServerRefused, "127.0.0.1 answered 500: something is wrong at the site; try again later."),
        (599, ServerRefused, "127.0.0.1 answered 599: something is wrong at the site; try again later."),
        (204, ServerRefused, "127.0.0.1 answered 204: it has no page to show."),
        (206, ServerRefused, "127.0.0.1 answered 206: it has no page to show."),
        (304, ServerRefused, "127.0.0.1 answered 304: it leads nowhere."),
        (799, ServerRefused, "127.0.0.1 answered 799: nobody knows what that means."),
    ],
)
async def test_status_is_told_in_a_sentence(
    site: Site, fetcher: Fetcher, status: int, expected: type[FetchError], sentence: str
) -> None:
    """Each answer that is no page says which site it was, and what that means."""
    with pytest.raises(expected) as refused:
        await fetcher.fetch(site.add("/a", PAGE if status not in {204, 304} else "", status=status))
    assert (str(refused.value), refused.value.status) == (sentence, status)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("header", "least_s", "most_s"),
    [
        ("120", 120, 120),
        ("{in five hours}", 3_600, 18_000),
        ("Mon, 01 Jan 2024 00:00:00 GMT", 0, 0),
        ("99999999999", 30 * 86_400, 30 * 86_400),
    ],
)
async def test_site_says_when_to_come_back(
    site: Site, fetcher: Fetcher, status: int, header: str, least_s: float, most_s: float
) -> None:
    """What a busy site asks to wait is passed on, by seconds or by date, up to a month."""
    in_five_hours = format_datetime(datetime.now(UTC) + timedelta(hours=5), usegmt=True)
    header = header.replace("{in five hours}", in_five_hours)
    url = site.add("/a", status=status, headers={"Retry-After": header})
    with pytest.raises(ServerRefused) as refused:
        await fetcher.fetch(url)
    assert least_s <= (refused.value.retry_after_s or 0) <= most_s


@pytest.mark.parametrize("header", ["soon", "-5", "1.5", "٣", ""])
async def test_senseless_time_to_wait_is_none(site: Site, fetcher: Fetcher, header: str) -> None:
    """A time to wait that nobody understands is passed over."""
    fetched = await fetcher.fetch(site.add("/a", PAGE, headers={"Retry-After": header}))
    assert fetched.retry_after_s is None


async def test_host_that_is_down_is_told() -> None:
    """A host that does not take connections is told apart from one that does not exist."""
    async with serving() as site:
        pass
    async with fetching(site) as fetcher:
        with pytest.raises(HostUnreachable, match=r"^127\.0\.0\.1 refuses the connection"):
            await fetcher.fetch(site.at("/a"))


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "There is no site a.example.com: the name is unknown"),
        (
            socket.gaierror(socket.EAI_AGAIN, "x"),
            "a.example.com could not be looked up: the name service does not",
        ),
        ([], "There is no site a.example.com"),
    ],
)
async def test_name_that_is_not_found_is_told(answer: list[str] | Exception, sentence: str) -> None:
    """A name that does not exist and one that cannot be looked up now are different sentences."""
    names = Names()
    names.add("a.example.com", answer)
    async with fetching(resolver=names) as fetcher:
        with pytest.raises(HostUnreachable, match=f"^{sentence}"):
            await fetcher.fetch("https://a.example.com/")


async def test_name_service_that_hangs_is_told() -> None:
    """Looking up a name has a limit of its own."""
    names = Names()
    names.add("a.example.com", asyncio.Event())
    async with fetching(resolver=names, dns_timeout_s=0.05) as fetcher:
        with pytest.raises(HostUnreachable, match=r"could not be looked up within 0\.05 seconds"):
            await fetcher.fetch("https://a.example.com/")


# TLS


@pytest.mark.parametrize(
    ("names", "options", "is_believed", "sentence"),
    [
        (["127.0.0.1"], {}, True, None),
        (["example.org"], {}, True, "The certificate of 127.0.0.1 is for another site"),
        (
            ["127.0.0.1"],
            {"not_after": datetime(2020, 1, 1, tzinfo=UTC)},
            True,
            "The certificate of 127.0.0.1 has expired",
        ),
        (["127.0.0.1"], {}, False, "The certificate of 127.0.0.1 is vouched for by somebody unknown"),
    ],
)
async def test_certificate_is_checked(
    names: list[str], options: dict[str, object], is_believed: bool, sentence: str | None
) -> None:
    """A site that cannot show who it is is not asked anything, and the reason is said."""
    certificates = Certificates()
    tls = (certificates if is_believed else Certificates()).client()
    async with (
        serving(tls=certificates.server(*names, **options)) as site,
        fetching(site, tls=tls) as fetcher,
    ):
        url = site.add("/a", PAGE)
        if sentence is None:
            assert (await fetcher.fetch(url)).body == PAGE.encode()
        else:
            with pytest.raises(HostUnreachable, match=f"^{sentence}"):
                await fetcher.fetch(url)
            assert site.requests == []


async def test_unsafe_connection_is_told(site: Site) -> None:
    """A server that does not speak TLS where it should is told as such."""
    async with fetching(site) as fetcher:
        with pytest.raises(HostUnreachable, match="does not speak TLS"):
            await fetcher.fetch(f"https://{site.host}/")


async def test_safe_connection_is_not_left() -> None:
    """A page of https does not lead to one of http; the other way is usual."""
    certificates = Certificates()
    async with serving() as plain, serving(tls=certificates.server("127.0.0.1")) as safe:
        plain.add("/a", PAGE)
        safe.add("/b", PAGE)
        async with fetching(plain, safe, tls=certificates.client()) as fetcher:
            with pytest.raises(ServerRefused, match=r"from a safe connection \(https\) to one that is not"):
                await fetcher.fetch(safe.redirect("/down", plain.at("/a")))
            assert (await fetcher.fetch(plain.redirect("/up", safe.at("/b")))).url == safe.at("/b")
        assert "/a" not in plain.paths


# How much, and how long


async def test_too_long_a_page_is_refused_by_its_length(site: Site) -> None:
    """A page that says it is too long is not read at all; limits differ for pages and files."""
    async with fetching(site, max_page_bytes=1_000, max_file_bytes=3_000) as fetcher:
        with pytest.raises(TooLarge, match=r"127\.0\.0\.1 sent more than 0\.001 MB"):
            await fetcher.fetch(site.add("/long", PAGE + "x" * 1_000))
        await fetcher.fetch(site.add("/file", b"%PDF-1.7 " + b"x" * 2_900, content_type="application/pdf"))
        with pytest.raises(TooLarge):
            await fetcher.fetch(
                site.add("/file", b"%PDF-1.7 " + b"x" * 3_000, content_type="application/pdf")
            )
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.add("/feed", "<rss>" + "x" * 2_500, content_type="text/xml"))
        await fetcher.fetch(site.add("/map", "<urlset>" + "x" * 2_500, content_type="text/xml"))
        with pytest.raises(TooLarge, match=r"more than 0\.0001 MB"):
            await fetcher.fetch(site.add("/short", PAGE + "x" * 100), max_bytes=100)
        await fetcher.fetch(site.at("/long"), max_bytes=5_000)


async def test_endless_page_is_stopped(site: Site) -> None:
    """A page without an end is let go of at the limit."""
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>more" * 10_000)
            sent += 70_000

    async with fetching(site, max_page_bytes=1_000_000) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.handle("/a", answer))
    assert sent < 20_000_000


def _zeros(compressor: "zlib._Compress") -> bytes:
    return (
        compressor.compress(b"<html>")
        + b"".join(compressor.compress(bytes(1_000_000)) for _ in range(ZEROS_MB))
        + compressor.flush()
    )


@pytest.mark.parametrize(("coding", "window"), [("gzip", 31), ("deflate", 15), ("deflate", -15)])
async def test_bomb_is_stopped_at_the_limit(site: Site, coding: str, window: int) -> None:
    """What unpacks to far more than the limit is never unpacked as a whole."""
    bomb = _zeros(zlib.compressobj(9, zlib.DEFLATED, window))
    url = site.add("/a", bomb, headers={"Content-Encoding": coding})
    async with fetching(site, max_page_bytes=1_000_000) as fetcher:
        tracemalloc.start()
        try:
            with pytest.raises(TooLarge):
                await fetcher.fetch(url)
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert len(bomb) < 100_000
    assert peak < 8_000_000


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)),
        ("x-gzip", gzip.compress(PAGE.encode(), mtime=0)),
        ("GZIP", gzip.compress(PAGE[:20].encode(), mtime=0) + gzip.compress(PAGE[20:].encode(), mtime=0)),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0) + bytes(100)),
        ("deflate", zlib.compress(PAGE.encode())),
        ("deflate", zlib.compress(PAGE.encode(), wbits=-15)),
        ("identity", PAGE.encode()),
        ("", PAGE.encode()),
    ],
)
async def test_packed_page_is_unpacked(site: Site, fetcher: Fetcher, coding: str, data: bytes) -> None:
    """Pages are read in each packing that was asked for, as servers really send it."""
    fetched = await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))
    assert fetched.body.decode() == PAGE


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 1_000_000])
async def test_long_packed_page_comes_whole(site: Site, fetcher: Fetcher, size: int) -> None:
    """Not a byte is lost where pieces end."""
    page = PAGE.encode() + bytes(i * i % 251 + 1 for i in range(size))
    for coding, data in (("gzip", gzip.compress(page, mtime=0)), ("deflate", zlib.compress(page, 1))):
        fetched = await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))
        assert fetched.body == page


@pytest.mark.parametrize(
    ("coding", "data", "sentence"),
    [
        (
            "gzip, gzip",
            gzip.compress(gzip.compress(PAGE.encode(), mtime=0), mtime=0),
            "packed in a way that is not read",
        ),
        ("br", b"\x0b\x02\x80<p>x\x03", "packed in a way that is not read"),
        ("zstd", b"\x28\xb5\x2f\xfd", "packed in a way that is not read"),
        ("deflate,identity", zlib.compress(PAGE.encode()), "packed in a way that is not read"),
        ("gzip", PAGE.encode(), "is damaged"),
        ("deflate", PAGE.encode(), "is damaged"),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-9], "is damaged"),
        ("gzip", gzip.compress(PAGE.encode(), mtime=0)[:-4] + b"abcd", "is damaged"),
        ("gzip", gzip.compress(b"", mtime=0) * 5_000, "is damaged"),
    ],
)
async def test_badly_packed_page_is_refused(
    site: Site, fetcher: Fetcher, coding: str, data: bytes, sentence: str
) -> None:
    """What cannot be unpacked, or is packed twice, is refused in a sentence."""
    with pytest.raises(TypeRefused, match=f"127.0.0.1 sent a page (that )?{sentence}"):
        await fetcher.fetch(site.add("/a", data, headers={"Content-Encoding": coding}))


Raw = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


def _says(data: bytes, then: float | None = None) -> Raw:
    async def say(head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if then is not None:
            await asyncio.sleep(then)

    return say


async def _drips(head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"<p>")
        await writer.drain()
        await asyncio.sleep(0.01)


async def _heads(head: bytes, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X-More: more\r\n" * 1_000)
        await writer.drain()


async def _hints(head: bytes, writer: asyncio.StreamWriter) -> None:
    while True:
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)
        await writer.drain()
        await asyncio.sleep(0)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@pytest.mark.parametrize(
    ("answer", "expected", "sentence"),
    [
        (_says(b""), HostUnreachable, "broke off"),
        (_says(b"SSH-2.0-OpenSSH_9.6\r\n"), ServerRefused, "something that is no web page"),
        (_says(b"\x00\xff\x00\xff\r\n\r\n"), ServerRefused, "something that is no web page"),
        (_says(OK + b"Content-Length: 100\r\n\r\n<p>x"), HostUnreachable, "broke off"),
        (_says(OK + b"Content-Length: 4\r\n\r\n<p>xHTTP/1.1 200 OK\r\n\r\n"), None, ""),
        (_says(OK + b"Content-Length: 4\r\n\r\n<p>x and more"), FetchError, "127.0.0.1 "),
        (_says(OK + b"Content-Length: x\r\n\r\n<p>x"), ServerRefused, "no web page"),
        (_says(OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n<p>xx"), ServerRefused, "no web page"),
        (_says(OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\n<p>x\r\nzz\r\n"), FetchError, "127.0.0.1 "),
        (_says(OK + b"X-Long: " + b"x" * 1_000_000 + b"\r\n\r\n<p>x"), ServerRefused, "too many headers"),
        (_says(OK + b"X: y\r\n" * 10_000 + b"\r\n<p>x"), ServerRefused, "too many headers"),
        (_heads, ServerRefused, "too many headers"),
        (_hints, HostUnreachable, "is too slow: the page was not there after 0.5 seconds"),
        (_says(b"HTTP/1.1 200 OK\r\n", 5), HostUnreachable, "is too slow: nothing came for 0.2 seconds"),
        (
            _says(OK + b"Content-Length: 100\r\n\r\n<p>x", 5),
            HostUnreachable,
            "is too slow: nothing came for 0.2",
        ),
        (_says(OK + b"Content-Length: 100000000\r\n\r\n<p>x", 5), TooLarge, "sent more than 5 MB"),
        (_drips, HostUnreachable, "is too slow: the page was not there after 0.5 seconds"),
        (_says(b"HTTP/1.1 200 OK\r\n\r\n<p>x"), None, ""),
        (_says(b"HTTP/1.1 200 OK\r\n\r\nx"), TypeRefused, "does not say what it sent"),
        (_says(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"), TypeRefused, "an empty page"),
    ],
)
async def test_lying_server_costs_a_sentence(
    answer: Raw, expected: type[FetchError] | None, sentence: str
) -> None:
    """Whatever a server does instead of answering, it ends in time and is told in a sentence."""
    async with raw_server(answer) as site, fetching(site, read_timeout_s=0.2, timeout_s=0.5) as fetcher:
        if expected is None:
            assert (await fetcher.fetch(site.at("/a"))).body == b"<p>x"
            return
        with pytest.raises(expected, match=sentence) as refused:
            await fetcher.fetch(site.at("/a"))
    assert str(refused.value).startswith(("127.0.0.1 ", "What 127.0.0.1 "))
    assert len(str(refused.value)) < 200


# Kinds of content


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("text/html", b"plain words in a page"),
        ("text/html", b"\xff\xfe" + "<html>wide".encode("utf-16-le")),
        ("text/html; charset=utf-16le", "<html>wide".encode("utf-16-le")),
        ("application/xhtml+xml", b"<?xml version='1.0'?><html/>"),
        ("application/rss+xml", b"\xef\xbb\xbf <?xml version='1.0'?><rss/>"),
        ("application/xml", b"<!-- made by hand --><feed/>"),
        ("application/feed+json", b' {"version": "https://jsonfeed.org/version/1.1"}'),
        ("text/plain", b"RIFF is a word, and so is MZ"),
        ("text/markdown; charset=utf-8", b"# Bridge"),
        ("application/pdf", b"%PDF-1.7 ..."),
        ("application/octet-stream", b"%PDF-1.7 ..."),
        ("application/epub+zip", b"PK\x03\x04" + bytes(26) + b"mimetypeapplication/epub+zip"),
        ("application/octet-stream", b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml"),
        ("application/gzip", gzip.compress(b"<urlset/>", mtime=0)),
        ("application/x-gzip", b"<?xml version='1.0'?><urlset/>"),
        ("text/xml", gzip.compress(b"<urlset/>", mtime=0)),
        ("text/plain", b"An article about charset=utf-7"),
    ],
)
async def test_kind_that_is_read_passes(site: Site, fetcher: Fetcher, content_type: str, data: bytes) -> None:
    """Everything that a reader exists for is let in, by its type or by its first bytes."""
    fetched = await fetcher.fetch(site.add("/a", data, content_type=content_type))
    assert (fetched.body, fetched.content_type) == (data, content_type.partition(";")[0])


@pytest.mark.parametrize(
    ("content_type", "data", "sentence"),
    [
        ("image/png", b"<html>hidden", r"sent an image \(image/png\), which is not read"),
        ("image/svg+xml", b"<svg/>", "sent an image"),
        ("video/mp4", b"....ftyp", "sent a video"),
        ("audio/mpeg", b"ID3", "sent a sound"),
        ("application/x-msdownload", b"MZ", "a file of the type application/x-msdownload"),
        ("multipart/x-mixed-replace; boundary=x", b"--x", "a file of the type multipart/x-mixed-replace"),
        ("application/octet-stream", b"<html><p>x", "sent a file that is not read"),
        ("application/octet-stream", b"\x7fELF", "sent a file that is not read"),
        ("application/zip", b"PK\x03\x04" + bytes(26) + b"photo.jpg", "sent a file that is not read"),
        ("text/html", b"\x89PNG\r\n\x1a\n", "is not what it says it is"),
        ("text/html", b"%PDF-1.7", "is not what it says it is"),
        ("text/html", b"GIF89a\x01\x00\x01\x00", "is not what it says it is"),
        ("text/plain", b"PK\x03\x04" + bytes(26) + b"word/document.xml", "is not what it says it is"),
        ("application/pdf", b"<html><p>Please log in", "is not what it says it is"),
        ("application/json", b"<html>", "is not what it says it is"),
        (
            "application/epub+zip",
            b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml",
            "is not what it says it is",
        ),
        ("text/html; charset=utf-7", b"<html>+ADw-script+AD4-", "an encoding that no browser reads"),
        ('text/html; charset="X-UTF_7"', b"<html>", "an encoding that no browser reads"),
        ("text/html; charset=ISO-2022-KR", b"<html>", "an encoding that no browser reads"),
        ("text/html", b"<html><meta charset=utf-7>", "an encoding that no browser reads"),
        ("text/xml", b"<?xml version='1.0' encoding='UTF-7'?><rss/>", "an encoding that no browser reads"),
        ("nonsense<b>", b"<html>", "a file of the type nonsenseb"),
    ],
)
async def test_kind_that_is_not_read_is_refused(
    site: Site, fetcher: Fetcher, content_type: str, data: bytes, sentence: str
) -> None:
    """What no reader exists for, or is not what it claims to be, is refused by name."""
    with pytest.raises(TypeRefused, match=f"127.0.0.1 .*{sentence}"):
        await fetcher.fetch(site.add("/a", data, content_type=content_type))


@pytest.mark.parametrize(
    ("charset", "expected"),
    [
        ("UTF-8", "utf-8"),
        ("windows-1252", "windows-1252"),
        ("does-not-exist", None),
        ("rot13", None),
        ("base64", None),
        ("", None),
    ],
)
async def test_charset_exists_or_is_none(
    site: Site, fetcher: Fetcher, charset: str, expected: str | None
) -> None:
    """A charset that nobody knows is left to be found out from the text."""
    fetched = await fetcher.fetch(site.add("/a", PAGE, content_type=f"text/html; charset={charset}"))
    assert fetched.charset == expected


async def test_page_that_leads_on_by_itself_is_only_a_page(site: Site, fetcher: Fetcher) -> None:
    """A page that asks a browser to go elsewhere is not followed."""
    page = f'<meta http-equiv="refresh" content="0;url={site.at("/b")}"><link rel="canonical" href="{site.at("/c")}">'
    fetched = await fetcher.fetch(site.add("/a", page, headers={"Refresh": f"0;url={site.at('/d')}"}))
    assert fetched.body == page.encode()
    assert site.paths == ["/a"]


# robots.txt


async def test_robots_txt_is_honoured(site: Site, fetcher: Fetcher) -> None:
    """What a site asks programs not to read is not asked for; its rules are read once."""
    site.add(
        "/robots.txt", "User-agent: *\nDisallow: /private\nAllow: /private/open", content_type="text/plain"
    )
    for path in ("/a", "/private/a", "/private/open"):
        site.add(path, PAGE)
    await fetcher.fetch(site.at("/a"))
    await fetcher.fetch(site.at("/private/open"))
    with pytest.raises(
        RobotsRefused, match=r"^127\.0\.0\.1 asks programs not to read this page \(in its robots\.txt\)"
    ):
        await fetcher.fetch(site.at("/private/a?x=1"))
    with pytest.raises(RobotsRefused):
        await fetcher.fetch(site.redirect("/to", "/private/a"))
    assert [seen.path for seen in site.requests] == ["/robots.txt", "/a", "/private/open", "/to"]


@pytest.mark.parametrize(
    ("rules", "is_allowed"),
    [
        ("User-agent: Pullquote\nDisallow: /", False),
        ("User-agent: pullquote/1.0\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Pullquote\nAllow: /", True),
        ("User-agent: Pull\nDisallow: /", True),
        ("User-agent: Other\nDisallow: /", True),
        ("User-agent: Other\nUser-agent: Pullquote\nDisallow: /", False),
        ("User-agent: *\nDisallow: /x\nUser-agent: A\nDisallow: /\nUser-agent: B\nDisallow: /", True),
        ("User-agent: A\nDisallow: /x\nUser-agent: *\nDisallow: /a", False),
        ("User-agent: A\nUser-agent: *\nDisallow: /x\nUser-agent: B\nDisallow: /a", True),
        ("User-agent: *\nSitemap: /map\n\n# and\nUser-agent: A\nDisallow: /a", False),
        ("user agent *\ndisalow /a # all", False),
        ("Disallow: /a", True),
        ("User-agent: *\nAllow: /a\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /a$", False),
        ("User-agent: *\nDisallow: /*b*c", True),
        ("User-agent: *\nDisallow:", True),
        ("<html><p>Not found", True),
        ("", True),
    ],
)
async def test_rules_are_read_as_the_standard_says(
    site: Site, fetcher: Fetcher, rules: str, is_allowed: bool
) -> None:
    """The group for this program counts, or else that for all; groups for others mean nothing."""
    site.add("/robots.txt", rules, content_type="text/plain")
    site.add("/a", PAGE)
    if is_allowed:
        await fetcher.fetch(site.at("/a"))
    else:
        with pytest.raises(RobotsRefused):
            await fetcher.fetch(site.at("/a"))


@pytest.mark.parametrize(
    ("status", "is_allowed"), [(404, True), (401, True), (403, True), (410, True), (500, False), (503, False)]
)
async def test_missing_rules_allow_and_broken_ones_do_not(
    site: Site, fetcher: Fetcher, status: int, is_allowed: bool
) -> None:
    """A site without rules may be read; one that cannot say its rules is left alone for a while."""
    site.add("/robots.txt", status=status)
    site.add("/a", PAGE)
    for _ in range(2):
        if is_allowed:
            await fetcher.fetch(site.at("/a"))
        else:
            with pytest.raises(RobotsRefused, match=f"its robots.txt answers {status}"):
                await fetcher.fetch(site.at("/a"))
    assert [seen.path for seen in site.requests].count("/robots.txt") == 1


async def test_rules_elsewhere_are_found_within_the_gate(site: Site, fetcher: Fetcher) -> None:
    """Rules that have moved are followed, as long as nobody leads to where nobody may go."""
    site.add("/rules", "User-agent: *\nDisallow: /a", content_type="text/plain")
    site.redirect("/robots.txt", "/rules", 301)
    site.add("/a", PAGE)
    with pytest.raises(RobotsRefused):
        await fetcher.fetch(site.at("/a"))
    async with serving("127.0.0.2") as private, serving() as other:
        other.redirect("/robots.txt", private.at("/secret"))
        async with fetching(other) as fetcher_of_other:
            await fetcher_of_other.fetch(other.add("/a", PAGE))
        assert private.requests == []


@pytest.mark.parametrize(
    "rules",
    [
        "".join(f"User-agent: a{n}\n" for n in range(20_000))
        + "".join(f"Disallow: /{n}\n" for n in range(20_000)),
        "User-agent: *\n" + "".join(f"Disallow: /{n}*a*b*c*d$\n" for n in range(20_000)),
        "User-agent: *\nDisallow: /" + "*a" * 200_000,
        "User-agent: *\nDisallow: /\n" + "#" * 50_000_000,
    ],
)
async def test_endless_rules_cost_little(site: Site, fetcher: Fetcher, rules: str) -> None:
    """However long a site's rules are, no more than half a megabyte is read, and it stops nothing."""
    site.add("/robots.txt", rules, content_type="text/plain")
    site.add("/b", PAGE)
    refused = "Disallow: /\n" in rules
    for _ in range(3):
        if refused:
            with pytest.raises(RobotsRefused):
                await fetcher.fetch(site.at("/b"))
        else:
            await fetcher.fetch(site.at("/b?" + "a" * 5_000))


# One at a time


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


async def test_packed_page_with_endless_padding_is_refused() -> None:
    """What unpacks to little may still not be longer than the limit as it comes, and no length is believed."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
        await response.prepare(request)
        await response.write(gzip.compress(b"<html><p>Tides rise twice a day.</html>", mtime=0))
        for _ in range(4):
            await response.write(bytes(65_536))
        return response

    async with serving() as site, fetching(site, max_page_bytes=100_000) as fetcher:
        with pytest.raises(TooLarge):
            await fetcher.fetch(site.handle("/", answer))
