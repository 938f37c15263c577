"""Interactions from outside the servers that the bot is installed in, which SimCord does not know.

Its payloads are changed on their way to what Discord sends (docs: Interaction object, Authorizing
Integration Owners and Context Types).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from simcord import interactions

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2


@contextmanager
def user_install(monkeypatch: pytest.MonkeyPatch, *, context: int) -> Iterator[None]:
    """All interactions within come by way of the person's own install, in such a place."""
    build = interactions.base_payload

    def payload(*args: Any, **values: Any) -> tuple[Any, dict[str, Any]]:  # noqa: ANN401 - passed on as they are
        record, sent = build(*args, **values)
        sent["authorizing_integration_owners"] = {"1": str(values["user_id"])}
        sent["context"] = context
        return record, sent

    with monkeypatch.context() as patch:
        patch.setattr(interactions, "base_payload", payload)
        yield
