"""One request: alone at its host, one of not too many altogether, within its time, by the right way."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from ssl import SSLContext

import aiohttp
from aiohttp.abc import AbstractResolver

from index.errors import HostUnreachable
from index.sources.fetch._body import ACCEPTED
from index.sources.fetch._failures import explain
from index.sources.fetch._gate import Checked, refusal
from index.sources.fetch._settings import FetchSettings
from index.sources.fetch._turns import Host, Turns
from index.sources.fetch._ways import NotPublic, Ways

_ACCEPT = (
    "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, "
    "application/xml;q=0.9, text/plain;q=0.8, */*;q=0.5"
)


def _product() -> str:
    try:
        return f"Pullquote/{version('pullquote')}"
    except PackageNotFoundError:  # it runs from a folder, without having been installed
        return "Pullquote"


# Looked up once, when nothing waits: it reads a file.
_PRODUCT = _product()


@dataclass(slots=True)
class Visit:
    """One fetch, with the seconds it has left; what it asks within a host needs no pause."""

    left_s: float


class Asking:
    """All requests of one fetcher."""

    def __init__(
        self, settings: FetchSettings, resolver: AbstractResolver | None, tls: SSLContext | None
    ) -> None:
        self.settings = settings
        self._ways = Ways(settings, resolver, tls)
        self._turns = Turns(settings.host_pause_s)
        self._slots = asyncio.Semaphore(settings.max_parallel)
        self._headers = {
            "User-Agent": _user_agent(settings.contact),
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED,
        }

    async def close(self) -> None:
        """Let go of all connections."""
        await self._ways.close()

    @asynccontextmanager
    async def turn(self, checked: Checked, visit: Visit) -> AsyncIterator[Host]:
        """Be the only one at the host; waiting for that takes nothing from the visit's time."""
        async with self._turns.take(checked.url.host_subcomponent or "", visit) as host, self._slots:
            yield host

    @asynccontextmanager
    async def response(
        self, checked: Checked, visit: Visit, headers: dict[str, str]
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer to one request; the connection is let go of if anything goes wrong with it.

        Raises:
            AddressRefused: what it would connect to is not public.
            HostUnreachable, ServerRefused: there is no answer that makes sense.
        """
        now = asyncio.get_running_loop().time
        began = now()
        session = self._ways.session(checked)
        try:
            async with (
                asyncio.timeout(visit.left_s) as whole,
                session.get(checked.url, headers=self._headers | headers, allow_redirects=False) as response,
            ):
                try:
                    yield response
                except BaseException:
                    response.close()
                    raise
        except (NotPublic, aiohttp.InvalidURL):
            raise refusal(f"{checked.url.origin()}/") from None
        except (aiohttp.ClientError, OSError) as error:
            if isinstance(error, TimeoutError) and whole.expired():
                raise HostUnreachable(
                    "{host} is too slow: the page was not there after {seconds:g} seconds.",
                    host=checked.host,
                    seconds=self.settings.timeout_s,
                ) from None
            raise explain(error, checked.host, self.settings) from error
        finally:
            visit.left_s = max(0.0, visit.left_s - (now() - began))


def _user_agent(contact: str | None) -> str:
    """Who asks, in the form that sites expect (RFC 9110, section 10.1.5)."""
    return f"{_PRODUCT} (+{contact})" if contact else _PRODUCT
