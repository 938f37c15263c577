"""What waits for somebody's word, such as a plan for a source. A restart loses it."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")

# A plan holds what was fetched for it. Who takes longer waits a moment more for it to be fetched again.
_MAX_WAITING = 20
_WAITS_S = 900.0


class Pending(Generic[_T]):
    """Each by a token that stands in the buttons below it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: OrderedDict[str, tuple[float, _T]] = OrderedDict()
        self._taken: OrderedDict[str, None] = OrderedDict()

    def keep(self, waiting: _T) -> str:
        """Its token."""
        token = secrets.token_hex(4)
        self._waiting[token] = (self._clock(), waiting)
        while len(self._waiting) > _MAX_WAITING:
            self._waiting.popitem(last=False)
        return token

    def find(self, token: str) -> _T | None:
        """What waits, if it is still at hand; it goes on waiting."""
        self._forget()
        return self._waiting[token][1] if token in self._waiting else None

    def take(self, token: str) -> bool:
        """Whether nobody has taken it before: a button may be pressed twice before it is gone."""
        if token in self._taken:
            return False
        self._taken[token] = None
        while len(self._taken) > 10 * _MAX_WAITING:
            self._taken.popitem(last=False)
        self._waiting.pop(token, None)
        return True

    def _forget(self) -> None:
        now = self._clock()
        while self._waiting and now - next(iter(self._waiting.values()))[0] > _WAITS_S:
            self._waiting.popitem(last=False)
