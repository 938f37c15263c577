"""Questions are let go of where a community wants them kept for less long than the host."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:  # the client does this in rounds
    from bot.client import Pullquote

# Days are what is counted in, so an hour more or less is no matter.
ROUND_S = 3_600.0
_log = structlog.stdlib.get_logger(__name__)


async def forget_old(client: "Pullquote", now: datetime | None = None) -> None:
    """Let go of what is older than each community wants it kept; the host's limit holds by itself."""
    now = now or datetime.now(UTC)
    for guild in list(client.guilds):
        try:
            days = (await client.communities.get(str(guild.id))).retention_days
            if days is None:
                continue
            before = now - timedelta(days=days)
            count = await client.library.communities.forget_askings(str(guild.id), before)
        except Exception:  # noqa: BLE001 - one community must not keep the others' questions
            _log.exception("not_forgotten", server=guild.id)
        else:
            if count:
                _log.info("forgotten", server=guild.id, questions=count)
