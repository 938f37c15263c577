"""The two ways to a host: one to public addresses only, one for the private hosts that the settings name.

Each is a session of its own. Its resolver lets no answer pass of which one address is wrong, and its sockets
judge once more what they connect to, since addresses in URLs are never resolved. Both refuse by
``NotPublic``, which is no ``OSError``: for one of those aiohttp would go on to the next address.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from ssl import SSLContext

from aiohttp import AddrInfoType, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from index.errors import HostUnreachable, Message
from index.sources.fetch._gate import Checked
from index.sources.fetch._public import is_public, is_public_or_private
from index.sources.fetch._settings import FetchSettings

# One field of a header, and how many: more than sites send, little enough to hold for each connection.
_MAX_FIELD_BYTES = 16_384
_MAX_FIELDS = 200
_KEEP_ALIVE_S = 10.0
# A look-up that hangs keeps its thread, up to half a minute.
_MAX_LOOKUPS = 256


class NotPublic(Exception):
    """What was to be connected to is not public."""


class SystemResolver(AbstractResolver):
    """The machine's own resolver, in threads that nobody waits for: a look-up cannot be broken off.

    With ``is_absolute`` names are looked up as they are, never completed by the machine's search domains.
    """

    def __init__(self, is_absolute: bool) -> None:
        self._is_absolute = is_absolute
        self._running = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All addresses of a name.

        Raises:
            OSError: there are none, or too many look-ups hang.
        """
        if self._running >= _MAX_LOOKUPS:
            raise socket.gaierror(socket.EAI_AGAIN, "too many look-ups at once")
        name = f"{host.removesuffix('.')}." if self._is_absolute else host
        found: asyncio.Future[_Found] = asyncio.get_running_loop().create_future()
        threading.Thread(target=self._look_up, args=(name, port, family, found), daemon=True).start()
        self._running += 1
        return [
            ResolveResult(hostname=host, host=str(to[0]), port=port, family=family, proto=proto, flags=0)
            for family, _, proto, _, to in await found
        ]

    def _look_up(self, name: str, port: int, family: int, found: "asyncio.Future[_Found]") -> None:
        answer: _Found | Exception
        try:
            kind, flags = socket.SOCK_STREAM, socket.AI_ADDRCONFIG
            answer = list(socket.getaddrinfo(name, port, family=family, type=kind, flags=flags))
        except Exception as error:  # noqa: BLE001  # it is raised where the answer is waited for
            answer = error
        with contextlib.suppress(RuntimeError):  # the loop is closed
            found.get_loop().call_soon_threadsafe(self._end, found, answer)

    def _end(self, found: "asyncio.Future[_Found]", answer: "_Found | Exception") -> None:
        self._running -= 1
        if found.done():
            return  # nobody waits any more
        if isinstance(answer, Exception):
            found.set_exception(answer)
        else:
            found.set_result(answer)

    async def close(self) -> None:
        """Nothing is held that would not end by itself."""


_Found = list[tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[str | int | bytes, ...]]]


class CheckedResolver(AbstractResolver):
    """Lets another's answer pass, in time and if all of it may be connected to; IPv4 comes first."""

    def __init__(
        self, resolver: AbstractResolver, is_allowed: Callable[[str], bool], timeout_s: float
    ) -> None:
        self._resolver = resolver
        self._is_allowed = is_allowed
        self._timeout_s = timeout_s

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            NotPublic: one of them may not be connected to.
            HostUnreachable: there are none, or they took too long.
        """
        try:
            async with asyncio.timeout(self._timeout_s):
                found = await self._resolver.resolve(host, port, family)
        except TimeoutError:
            raise HostUnreachable(
                "{host} could not be looked up within {seconds:g} seconds; try again later.",
                host=host,
                seconds=self._timeout_s,
            ) from None
        except (OSError, UnicodeError) as error:
            raise HostUnreachable(_no_name(host, error)) from error
        if not found:
            raise HostUnreachable(_no_name(host, None))
        if not all(self._is_allowed(result["host"]) for result in found):
            raise NotPublic(host)
        return sorted(found, key=lambda result: ":" in result["host"])

    async def close(self) -> None:
        """The other resolver is whoever's who gave it."""


def _no_name(host: str, error: Exception | None) -> Message:
    if isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN:
        return Message(
            "{host} could not be looked up: the name service does not answer now; try again later.", host=host
        )
    return Message("There is no site {host}: the name is unknown. Check its spelling.", host=host)


class Ways:
    """Both sessions, opened when they are first needed."""

    def __init__(
        self, settings: FetchSettings, resolver: AbstractResolver | None, tls: SSLContext | None
    ) -> None:
        self._settings = settings
        self._resolver = resolver
        self._tls = tls
        self._sessions: dict[bool, ClientSession] = {}

    def session(self, checked: Checked) -> ClientSession:
        """The session that a URL is to be fetched by."""
        is_private = checked.is_private
        if is_private not in self._sessions:
            self._sessions[is_private] = self._open(is_private)
        return self._sessions[is_private]

    async def close(self) -> None:
        """Let go of all connections."""
        for session in self._sessions.values():
            await session.close()

    def _open(self, is_private: bool) -> ClientSession:
        is_allowed = is_public_or_private if is_private else is_public

        def make_socket(info: AddrInfoType) -> socket.socket:
            family, kind, proto, _, address = info
            if not is_allowed(str(address[0])):
                raise NotPublic(address[0])
            return socket.socket(family, kind, proto)

        resolver = self._resolver or SystemResolver(is_absolute=not is_private)
        settings = self._settings
        return ClientSession(
            connector=TCPConnector(
                resolver=CheckedResolver(resolver, is_allowed, settings.dns_timeout_s),
                socket_factory=make_socket,
                family=socket.AF_UNSPEC,
                use_dns_cache=False,  # a name is looked up for each connection, and judged for each
                happy_eyeballs_delay=None,  # racing addresses would swallow a refusal
                limit=0,  # how many at a time is decided before
                keepalive_timeout=_KEEP_ALIVE_S,
                ssl=self._tls or True,
            ),
            timeout=ClientTimeout(
                total=None, sock_connect=settings.connect_timeout_s, sock_read=settings.read_timeout_s
            ),
            cookie_jar=DummyCookieJar(),
            trust_env=False,  # no proxy and no password from the environment
            auto_decompress=False,  # decoded here, within a limit
            max_field_size=_MAX_FIELD_BYTES,
            max_line_size=_MAX_FIELD_BYTES,
            max_headers=_MAX_FIELDS,
            raise_for_status=False,
        )
