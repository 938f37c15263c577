"""Whether a site lets programs read a URL: its robots.txt, fetched like everything else and remembered."""

import asyncio
import contextlib
from weakref import WeakValueDictionary

from aiohttp import ClientResponse

from index.errors import AddressRefused, FetchError, Message, RobotsRefused, ServerRefused
from index.sources.fetch import _robots
from index.sources.fetch._asking import Asking, Visit
from index.sources.fetch._body import iter_body
from index.sources.fetch._gate import Checked
from index.sources.fetch._redirects import STATUSES, Redirect, next_hop, read_redirect

# From this many characters on, rules are read and asked in a thread: half a megabyte of them takes a while.
_LONG = 16_384


class Permission:
    """What the sites let us read."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking
        self._kept = _robots.Kept()
        # By origin, as long as somebody waits.
        self._fetching: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def ask(self, checked: Checked, visit: Visit) -> float:
        """Ask whether the URL may be read; gives how long to leave its host alone after it, in seconds.

        Raises:
            RobotsRefused: it may not.
            HostUnreachable: nobody answers.
        """
        rules = await self._rules(checked, visit)
        if rules.problem:
            raise RobotsRefused(rules.problem)
        url = str(checked.url)
        is_long = rules.size > _LONG
        if not (await asyncio.to_thread(rules.is_allowed, url) if is_long else rules.is_allowed(url)):
            raise RobotsRefused(
                "{host} asks programs not to read this page (in its robots.txt), so it is not read.",
                host=checked.host,
            )
        return max(self._asking.settings.host_pause_s, rules.crawl_delay_s)

    async def _rules(self, checked: Checked, visit: Visit) -> _robots.Rules:
        """The rules of the URL's origin, known or fetched now; by one visit for all that wait for them."""
        origin = str(checked.url.origin())
        now = asyncio.get_running_loop().time
        if rules := self._kept.find(origin, now()):
            return rules
        async with self._fetching.setdefault(origin, asyncio.Lock()):
            if rules := self._kept.find(origin, now()):
                return rules
            rules = await self._fetch(checked, visit)
            kept_s = _robots.KEPT_FAILED_S if rules.problem else _robots.KEPT_S
            self._kept.keep(origin, rules, now() + kept_s)
            return rules

    async def _fetch(self, checked: Checked, visit: Visit) -> _robots.Rules:
        """The rules of the URL's origin, wherever its robots.txt leads."""
        hop = Checked(checked.url.origin().with_path("/robots.txt"), checked.is_private)
        answer = await self._ask_at(hop, visit)
        for _ in range(self._asking.settings.max_redirects):
            if isinstance(answer, _robots.Rules):
                return answer
            try:
                hop = next_hop(hop, answer, self._asking.settings)
                answer = await self._ask_at(hop, visit)
            except (AddressRefused, ServerRefused):
                return _robots.Rules()
        # Too many redirects, as one where nobody may go: as if there were none (section 2.3.1.2).
        return answer if isinstance(answer, _robots.Rules) else _robots.Rules()

    async def _ask_at(self, hop: Checked, visit: Visit) -> _robots.Rules | Redirect:
        async with self._asking.turn(hop, visit):
            return await self._read(hop, visit)

    async def _read(self, hop: Checked, visit: Visit) -> _robots.Rules | Redirect:
        """What is at one address of a robots.txt."""
        async with self._asking.response(hop, visit, {}) as response:
            if response.status != 200:
                return _by_status(response, hop.host)
            body = bytearray()
            try:
                async for piece in iter_body(response, hop.host, self._asking.settings.max_page_bytes):
                    body += piece
                    if len(body) >= _robots.MAX_BYTES:
                        response.close()  # the rest is not wanted
                        break
            except FetchError:
                return _unknown(hop.host, Message("is damaged"))
        if len(body) > _LONG:
            return await asyncio.to_thread(_robots.parse, bytes(body))
        return _robots.parse(bytes(body))


def _by_status(response: ClientResponse, host: str) -> _robots.Rules | Redirect:
    """What an answer without a file means."""
    if response.status in STATUSES:
        with contextlib.suppress(ServerRefused):
            return read_redirect(response, host)
    return (
        _unknown(host, Message("answers {code}", code=response.status))
        if response.status >= 500
        else _robots.Rules()
    )


def _unknown(host: str, reason: Message) -> _robots.Rules:
    return _robots.Rules(
        problem=Message(
            "{host} does not say what programs may read (its robots.txt {reason}), "
            "so nothing is read until it does.",
            host=host,
            reason=reason,
        )
    )
