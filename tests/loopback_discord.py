"""A Discord on 127.0.0.1: the HTTP API and the gateway, as far as the bot uses them, over real sockets.

What SimCord passes over is here: connections that drop, RESUME, rate limits, time. It knows nothing of
permissions or layouts, which SimCord does. ``tests.loopback_bot`` is the bot led here.
"""

import asyncio
import itertools
import json
import signal
import sys
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

import aiohttp
from aiohttp import web

APPLICATION, BOT, GUILD, CHANNEL = 1_000, 1_000, 2_000, 3_000
_API = "/api/v10"
# Discord's gateway opcodes (docs: Opcodes and Status Codes).
_DISPATCH, _HEARTBEAT, _IDENTIFY, _RESUME, _RECONNECT = 0, 1, 2, 6, 7
_HELLO, _HEARTBEAT_ACK = 10, 11

Answer = tuple[int, Any, dict[str, str]]


@dataclass
class Request:
    """What the bot sent, and when it had arrived (seconds of ``perf_counter``)."""

    method: str
    path: str
    body: Any
    at: float


@dataclass
class Interaction:
    """An interaction that was sent to the bot, and how the bot dealt with it."""

    id: int
    token: str
    sent_at: float
    callback: asyncio.Future[Request]
    reply: asyncio.Future[Request]


@dataclass
class LoopbackDiscord:
    """One server with one channel. ``requests`` is all that the bot sent, ``opcodes`` the gateway's part.

    ``answers`` are statuses, bodies and headers to be given once each, instead of what is usual, to the next
    requests whose path begins so.
    """

    port: int = 0
    requests: list[Request] = field(default_factory=list)
    opcodes: list[int] = field(default_factory=list)
    answers: dict[str, deque[Answer]] = field(default_factory=lambda: defaultdict(deque))
    heartbeat_ms: int = 40_000
    acknowledges_heartbeats: bool = True
    _ids: Callable[[], int] = field(default_factory=lambda: itertools.count(10_000_000).__next__)
    _sequence: int = 0
    _history: list[str] = field(default_factory=list)
    _sockets: list[web.WebSocketResponse] = field(default_factory=list)
    _open: dict[str, Interaction] = field(default_factory=dict)
    _ready: asyncio.Event = field(default_factory=asyncio.Event)
    _news: asyncio.Condition = field(default_factory=asyncio.Condition)

    @property
    def url(self) -> str:
        """Where the bot finds it."""
        return f"http://127.0.0.1:{self.port}"

    async def ready(self) -> None:
        """Wait until a bot has identified itself."""
        await asyncio.wait_for(self._ready.wait(), 60)

    def forget_bot(self) -> None:
        """Be as if no bot had identified itself yet, for the next one."""
        self._ready.clear()

    async def received(self, beginning: str, count: int) -> list[Request]:
        """Wait until so many requests have come whose path begins so."""
        async with self._news:
            await self._news.wait_for(lambda: len(self._of(beginning)) >= count)
        return self._of(beginning)

    def _of(self, beginning: str) -> list[Request]:
        return [request for request in self.requests if request.path.startswith(beginning)]

    async def ask(self, question: str, user: int) -> Interaction:
        """A member uses /ask."""
        option = {"name": "question", "type": 3, "value": question}
        return await self.interact(2, {"id": "1", "name": "ask", "type": 1, "options": [option]}, user)

    async def interact(self, kind: int, about: dict[str, Any], user: int) -> Interaction:
        """Send the bot an interaction of that kind, of a member."""
        loop, number = asyncio.get_running_loop(), self._ids()
        interaction = Interaction(
            number, f"token-{number}", perf_counter(), loop.create_future(), loop.create_future()
        )
        self._open[interaction.token] = interaction
        await self._send(
            "INTERACTION_CREATE",
            {
                "id": str(number),
                "application_id": str(APPLICATION),
                "type": kind,
                "data": about,
                "guild_id": str(GUILD),
                "channel_id": str(CHANNEL),
                "channel": {"id": str(CHANNEL), "type": 0, "name": "general", "permissions": "0"},
                "member": _member(user),
                "token": interaction.token,
                "version": 1,
                "locale": "en-US",
                "guild_locale": "en-US",
                "app_permissions": "2147483647",
                "entitlements": [],
                "authorizing_integration_owners": {"0": str(GUILD)},
                "context": 0,
                "attachment_size_limit": 10_485_760,
            },
        )
        return interaction

    async def drop(self, code: int = 4000) -> None:
        """Close the connection to the bot, as when a gateway goes down."""
        for socket in self._sockets:
            await socket.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Tell the bot to connect anew and go on (opcode 7)."""
        for socket in self._sockets:
            await socket.send_str(json.dumps({"op": _RECONNECT, "d": None}))

    # HTTP

    async def serve_api(self, request: web.Request) -> web.Response:
        """Take a request of the bot's, and answer it as Discord does."""
        path = request.path.removeprefix(_API)
        received = Request(request.method, path, await _body(request), perf_counter())
        self.requests.append(received)
        self._note(received)
        async with self._news:
            self._news.notify_all()
        for beginning, waiting in self.answers.items():
            if path.startswith(beginning) and waiting:
                status, body, headers = waiting.popleft()
                return _json(body, status, headers)
        body = self._usual(received)
        return web.Response(status=204) if body is None else _json(body, 200, {})

    def _note(self, request: Request) -> None:
        """Tell whoever waits for the interaction that this request is about."""
        parts = request.path.strip("/").split("/")
        if parts[0] == "interactions" and (interaction := self._open.get(parts[2])):
            _set(interaction.callback, request)
            if (request.body or {}).get("type") not in {5, 6}:  # not deferred: that was all
                _set(interaction.reply, request)
        elif parts[0] == "webhooks" and (interaction := self._open.get(parts[2])):
            _set(interaction.reply, request)

    def _usual(self, request: Request) -> Any:  # noqa: ANN401 - whatever JSON
        """What Discord gives to a request of that kind; None for no content."""
        body: Any = None
        match [request.method, *request.path.strip("/").split("/")]:
            case ["GET", "users", "@me"]:
                body = _user(BOT, "pullquote", bot=True)
            case ["GET", "oauth2", "applications", "@me"] | ["GET", "applications", "@me"]:
                body = _application()
            case ["PUT" | "GET", "applications", _, "commands"]:
                body = [
                    {"description": ""}
                    | command
                    | {"id": str(number), "application_id": str(APPLICATION), "version": "1"}
                    for number, command in enumerate(request.body or [], 1)
                ]
            case ["POST", "interactions", number, *_]:
                about = {"id": number, "type": 2, "response_message_id": str(self._ids())}
                body = {"interaction": about}
            case [_, "webhooks", *_] | ["POST", "channels", _, "messages"]:
                body = self._message(request.body or {})
        return body

    def _message(self, body: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": str(self._ids()),
            "channel_id": str(CHANNEL),
            "author": _user(BOT, "pullquote", bot=True),
            "content": body.get("content") or "",
            "timestamp": "2026-01-01T00:00:00.000000+00:00",
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "pinned": False,
            "type": 0,
            "flags": body.get("flags") or 0,
            "components": [],
        }

    # Gateway

    async def serve_gateway(self, request: web.Request) -> web.WebSocketResponse:
        """Speak with the bot until either hangs up."""
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._sockets.append(socket)
        await socket.send_str(json.dumps({"op": _HELLO, "d": {"heartbeat_interval": self.heartbeat_ms}}))
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    await self._hear(socket, json.loads(message.data))
        finally:
            self._sockets.remove(socket)
        return socket

    async def _hear(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        self.opcodes.append(frame["op"])
        if frame["op"] == _HEARTBEAT and self.acknowledges_heartbeats:
            await socket.send_str(json.dumps({"op": _HEARTBEAT_ACK}))
        elif frame["op"] == _IDENTIFY:
            await self._send("READY", self._greeting())
            await self._send("GUILD_CREATE", _guild())
            self._ready.set()
        elif frame["op"] == _RESUME:
            for missed in self._history[frame["d"]["seq"] :]:
                await socket.send_str(missed)
            await self._send("RESUMED", {})

    def _greeting(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": _user(BOT, "pullquote", bot=True),
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "loopback",
            "resume_gateway_url": f"ws://127.0.0.1:{self.port}/gateway",
            "application": {"id": str(APPLICATION), "flags": 0},
        }

    async def _send(self, event: str, about: dict[str, Any]) -> None:
        self._sequence += 1
        frame = json.dumps({"op": _DISPATCH, "t": event, "s": self._sequence, "d": about})
        self._history.append(frame)
        for socket in self._sockets:
            await socket.send_str(frame)


@asynccontextmanager
async def loopback_discord() -> AsyncIterator[LoopbackDiscord]:
    """A Discord, for as long as it is needed."""
    discord = LoopbackDiscord()
    app = web.Application(client_max_size=50_000_000)
    app.router.add_get("/gateway", discord.serve_gateway)
    app.router.add_get("/gateway/", discord.serve_gateway)
    app.router.add_route("*", "/{path:.*}", discord.serve_api)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    discord.port = runner.addresses[0][1]
    try:
        yield discord
    finally:
        await discord.drop(1000)
        await runner.cleanup()


@asynccontextmanager
async def running_bot(path: Path, discord: LoopbackDiscord) -> AsyncIterator[None]:
    """The bot in a process of its own, until it is asked to stop."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.loopback_bot", str(path), discord.url
    )
    try:
        await discord.ready()
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


def _json(body: Any, status: int, headers: dict[str, str]) -> web.Response:  # noqa: ANN401 - whatever JSON
    """As Discord answers: discord.py reads JSON only where the content type has no charset."""
    headers = headers | {"Content-Type": "application/json"}
    return web.Response(body=json.dumps(body).encode(), status=status, headers=headers)


async def _body(request: web.Request) -> Any:  # noqa: ANN401 - whatever JSON
    if request.content_type == "multipart/form-data":
        part = (await request.post()).get("payload_json")
        return json.loads(str(part)) if part else None
    text = await request.text()
    return json.loads(text) if text else None


def _set(future: asyncio.Future[Request], request: Request) -> None:
    if not future.done():
        future.set_result(request)


def _user(number: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(number),
        "username": name,
        "discriminator": "0",
        "global_name": name,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


def _member(user: int) -> dict[str, Any]:
    return {
        "user": _user(user, f"member-{user}"),
        "roles": [],
        "joined_at": "2026-01-01T00:00:00.000000+00:00",
        "deaf": False,
        "mute": False,
        "flags": 0,
        "permissions": "2147483648",
    }


def _application() -> dict[str, Any]:
    return {
        "id": str(APPLICATION),
        "name": "pullquote",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "owner": _user(1, "owner"),
        "flags": 0,
        "team": None,
    }


def _guild() -> dict[str, Any]:
    everyone = {
        "id": str(GUILD),
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": "2147483647",
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": str(GUILD),
        "name": "Harbour",
        "icon": None,
        "owner_id": "1",
        "afk_timeout": 60,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [everyone],
        "emojis": [],
        "features": [],
        "mfa_level": 0,
        "system_channel_flags": 0,
        "premium_tier": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "premium_progress_bar_enabled": False,
        "channels": [
            {"id": str(CHANNEL), "type": 0, "name": "general", "position": 0, "permission_overwrites": []}
        ],
        "threads": [],
        "members": [_member(BOT)],
        "member_count": 2,
        "stickers": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "voice_states": [],
        "presences": [],
        "joined_at": "2026-01-01T00:00:00.000000+00:00",
        "large": False,
        "unavailable": False,
    }
