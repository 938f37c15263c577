"""Commands as links that open them: ``</ask:123>``, by the ids that Discord has given them.

Discord's docs: Reference, Message Formatting. The ids are kept for the next start, since commands are only
sent to Discord when they have changed.
"""

import json
from collections.abc import Iterable

from discord.app_commands import AppCommand

from bot.language import pgettext


class Mentions:
    """The ids of the commands, by the first word of their names."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def learn(self, commands: Iterable[AppCommand]) -> str:
        """Take the ids from what Discord was told; as a note for the next start."""
        self._ids = {command.name: command.id for command in commands}
        return json.dumps(self._ids)

    def read(self, note: str | None) -> bool:
        """Take the ids from the note, if there is one."""
        self._ids = json.loads(note) if note else {}
        return note is not None

    def of(self, name: str) -> str:
        """A command by its whole name (``article show``), as a link where its id is known."""
        command_id = self._ids.get(name.split(maxsplit=1)[0])
        if command_id is not None:
            return f"</{name}:{command_id}>"
        return f"`/{' '.join(pgettext('command', part) for part in name.split())}`"
