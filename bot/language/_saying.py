"""Messages in the language that is spoken, with their values put in by name.

Values that are messages or errors themselves are said in that language too, and numbers are written as
it writes them where the English message groups their digits (``{count:,}``). A translation that cannot
take its values is passed over for the English message: the tests catch it, and a reply is never lost.
"""

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

import structlog

from bot.language._catalogues import catalogue_of
from bot.language._forms import format_number
from bot.language._retelling import retell
from bot.language._spoken import spoken
from index.errors import Message, PullquoteError

_log = structlog.stdlib.get_logger(__name__)


def gettext(message: str, /, **values: object) -> str:
    """The message in the language that is spoken, with the values put in by name."""
    translations = catalogue_of(spoken()).translations
    return fill(translations.gettext(message), message, values)


def pgettext(context: str, message: str, /, **values: object) -> str:
    """The same for a message that means several things, of which the context tells one."""
    translations = catalogue_of(spoken()).translations
    return fill(translations.pgettext(context, message), message, values)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for so many, with ``{count}`` put in as that language writes it."""
    translations = catalogue_of(spoken()).translations
    values = {**values, "count": format_number(count)}
    return fill(translations.ngettext(one, many, count), one if count == 1 else many, values)


def deferred(message: str, /) -> str:
    """The message itself, marked for the catalogues: it is given to ``gettext`` when it is said."""
    return message


def say(said: str | PullquoteError) -> str:
    """What the library says, in the language that is spoken.

    Of a sentence that was stored, or has come from another process, only the English words are left;
    what it was made of is found again by its form.
    """
    message = said.message if isinstance(said, PullquoteError) else said
    if isinstance(message, Message) and message.values:
        return gettext(message.template, **message.values)
    if not message:  # which to gettext means the catalogue's header
        return ""
    catalogue = catalogue_of(spoken())
    translated = catalogue.translations.gettext(str(message))
    return translated if translated != message else retell(str(message), catalogue, say, gettext)


def fill(translation: str, message: str, values: Mapping[str, object]) -> str:
    """The translation with the values put in, or the English message where it cannot take them."""
    if not values:
        return translation
    try:
        return _FORMATTER.vformat(translation, (), values)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        if translation == message:
            raise
        _log.warning("translation_passed_over", language=spoken(), message=message, reason=str(error))
        return _FORMATTER.vformat(message, (), values)


class _Formatter(Formatter):
    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as the standard library has it
        value = super().get_value(key, args, kwargs)
        return say(value) if isinstance(value, Message | PullquoteError) else value

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - the same
        if format_spec == "," and isinstance(value, int):
            return format_number(value)
        # A number that was found again in a sentence is written already.
        return value if format_spec and isinstance(value, str) else super().format_field(value, format_spec)


_FORMATTER = _Formatter()
