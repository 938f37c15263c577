from pathlib import Path

import pytest
from discord import app_commands

import bot.cli
import bot.commands
from bot import settings
from bot.client import Pullquote
from bot.discovery import find_modules
from bot.settings import Settings
from index.library import Library

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", settings.names())
def test_every_setting_is_documented(name: str) -> None:
    """Whoever runs the bot finds each setting explained in .env.example and in the README."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith(f"{name}="))
    assert lines[place - 1].startswith("# ")
    assert f"`{name}`" in (ROOT / "README.md").read_text(encoding="utf-8")


async def test_every_discord_command_explains_itself(library: Library) -> None:
    """Each command and option has a description within Discord's limits, and a name of its own."""
    client = Pullquote(library, Settings())
    for module in find_modules(bot.commands):
        await client.load_extension(module.__name__)
    commands = [c for c in client.tree.walk_commands() if isinstance(c, app_commands.Command)]
    names = [command.qualified_name for command in commands]
    assert len(set(names)) == len(names)
    for command in commands:
        assert 1 <= len(command.description) <= 100
        for parameter in command.parameters:
            assert parameter.description not in ("…", "")
    await client.close()


def test_every_terminal_command_is_in_the_handbook() -> None:
    """The handbook's table names every command of the terminal."""
    table = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    for module in find_modules(bot.cli):
        assert f"| `pullquote {module.command.name}" in table
