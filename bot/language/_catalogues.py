"""The catalogues: ``bot/locales/<language>/LC_MESSAGES/pullquote.po``, as GNU gettext has them.

That of English holds only what is worded otherwise on Discord than in the terminal.
"""

from dataclasses import dataclass
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("en", "de", "fr")
FOLDER = Path(__file__).parents[1] / "locales"
# Where messages of the library are marked to be from, in the catalogues' references.
_LIBRARY = "index/"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is needed of one: its lookups with its plural rule, and what the library may say."""

    translations: GNUTranslations
    library: tuple[str, ...]


def path_of(language: str) -> Path:
    """The file of a language's catalogue."""
    return FOLDER / language / "LC_MESSAGES" / "pullquote.po"


@cache
def catalogue_of(language: str) -> Catalogue:
    """The catalogue, read once."""
    read = read_catalogue(language)
    compiled = BytesIO()
    write_mo(compiled, read)
    compiled.seek(0)
    return Catalogue(
        GNUTranslations(compiled),
        tuple(
            message.id
            for message in read
            if isinstance(message.id, str) and any(file.startswith(_LIBRARY) for file, _ in message.locations)
        ),
    )


def read_catalogue(language: str) -> Catalog:
    """The catalogue with all that is in its file."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def load() -> None:
    """Read all catalogues, which takes some tens of milliseconds, before anybody waits for them."""
    for language in LANGUAGES:
        catalogue_of(language)
