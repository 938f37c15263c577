"""What robots.txt lets us read (RFC 9309), by protego, remembered for some time.

No file, or any other answer of 4xx: all may be read. An answer of 5xx, or one that cannot be read: nothing
for some minutes. At most 500 KiB of a file are read (section 2.5), and what it says to other programs is left
out before it is parsed: that takes time by agents times rules, and a file may name tens of thousands of both.
"""

import re
from collections import OrderedDict
from dataclasses import dataclass

from protego import Protego

AGENT = "pullquote"
MAX_BYTES = 500 * 1024
_MAX_CRAWL_DELAY_S = 30.0
# RFC 9309, section 2.4: not longer than 24 hours.
KEPT_S = 6 * 3_600.0
KEPT_FAILED_S = 600.0
_MAX_ORIGINS = 2_000
# All rules together, counted by the length of what they were parsed from: at most 45 bytes for a character.
_MAX_KEPT_CHARS = 1_500_000
_AGENT = re.compile(r"\s*user[- ]?agent\s*[:\s]\s*(?P<name>[^#]*)", re.IGNORECASE)
# With the misspellings that protego takes.
_RULE = re.compile(r"\s*(?:allow|dis{1,2}al{1,2}[oa]w|diasllow|crawl[- ]delay)\s*[:\s]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """What an origin lets us read; without ``parsed`` everything, or with ``problem`` nothing."""

    parsed: Protego | None = None
    problem: str | None = None
    size: int = 0

    def is_allowed(self, url: str) -> bool:
        """Whether the URL may be read."""
        return self.parsed is None or self.parsed.can_fetch(url, AGENT)

    @property
    def crawl_delay_s(self) -> float:
        """For how long to leave the host alone after a visit, in seconds; within reason."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed else None
        return min(delay or 0.0, _MAX_CRAWL_DELAY_S)


def parse(data: bytes) -> Rules:
    """The rules of a file, whatever else it is: lines that are no rules mean nothing."""
    text = _for_us(data[:MAX_BYTES].decode("utf-8-sig", "replace"))
    return Rules(Protego.parse(text), size=len(text))


def _for_us(text: str) -> str:
    """The lines of a file that are for us or for all; what is no rule of RFC 9309 means nothing in it."""
    lines: list[str] = []
    agents: set[str] = set()
    is_open = False  # whether more agents belong to the same group
    for line in text.splitlines():
        agent = _AGENT.match(line)
        if agent:
            agents = agents if is_open else set()
            is_open = True
            # The name is a product token (section 2.2.1); some write its version as well.
            name = agent["name"].split("/", 1)[0].replace("*", "").strip().lower() or "*"
            if name in {"*", AGENT} and name not in agents:
                agents.add(name)
                lines.append(f"User-agent: {name}")
        elif _RULE.match(line):
            is_open = False
            if agents:
                lines.append(line.split("#", 1)[0].strip())
    return "\n".join(lines)


class Kept:
    """Rules by origin, those not asked for longest forgotten first."""

    def __init__(self) -> None:
        self._rules: OrderedDict[str, tuple[float, Rules]] = OrderedDict()
        self._size = 0

    def find(self, origin: str, now_s: float) -> Rules | None:
        """The rules of an origin, unless their time is over."""
        if origin not in self._rules:
            return None
        until_s, rules = self._rules[origin]
        if until_s <= now_s:
            self._drop(origin)
            return None
        self._rules.move_to_end(origin)
        return rules

    def keep(self, origin: str, rules: Rules, until_s: float) -> None:
        """Remember rules until then."""
        if origin in self._rules:
            self._drop(origin)
        self._rules[origin] = (until_s, rules)
        self._size += rules.size
        while len(self._rules) > _MAX_ORIGINS or (self._size > _MAX_KEPT_CHARS and len(self._rules) > 1):
            self._drop(next(iter(self._rules)))

    def _drop(self, origin: str) -> None:
        self._size -= self._rules.pop(origin)[1].size
