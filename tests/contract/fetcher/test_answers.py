"""What comes back of a fetch, and what is sent."""

import os

import pytest
from aiohttp import web

from index.ports import Fetcher
from tests.servers import Names, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


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
