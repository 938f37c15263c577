"""What moderators do with sources on Discord; used by the command, its buttons and the message menu alike.

- ``_asked``          what is asked of a source that is not added yet, as a custom_id holds it
- ``_finding_out``    what a link, a file or a text is, shown before anything is stored
- ``_pasted``         a pasted text as a file
- ``_choosing``       links and files in a message, one of which is meant
- ``_adding``         adding it, once the moderator says so
- ``_progress``       a reply that tells how far something is, for as long as that takes
- ``_looking_after``  the list, checking, refreshing, pausing, removing, and the history

Each function takes an interaction that was acknowledged with a reply for the moderator alone, and edits
that reply; those whose name begins with ``start`` acknowledge it themselves.
"""

from bot.sources._adding import start_adding, start_feed
from bot.sources._asked import ADDING_ID, FEEDS_ID, MAX_ARTICLES, Asked
from bot.sources._choosing import CHOOSING_ID, start_choice, start_choosing
from bot.sources._finding_out import FileRefused, look_at_file, look_at_link, look_at_text
from bot.sources._looking_after import (
    ask_to_remove,
    check,
    complete_sources,
    find_sources,
    get_source,
    make_history,
    make_list,
    pause,
    refresh,
    remove,
    restore,
    resume,
    show,
)
from bot.sources._pasted import PASTE, Pasted

__all__ = [
    "ADDING_ID",
    "CHOOSING_ID",
    "FEEDS_ID",
    "MAX_ARTICLES",
    "PASTE",
    "Asked",
    "FileRefused",
    "Pasted",
    "ask_to_remove",
    "check",
    "complete_sources",
    "find_sources",
    "get_source",
    "look_at_file",
    "look_at_link",
    "look_at_text",
    "make_history",
    "make_list",
    "pause",
    "refresh",
    "remove",
    "restore",
    "resume",
    "show",
    "start_adding",
    "start_choice",
    "start_choosing",
    "start_feed",
]
