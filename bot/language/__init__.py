"""The language of what people read: message catalogues, dates and numbers, by who reads.

Every sentence is written in English where it is used and looked up in the catalogue of the language that
is spoken at that moment (``speaking``), as with GNU gettext. Values are put in after that, by name, so that
a translation may order them as it likes::

    gettext("Nothing here answers “{question}”.", question=escape(question))
    ngettext("{count} article", "{count} articles", len(found))

What the library says (``index.errors.Message``) is looked up in the same way by ``say``. The terminal
speaks English and reads no catalogue.
"""

from bot.language._catalogues import LANGUAGES, load
from bot.language._forms import (
    format_ago,
    format_ahead,
    format_date,
    format_duration,
    format_instant,
    format_list,
    format_number,
)
from bot.language._saying import deferred, gettext, ngettext, pgettext, say
from bot.language._spoken import DEFAULT, language_for_all, nearest, speak, speaking, spoken

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "deferred",
    "format_ago",
    "format_ahead",
    "format_date",
    "format_duration",
    "format_instant",
    "format_list",
    "format_number",
    "gettext",
    "language_for_all",
    "load",
    "nearest",
    "ngettext",
    "pgettext",
    "say",
    "speak",
    "speaking",
    "spoken",
]
