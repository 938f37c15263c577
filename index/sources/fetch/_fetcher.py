"""``index.ports.Fetcher`` over HTTP: gate, robots.txt, turn and request, and again after each redirect."""

import io
from dataclasses import replace
from ssl import SSLContext

from aiohttp import ClientResponse
from aiohttp.abc import AbstractResolver
from multidict import CIMultiDictProxy

from index.errors import AddressRefused, ServerRefused
from index.models import Fetched
from index.sources.fetch._asking import Asking, Visit
from index.sources.fetch._body import iter_body, too_large
from index.sources.fetch._failures import check_status, read_retry_after
from index.sources.fetch._gate import Checked, check, refusal
from index.sources.fetch._permission import Permission
from index.sources.fetch._redirects import PERMANENT, STATUSES, Redirect, next_hop, read_redirect
from index.sources.fetch._settings import FetchSettings
from index.sources.fetch._types import HEAD_BYTES, Declared, declared, is_file, may_be_file

_MAX_VALIDATOR_CHARS = 1_024


class HTTPFetcher:
    """The one way out. ``resolver`` and ``tls`` are for tests: names of their own, and whom to believe."""

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolver: AbstractResolver | None = None,
        tls: SSLContext | None = None,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._asking = Asking(self._settings, resolver, tls)
        self._permission = Permission(self._asking)

    async def fetch(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        max_bytes: int | None = None,
        named_by: str | None = None,
    ) -> Fetched:
        """``index.ports.Fetcher.fetch``."""
        checked = check(url, self._settings)
        if checked.is_private and named_by is not None and not self._is_private(named_by):
            raise refusal(url)
        given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        validators = {name: value for name, value in given.items() if value and _is_sendable(value)}
        visit = Visit(self._settings.timeout_s)
        asked, statuses = [_whole(checked)], set[int]()
        while True:
            answer = await self._ask(checked, visit, validators, max_bytes)
            if isinstance(answer, Fetched):
                is_moved = bool(statuses) and statuses <= PERMANENT
                return replace(answer, moved_to=answer.url if is_moved else None)
            statuses.add(answer.status)
            following = next_hop(checked, answer, self._settings)
            self._check_progress(checked, _whole(following) in asked, len(asked), answer.status)
            checked = following
            asked.append(_whole(checked))

    def _is_private(self, url: str) -> bool:
        """Whether the URL is of a private host that the settings name."""
        try:
            return check(url, self._settings).is_private
        except AddressRefused:
            return False

    async def close(self) -> None:
        """``index.ports.Fetcher.close``."""
        await self._asking.close()

    def _check_progress(self, checked: Checked, is_circle: bool, redirects: int, status: int) -> None:
        """Raises ``ServerRefused`` if redirects lead nowhere."""
        most = self._settings.max_redirects
        if is_circle:
            raise ServerRefused(
                "{host} leads round in circles and to no page.", status=status, host=checked.host
            )
        if redirects > most:
            raise ServerRefused(
                "{host} leads on and on, over more than {most} redirects.",
                status=status,
                host=checked.host,
                most=most,
            )

    async def _ask(
        self, checked: Checked, visit: Visit, validators: dict[str, str], max_bytes: int | None
    ) -> Fetched | Redirect:
        """The answer for one URL, if it may be read."""
        pause_s = await self._permission.ask(checked, visit)
        async with self._asking.turn(checked, visit) as host:
            host.pause_s = pause_s
            async with self._asking.response(checked, visit, validators) as response:
                if response.status in STATUSES:
                    return read_redirect(response, checked.host)
                if response.status == 304 and validators:
                    return _unchanged(checked, response.headers, validators)
                check_status(response.status, response.headers, checked.host)
                return await self._read(checked, response, max_bytes)

    async def _read(self, checked: Checked, response: ClientResponse, max_bytes: int | None) -> Fetched:
        """The page, if it is of a kind that is read and within its limit."""
        headers = response.headers
        kind = declared(headers.getall("Content-Type", []), checked.host)
        body = await self._read_body(checked.host, response, kind, max_bytes)
        return Fetched(
            str(checked.url),
            body,
            content_type=kind.content_type,
            charset=kind.charset,
            etag=_validator(headers, "ETag"),
            last_modified=_validator(headers, "Last-Modified"),
            retry_after_s=read_retry_after(headers),
        )

    async def _read_body(
        self, host: str, response: ClientResponse, kind: Declared, max_bytes: int | None
    ) -> bytes:
        limit = self._limit(may_be_file(kind), max_bytes)
        if (response.content_length or 0) > limit:
            raise too_large(host, limit)
        body, is_judged = io.BytesIO(), False
        async for piece in iter_body(response, host, limit):
            body.write(piece)
            if not is_judged and body.tell() >= HEAD_BYTES:
                limit = self._limit(is_file(kind, body.getvalue()[:HEAD_BYTES], host), max_bytes)
                is_judged = True
            if body.tell() > limit:
                raise too_large(host, limit)
        if not is_judged:
            is_file(kind, body.getvalue(), host)
        return body.getvalue()

    def _limit(self, is_file: bool, max_bytes: int | None) -> int:
        if max_bytes is not None:
            return max_bytes
        return self._settings.max_file_bytes if is_file else self._settings.max_page_bytes


def _unchanged(checked: Checked, headers: CIMultiDictProxy[str], sent: dict[str, str]) -> Fetched:
    """What 304 says; the validators are those that were sent unless it has others."""
    return Fetched(
        str(checked.url),
        is_unchanged=True,
        etag=_validator(headers, "ETag") or sent.get("If-None-Match"),
        last_modified=_validator(headers, "Last-Modified") or sent.get("If-Modified-Since"),
        retry_after_s=read_retry_after(headers),
    )


def _whole(checked: Checked) -> str:
    """The URL without the part that is meant."""
    return str(checked.url.with_fragment(None))


def _validator(headers: CIMultiDictProxy[str], name: str) -> str | None:
    """A validator that can be sent back as it came."""
    value = headers.get(name, "")
    return value if value and _is_sendable(value) else None


def _is_sendable(value: str) -> bool:
    return value.isascii() and value.isprintable() and len(value) <= _MAX_VALIDATOR_CHARS
