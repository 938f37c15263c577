"""Bring the catalogues up to date with what the code says: ``make messages``.

What is to be translated is found in the code (arguments of ``gettext`` and its like, and of every error of
the library), and in the commands as Discord is told of them. Translations are kept; what is new is empty,
what is not said any more is dropped. Messages are sorted, and references are files without lines, so that
two people's changes can be merged.
"""

import ast
import asyncio
import tempfile
from collections.abc import AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any

import discord
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from discord import app_commands

from bot.__main__ import open_library
from bot.client import Pullquote
from bot.command_names import context_of
from bot.language import LANGUAGES, pgettext, speaking
from bot.language._catalogues import path_of, read_catalogue
from bot.settings import Settings
from index.errors import LineRefused, PullquoteError

ROOT = Path(__file__).parents[1]
# The terminal's own, which nobody on Discord meets.
_TERMINAL = (
    "bot/cli/",
    "bot/demo",
    "bot/settings.py",
    "bot/__main__.py",
    "index/bm25/",
    "index/evaluate/",
    "index/sources/jsonl.py",
    "index/sources/lines.py",
)
# Without the dates that Babel's own has, which no two people's changes agree on.
_HEADER = r"""# What Pullquote says on Discord; docs/languages.md tells how to change it.
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: {plurals}\n"

"""
_KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "deferred": None,
    "Message": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def main() -> None:
    """Write the catalogues anew."""
    said = find_messages()
    for language in LANGUAGES:
        catalogue = updated(said, language)
        with path_of(language).open("wb") as file:
            file.write(_HEADER.format(language=language, plurals=catalogue.plural_forms).encode())
            write_po(file, catalogue, width=100, sort_output=True, include_lineno=False, omit_header=True)
        missing = sum(not is_translated(message.string) for message in catalogue if message.id)
        print(f"{language}: {len(catalogue):,} messages, {missing:,} not translated")


def find_messages() -> Catalog:
    """All that is said on Discord: in the code, and by the names and descriptions of commands."""
    said = Catalog()
    asyncio.run(add_commands(said))
    add_code(said)
    return said


def add_code(said: Catalog) -> None:
    """Add what the bot and the library say."""
    for path in code():
        with path.open("rb") as file:
            # Types are not those that Babel has for its own methods, which know no missing arguments.
            for line, message, _, context in extract(_find_calls, file, keywords()):  # type: ignore[arg-type]
                said.add(message, None, [(str(path.relative_to(ROOT)), line)], context=context)


def code() -> list[Path]:
    """The files whose sentences reach Discord."""
    found = (path for folder in ("bot", "index") for path in sorted((ROOT / folder).rglob("*.py")))
    return [path for path in found if not str(path.relative_to(ROOT)).startswith(_TERMINAL)]


def keywords() -> dict[str, Any]:
    """The functions that are given messages, and the places of their arguments; Babel's form."""
    return {**_KEYWORDS, **{error.__name__: None for error in errors() if error is not LineRefused}}


def errors() -> Iterator[type[PullquoteError]]:
    """All errors that are shown to people, of what has been imported."""
    waiting = [PullquoteError]
    while waiting:
        error = waiting.pop()
        yield error
        waiting += error.__subclasses__()


def _find_calls(
    file: IO[bytes], keywords: Mapping[str, Any], _tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, list[str | None], list[str]]]:
    """An extraction method for Babel that sees calls as Python does; what is no literal is None."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and node.args and (name := name_of(node)) in keywords:
            yield node.lineno, name, [literal(argument) for argument in node.args], []


def name_of(call: ast.Call) -> str:
    """What is called, without what it is an attribute of."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literal(node: ast.expr) -> str | None:
    """The text if there is one in the code."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


async def add_commands(said: Catalog) -> None:
    """Add the names and descriptions of commands, from the tree that Discord is told of."""
    collector = _Collector(said)
    async with _loaded() as client:
        for command in client.tree.get_commands():
            await command.get_translated_payload(client.tree, collector)


@asynccontextmanager
async def _loaded() -> AsyncIterator[Pullquote]:
    """A bot with its commands, which is connected to nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        library = open_library(Path(scratch, "messages.db"), create=True)
        client = Pullquote(library, Settings())
        try:
            await client.load_commands()
            yield client
        finally:
            await library.close()


def names_of_commands(language: str) -> set[str]:
    """What is typed after a slash to call each command in that language; and each group's own name."""

    async def walk() -> set[str]:
        async with _loaded() as client:
            with speaking(language):
                return {
                    " ".join(pgettext("command", name) for name in command.qualified_name.split(" "))
                    for command in client.tree.walk_commands()
                    if isinstance(command, app_commands.Command)
                    or client.tree.get_command(command.name) is command
                }

    return asyncio.run(walk())


class _Collector(app_commands.Translator):
    """Translates nothing, and notes what it is asked for."""

    def __init__(self, said: Catalog) -> None:
        self._said = said

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> None:
        if locale is discord.Locale.german:  # once is enough
            self._said.add(string.message, None, [("bot/commands", 0)], context=context_of(context))


def updated(said: Catalog, language: str) -> Catalog:
    """The catalogue of a language with all that is said, and the translations that it has of it."""
    before = read_catalogue(language)
    catalogue = Catalog(language)
    for message in said:
        if not message.id:
            continue
        known = before.get(message.id, message.context)
        # English holds only what is worded otherwise on Discord.
        if language == "en" and not (known and is_translated(known.string)):
            continue
        catalogue.add(
            message.id,
            known.string if known else None,
            sorted({(file, 0) for file, _ in message.locations}),
            flags=message.flags,
            user_comments=known.user_comments if known else (),
            context=message.context,
        )
    return catalogue


def is_translated(string: str | Sequence[str] | None) -> bool:
    """Whether nothing is missing."""
    return bool(string) if isinstance(string, str) else all(string or [""])


if __name__ == "__main__":
    main()
