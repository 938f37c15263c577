"""What the components of a message hold, however deep in it they stand."""

from collections.abc import Iterable, Iterator
from typing import Any

import discord


def iter_values(message: discord.Message | None, name: str) -> Iterator[str]:
    """In order what the components have under that name, such as their custom_ids or their URLs."""
    return _iter_within(message.components if message else (), name)


def _iter_within(components: Iterable[Any], name: str) -> Iterator[str]:
    for component in components:
        if value := getattr(component, name, None):
            yield value
        yield from _iter_within(getattr(component, "children", ()), name)
