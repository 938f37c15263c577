"""Web servers on loopback addresses, for tests: real ones, lying ones, with TLS, and a resolver for their names.

A ``Site`` is told what is where and remembers what it was asked; a ``raw_server`` says any bytes at all.
Both are let in by naming ``site.host`` (an address with its port) among the private hosts.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import trustme
from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from multidict import CIMultiDict, CIMultiDictProxy

from index.sources.fetch import FetchSettings, HTTPFetcher

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
RawHandler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Seen:
    """A request as it came: ``path`` with its query, headers of any case."""

    method: str
    path: str
    headers: CIMultiDictProxy[str]
    peer: str


@dataclass
class Site:
    """A web site. What was not added is answered with 404, so there is no robots.txt unless one is added."""

    address: str
    port: int
    scheme: str = "http"
    requests: list[Seen] = field(default_factory=list)
    pages: dict[str, Handler] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Address and port, as a setting for private hosts has them."""
        return f"{self.address}:{self.port}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [seen.path for seen in self.requests if seen.path != "/robots.txt"]

    def at(self, path: str, host: str | None = None) -> str:
        """The URL of a path, under a name of one's own if a resolver knows it."""
        return f"{self.scheme}://{host or self.address}:{self.port}{path}"

    def add(
        self,
        path: str,
        body: str | bytes = "",
        *,
        status: int = 200,
        content_type: str = HTML,
        headers: Mapping[str, str] | Sequence[tuple[str, str]] = (),
    ) -> str:
        """Answer a path (without its query) with this; gives the URL."""
        data = body.encode() if isinstance(body, str) else body

        async def answer(request: web.Request) -> web.Response:
            given = CIMultiDict(headers)
            given.setdefault("Content-Type", content_type)
            return web.Response(status=status, body=data, headers=given)

        return self.handle(path, answer)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        """Answer a path with a redirect; gives the URL."""
        return self.add(path, status=status, headers={"Location": to})

    def handle(self, path: str, handler: Handler) -> str:
        """Answer a path by a function; gives the URL."""
        self.pages[path] = handler
        return self.at(path)

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        """What the server does with each request."""
        path = request.path_qs
        self.requests.append(Seen(request.method, path, request.headers, request.remote or ""))
        handler = self.pages.get(request.path)
        if handler is None:
            return web.Response(status=404, text="<p>Not found", content_type="text/html")
        return await handler(request)  # type: ignore[arg-type]  # the plain server's requests do as well


@asynccontextmanager
async def serving(address: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> AsyncIterator[Site]:
    """A site on a free port of a loopback address (all of 127.0.0.0/8 are)."""
    site = Site(address, 0, "https" if tls else "http")
    server = web.Server(site.answer, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, address, 0, ssl_context=tls).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


@asynccontextmanager
async def raw_server(
    handler: RawHandler, address: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Site]:
    """A server that answers the head of each request with whatever bytes the function writes.

    It has no robots.txt, and closes each connection after one answer.
    """
    site = Site(address, 0, "https" if tls else "http")
    talks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        method, path, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        site.requests.append(Seen(method, path, CIMultiDictProxy(CIMultiDict()), ""))
        if path == "/robots.txt":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            await handler(head, writer)
        await writer.drain()

    async def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            talks.add(task)
        try:
            await talk(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass  # the other side has had enough, or the test is over
        finally:
            writer.close()

    server = await asyncio.start_server(begin, address, 0, ssl=tls)
    site.port = server.sockets[0].getsockname()[1]
    try:
        yield site
    finally:
        server.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)


@dataclass
class Certificates:
    """A certificate authority of the test's own; nobody else trusts it."""

    authority: trustme.CA = field(default_factory=trustme.CA)

    def server(self, *names: str, **options: object) -> ssl.SSLContext:
        """What a server of these names needs; options are those of ``trustme.CA.issue_cert``."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(*names, **options).configure_cert(context)  # type: ignore[arg-type]
        return context

    def client(self) -> ssl.SSLContext:
        """What a client needs that trusts the authority, and no other."""
        return ssl.create_default_context(cadata=self.authority.cert_pem.bytes().decode())


@asynccontextmanager
async def fetching(*sites: Site, **options: Any) -> AsyncIterator[HTTPFetcher]:  # noqa: ANN401  # of many types
    """A fetcher that is allowed these sites and does not pause; options are its own or its settings'."""
    own = {name: options.pop(name) for name in ("resolver", "tls") if name in options}
    hosts = (*options.pop("private_hosts", ()), *(site.host for site in sites))
    fetcher = HTTPFetcher(FetchSettings(private_hosts=hosts, **{"host_pause_s": 0.0} | options), **own)
    try:
        yield fetcher
    finally:
        await fetcher.close()


class Names(AbstractResolver):
    """A resolver of the test's own, for ``HTTPFetcher(resolver=...)``; remembers what it was asked.

    Each name has its answers: one after the other, the last one for good. An answer that is an exception
    is raised, one that is an event is waited for; a name without any is unknown.
    """

    def __init__(self) -> None:
        self.answers: dict[str, list[Sequence[str] | Exception | asyncio.Event]] = {}
        self.asked: list[str] = []

    def add(self, name: str, *answers: Sequence[str] | Exception | asyncio.Event) -> None:
        """Let a name have these answers, each a list of addresses."""
        self.answers[name] = list(answers)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002  # aiohttp's signature
    ) -> list[ResolveResult]:
        """The addresses of a name."""
        self.asked.append(host)
        known = self.answers.get(host)
        if not known:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        answer = known.pop(0) if len(known) > 1 else known[0]
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, asyncio.Event):
            await answer.wait()
            return []
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=0,
            )
            for address in answer
        ]

    async def close(self) -> None:
        """Nothing is held."""
