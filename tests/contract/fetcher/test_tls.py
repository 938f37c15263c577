"""Certificates and safe connections."""

from datetime import UTC, datetime

import pytest

from index.errors import (
    HostUnreachable,
    ServerRefused,
)
from tests.servers import Certificates, Site, fetching, serving

PAGE = "<!doctype html><title>Bridge</title><p>The bridge was built in 1894."


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
