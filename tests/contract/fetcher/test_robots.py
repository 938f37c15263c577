"""robots.txt, as the standard has it."""

import pytest

from index.errors import (
    RobotsRefused,
)
from index.ports import Fetcher
from tests.servers import Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


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
