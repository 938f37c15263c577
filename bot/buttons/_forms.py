"""Forms that a button opens, which can be sent even if the bot was restarted meanwhile.

discord.py forgets its modals when the process ends. These are known by the form of their custom_id, as
the buttons are, and made anew when they are sent.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import discord
from discord import ui

from bot.interactions import admit, report
from bot.markdown import shorten

_TEXT = "text"
# Discord's limits (docs: Components reference): titles and labels, and what explains a field.
_MAX_LABEL = 45
_MAX_HINT = 100


class LastingForm(ABC):
    """A form; ``submit`` is what it does with what was typed into its fields.

    ``texts`` has that by the fields' names, ``text`` is that of the one without a name of its own.
    """

    template: ClassVar[str]

    def __init__(self, match: re.Match[str], texts: Mapping[str, str]) -> None:
        self.match = match
        self.texts = texts
        self.text = texts.get(_TEXT, "")

    @abstractmethod
    async def submit(self, interaction: discord.Interaction[Any]) -> None:
        """What the form does."""


def make_form(custom_id: str, title: str, *fields: ui.Label[ui.Modal]) -> ui.Modal:
    """A form to be opened. Title and label have at most 45 characters (Discord's docs).

    A translation that is longer is cut, since else the form would not open at all.
    """
    form = ui.Modal(title=shorten(title, _MAX_LABEL), custom_id=custom_id, timeout=None)
    for field in fields:
        form.add_item(field)
    # Nothing waits for it: it would be forgotten at a restart.
    form.stop()
    return form


def text_field(
    label: str,
    name: str = _TEXT,
    hint: str | None = None,
    **options: Any,  # noqa: ANN401 - those of discord.py
) -> ui.Label[ui.Modal]:
    """A field of a form, with the options of ``discord.ui.TextInput``."""
    hint = hint and shorten(hint, _MAX_HINT)
    return ui.Label(
        text=shorten(label, _MAX_LABEL), description=hint, component=ui.TextInput(custom_id=name, **options)
    )


async def submit_form(kinds: Iterable[type[LastingForm]], interaction: discord.Interaction[Any]) -> None:
    """Have the form that was sent do its work, if it is one of these."""
    sent: Mapping[str, Any] = interaction.data or {}
    for kind in kinds:
        match = re.fullmatch(kind.template, str(sent.get("custom_id", "")))
        if match and await admit(interaction):
            try:
                await kind(match, dict(_iter_texts(sent.get("components", ())))).submit(interaction)
            except Exception as error:  # noqa: BLE001 - whatever it is, the person is told
                await report(interaction, error)


def _iter_texts(components: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The names of the fields, which stand in labels, and what was typed into each."""
    for component in components:
        inner = component.get("component", component)
        if "value" in inner:
            yield str(inner.get("custom_id")), str(inner["value"] or "").strip()
