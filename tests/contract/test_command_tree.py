"""The commands as Discord is told of them, against its rules (docs: Application Commands).

Every name and description is looked at in English and in every translation that is sent along.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import simcord

from bot.client import Pullquote
from bot.settings import Settings
from index.library import Library

Spec = dict[str, Any]

CHAT, USER, MESSAGE = 1, 2, 3
SUBCOMMAND, GROUP, STRING = 1, 2, 3
# Discord's docs, "Application Command Naming": letters, numbers, "-", "_" and "'" of any script, of
# Devanagari and Thai the signs, too.
_OTHER_SIGNS = "-_'"
_SCRIPTS = ("DEVANAGARI", "THAI")
# Names of a command, its options' names and values, and descriptions together.
_MAX_CHARS = 8_000
# What only moderators may do, and what all may.
MEMBERS = ("ask", "article", "watch", "privacy", "help", "about", "Find sources", "Check this quote")
MODERATORS = ("source", "settings", "stats", "digest", "Add as source")


@pytest.fixture
async def tree(library: Library) -> list[Spec]:
    """What Discord is told of the commands when the bot starts."""
    async with simcord.run(Pullquote(library, Settings())) as env:
        sent = [each.json for each in env.http_requests if each.method == "PUT"]
    assert len(sent) == 1
    assert isinstance(sent[0], list)
    return sent[0]


def iter_nodes(spec: Spec, path: str = "") -> Iterator[tuple[str, Spec]]:
    """A command and all that is in it: groups, subcommands, options, choices; each with its path."""
    path = f"{path} {spec['name']}".strip()
    yield path, spec
    for inner in (*(spec.get("options") or ()), *(spec.get("choices") or ())):
        yield from iter_nodes(inner, path)


def spoken(spec: Spec, field: str) -> dict[str, str]:
    """A name or description in English and in every translation, by locale."""
    return {"en": spec[field], **(spec.get(f"{field}_localizations") or {})}


def is_name(name: str) -> bool:
    """Whether a command or option may be called that."""
    return (
        all(
            sign in _OTHER_SIGNS
            or sign.isalpha()
            or sign.isnumeric()
            or unicodedata.name(sign, "").startswith(_SCRIPTS)
            for sign in name
        )
        and bool(re.fullmatch(r".{1,32}", name))
        and name == name.lower()
    )


def is_menu(spec: Spec) -> bool:
    """Whether it is a context menu, whose name is free; options have the same numbers for their types."""
    return "default_member_permissions" in spec and int(spec.get("type", CHAT)) in (USER, MESSAGE)


async def test_names_are_what_discord_allows(tree: list[Spec]) -> None:
    """Commands and options: 1 to 32 small letters, numbers, - and _; menus: 1 to 32 characters."""
    for command in tree:
        for path, spec in iter_nodes(command):
            for locale, name in spoken(spec, "name").items():
                if is_menu(spec):
                    assert 1 <= len(name) <= 32, (path, locale)
                elif "value" in spec:
                    assert 1 <= len(name) <= 100, (path, locale)
                else:
                    assert is_name(name), (path, locale, name)


async def test_all_is_described(tree: list[Spec]) -> None:
    """Whatever has a description has one of 1 to 100 characters; menus have none."""
    for command in tree:
        for path, spec in iter_nodes(command):
            if is_menu(spec):
                assert not spec.get("description"), path
            elif "value" not in spec:
                for locale, text in spoken(spec, "description").items():
                    assert 1 <= len(text.strip()) <= 100, (path, locale, text)


async def test_there_are_not_too_many(tree: list[Spec]) -> None:
    """100 commands, 5 menus on messages and 5 on people, 25 options, choices and subcommands."""
    kinds = Counter(int(command.get("type", CHAT)) for command in tree)
    assert kinds[CHAT] <= 100
    assert kinds[USER] <= 5
    assert kinds[MESSAGE] <= 5
    for command in tree:
        for path, spec in iter_nodes(command):
            assert len(spec.get("options") or ()) <= 25, path
            assert len(spec.get("choices") or ()) <= 25, path


async def test_names_are_unique_in_every_language(tree: list[Spec]) -> None:
    """No two commands of a kind, options of a command or choices of an option have the same name."""

    def check(specs: list[Spec], path: str) -> None:
        locales = {locale for spec in specs for locale in spoken(spec, "name")}
        for locale in locales:
            names = [spoken(spec, "name").get(locale, spec["name"]) for spec in specs]
            assert len(names) == len(set(names)), (path, locale, names)

    for kind in (CHAT, USER, MESSAGE):
        check([command for command in tree if int(command.get("type", CHAT)) == kind], str(kind))
    for command in tree:
        for path, spec in iter_nodes(command):
            check(list(spec.get("options") or ()), path)
            check(list(spec.get("choices") or ()), path)


async def test_no_command_is_too_large(tree: list[Spec]) -> None:
    """A command has at most 8,000 characters in all, each text counted in its longest language."""
    for command in tree:
        total = 0
        for _, spec in iter_nodes(command):
            total += max(map(len, spoken(spec, "name").values()))
            if spec.get("description"):
                total += max(map(len, spoken(spec, "description").values()))
            total += len(str(spec.get("value", "")))
        assert total <= _MAX_CHARS, command["name"]


async def test_required_options_come_first(tree: list[Spec]) -> None:
    """Discord refuses a required option after one that may be left out."""
    for command in tree:
        for path, spec in iter_nodes(command):
            required = [
                bool(option.get("required")) for option in spec.get("options") or () if option["type"] > GROUP
            ]
            assert required == sorted(required, reverse=True), path


async def test_choices_and_completions_are_of_their_kind(tree: list[Spec]) -> None:
    """An option has choices or is completed while it is typed, not both; values have up to 100 characters."""
    for command in tree:
        for path, spec in iter_nodes(command):
            assert not (spec.get("choices") and spec.get("autocomplete")), path
            assert len(str(spec.get("value", ""))) <= 100, path
            if spec.get("type") == STRING and "value" not in spec:
                assert 0 <= spec.get("min_length", 0) <= spec.get("max_length", 6_000) <= 6_000, path


async def test_groups_are_no_deeper_than_discord_allows(tree: list[Spec]) -> None:
    """Subcommands stand in a command or in one of its groups, never beside options, never deeper."""
    for command in tree:
        for path, spec in iter_nodes(command):
            kinds = {option["type"] for option in spec.get("options") or ()}
            assert kinds <= {SUBCOMMAND, GROUP} or not kinds & {SUBCOMMAND, GROUP}, path
            if spec is not command:
                assert GROUP not in kinds, path
                assert SUBCOMMAND not in kinds or spec["type"] == GROUP, path


async def test_where_commands_work_is_declared(tree: list[Spec]) -> None:
    """Each says in which contexts it works and for which kinds of installation; none is left to a default."""
    for command in tree:
        assert command.get("contexts"), command["name"]
        assert command.get("integration_types"), command["name"]
        for_people = 1 in command["integration_types"]
        assert for_people or set(command["contexts"]) == {0}, command["name"]


async def test_commands_of_moderators_are_hidden_from_members(tree: list[Spec]) -> None:
    """Discord shows them to whoever may manage the server, unless its administrators decide otherwise."""
    for command in tree:
        permissions = command["default_member_permissions"]
        if command["name"] in MODERATORS:
            assert int(permissions) == 1 << 5, command["name"]
        elif command["name"] in MEMBERS:
            assert permissions is None, command["name"]
