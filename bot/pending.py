"""What waits for somebody's word, such as a plan for a source, and what is done once. A restart loses it."""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

_T = TypeVar("_T")

# A plan holds what was fetched for it. Who takes longer waits a moment more for it to be fetched again.
_MAX_WAITING = 20
_WAITS_S = 900.0
# So many things that were done are remembered; a second press of a button comes soon or never.
_MAX_DONE = 1_000


class Once:
    """What may be done once, as a button may be pressed twice before it is gone."""

    def __init__(self) -> None:
        self._taken: OrderedDict[Hashable, None] = OrderedDict()

    def take(self, key: Hashable) -> bool:
        """Whether nobody has taken it before; from now on somebody has."""
        if key in self._taken:
            return False
        self._taken[key] = None
        while len(self._taken) > _MAX_DONE:
            self._taken.popitem(last=False)
        return True

    def give_back(self, key: Hashable) -> None:
        """It was not done after all."""
        self._taken.pop(key, None)


class Pending(Generic[_T]):
    """Each by a token that stands in the buttons below it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._waiting: OrderedDict[str, tuple[float, _T]] = OrderedDict()
        self._once = Once()

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
        """Whether nobody has taken it before; it waits no more."""
        self._waiting.pop(token, None)
        return self._once.take(token)

    def _forget(self) -> None:
        now = self._clock()
        while self._waiting and now - next(iter(self._waiting.values()))[0] > _WAITS_S:
            self._waiting.popitem(last=False)
