"""What is not there, each told in a sentence."""

import asyncio
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from index.errors import (
    FetchError,
    HostUnreachable,
    PageGone,
    ServerRefused,
)
from index.ports import Fetcher
from tests.servers import Names, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


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
