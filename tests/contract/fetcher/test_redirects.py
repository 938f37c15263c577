"""Redirects, each through the gate anew."""

import pytest

from index.errors import (
    AddressRefused,
    FetchError,
    ServerRefused,
)
from index.ports import Fetcher
from index.sources.fetch import _ways
from tests.servers import Names, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


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
