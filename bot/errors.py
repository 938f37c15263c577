"""An exception into the one sentence a person is shown.

What the library refuses explains itself. Anything else is a fault of ours: it is logged with its
traceback under a short id, and the person gets the id.
"""

import secrets

import structlog

from bot.language import gettext, say
from bot.markdown import escape, shorten
from index.errors import PullquoteError

# Escaped it is at most twice as long, and a message without components has room for 2,000 characters.
_MAX_CHARS = 900
_log = structlog.stdlib.get_logger(__name__)


class DiscordUnreachable(PullquoteError):
    """There is no way to Discord from this machine."""


def message_for(error: BaseException, **context: object) -> str:
    """The sentence as a message of Discord's: escaped, and cut where what it repeats has no room there."""
    return escape(shorten(sentence_for(error, **context), _MAX_CHARS))


def sentence_for(error: BaseException, **context: object) -> str:
    """What to tell a person on Discord; the context (no secrets) goes to the log with an error of ours."""
    if isinstance(error, PullquoteError):
        return say(error)
    error_id = secrets.token_hex(4)
    _log.error("unexpected_error", error_id=error_id, exc_info=error, **context)
    return gettext(
        "Something went wrong on our side (error {error_id}). Please tell the host.", error_id=error_id
    )
