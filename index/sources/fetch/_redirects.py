"""Redirects: what an answer names, and where that leads through the gate."""

from dataclasses import dataclass
from urllib.parse import urljoin

from aiohttp import ClientResponse

from index.errors import AddressRefused, ServerRefused
from index.sources.fetch._gate import Checked, check
from index.sources.fetch._settings import FetchSettings

STATUSES = frozenset({301, 302, 303, 307, 308})
# RFC 9110, sections 15.4.2 and 15.4.9: whoever keeps the old address should keep the new one.
PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer that leads on."""

    status: int
    location: str


def read_redirect(response: ClientResponse, host: str) -> Redirect:
    """Where an answer leads, as it says.

    Raises:
        ServerRefused: it names no place, or several.
    """
    named = response.headers.getall("Location", [])
    if len(named) != 1 or not named[0].strip():
        raise ServerRefused("{host} leads on without saying where.", status=response.status, host=host)
    return Redirect(response.status, named[0].strip(" \t"))


def next_hop(checked: Checked, redirect: Redirect, settings: FetchSettings) -> Checked:
    """Where a redirect leads, through the gate as if somebody had named it.

    Raises:
        AddressRefused: to what is no public web page, or from a public site to a private host.
        ServerRefused: from a safe connection to one that is none.
    """
    try:
        following = check(_target(checked, redirect.location), settings)
    except (AddressRefused, ValueError):
        raise _refusal(checked) from None
    if following.is_private and not checked.is_private:
        raise _refusal(checked)
    if checked.url.scheme == "https" and following.url.scheme == "http":
        raise ServerRefused(
            "{host} leads from a safe connection (https) to one that is not (http).",
            status=redirect.status,
            host=checked.host,
        )
    return following


def _target(checked: Checked, location: str) -> str:
    """The whole URL that is meant; raises ``ValueError`` if parsers could disagree about it."""
    if any(not character.isprintable() or character in " \\" for character in location):
        raise ValueError(location)
    target = urljoin(str(checked.url), location)
    # The part of the page that was asked for is still meant (RFC 9110, section 10.2.2).
    fragment = checked.url.raw_fragment
    return f"{target}#{fragment}" if fragment and "#" not in target else target


def _refusal(checked: Checked) -> AddressRefused:
    return AddressRefused(
        "{host} leads to an address that is not that of a public web page.", host=checked.host
    )
