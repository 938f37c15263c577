"""What is new, told to whoever wants to know: members who watch for something, and moderators.

- ``_following``   new articles and texts -> what is found for watches, durably
- ``_telling``     what was found -> messages to channels and people
- ``_moderators``  what happened to sources, articles and settings -> the log channel

Each message goes out at least once: what is told is noted after it was sent. A crash between the two tells it
again, which Discord itself holds back if it is within a few minutes.
"""

from typing import TYPE_CHECKING

import structlog

from bot.news._following import Follower
from bot.news._moderators import LogChannels
from bot.news._telling import Telling

if TYPE_CHECKING:
    from bot.client import Pullquote

# How often to look for what is new, in seconds.
ROUND_S = 10.0
_log = structlog.stdlib.get_logger(__name__)


class News:
    """Follows what is new: ``round`` looks once, and is called again and again."""

    def __init__(self, client: "Pullquote") -> None:
        self.log_channels = LogChannels(client)
        self._follower = Follower(client, self.log_channels.heed)
        self._telling = Telling(client)

    async def round(self) -> None:
        """Note what is new, and tell what waits; what fails in one part does not hold up the others."""
        for work in (self._follower.follow, self._telling.tell, self.log_channels.tell):
            try:
                await work()
            except Exception:  # noqa: BLE001 - whatever it is, the next round tries again
                _log.exception("news_failed", work=work.__qualname__)
