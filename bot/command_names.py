"""Commands in the languages of Discord's clients: names, descriptions, options and choices.

Names are looked up with a context, since "ask" the command need not be called as "ask" the verb is; to
what follows a slash Discord applies rules of its own (docs: Application Commands, Naming).
"""

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot.language import DEFAULT, nearest, pgettext, speaking

_CONTEXTS = {
    Location.command_name: "command",
    Location.group_name: "command",
    Location.parameter_name: "option",
    Location.choice_name: "choice",
}
_DESCRIPTION = "description"
_MENU = "menu"


def context_of(context: app_commands.TranslationContextTypes) -> str:
    """What a string of a command is looked up with."""
    if isinstance(context.data, app_commands.ContextMenu):
        return _MENU
    return _CONTEXTS.get(context.location, _DESCRIPTION)


class CatalogueTranslator(app_commands.Translator):
    """Translates commands by the catalogues."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The string in that locale; None in English, and where there is no translation."""
        language = nearest(locale)
        if language == DEFAULT:
            return None
        with speaking(language):
            translation = pgettext(context_of(context), string.message)
        return translation if translation != string.message else None
