"""The language of what people read: message catalogues, dates, and the names of commands.

Every sentence is written in English where it is used and looked up in the catalogue of the language that
is spoken at that moment (``speaking``), as with GNU gettext. Values are put in after that, by name, so that
a translation may order them as it likes::

    gettext("Nothing here answers “{question}”.", question=escape(question))
    ngettext("{count} article", "{count} articles", len(found))

The terminal speaks English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

DEFAULT = "en"
LANGUAGES = ("en", "de", "fr")
_spoken: ContextVar[str] = ContextVar("spoken", default=DEFAULT)


def nearest(locale: str) -> str:
    """The language there is a catalogue of for one of Discord's locales; English for any other."""
    return locale if locale in LANGUAGES else DEFAULT


def spoken() -> str:
    """The language that is spoken at this moment."""
    return _spoken.get()


def speak(language: str) -> None:
    """Speak this language for the rest of the present task."""
    _spoken.set(language)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak this language for a while."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language that is spoken, with the values put in by name."""
    return message.format(**values) if values else message


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for so many, with ``{count}`` put in as that language writes it."""
    return (one if count == 1 else many).format(count=f"{count:,}", **values)


def deferred(message: str, /) -> str:
    """The message itself, marked for the catalogues: it is given to ``gettext`` when it is said."""
    return message
