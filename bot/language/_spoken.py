"""Which language is spoken at this moment, and which of those there are is nearest to a person's."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from bot.language._catalogues import LANGUAGES

DEFAULT = "en"
_spoken: ContextVar[str] = ContextVar("spoken", default=DEFAULT)


class _HasLanguage(Protocol):
    """The settings of a community."""

    @property
    def language(self) -> str | None: ...


def nearest(locale: object) -> str:
    """The language there is a catalogue of for one of Discord's locales; English for any other."""
    language = str(locale).partition("-")[0]
    return language if language in LANGUAGES else DEFAULT


def language_for_all(settings: _HasLanguage, guild_locale: object) -> str:
    """The language of what everybody reads: the community's choice, else the nearest to its server's."""
    return nearest(settings.language or guild_locale or DEFAULT)


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
