"""The controls of the `/settings` panel, which changes in its own message.

Whoever uses one must be a moderator at that moment, whenever the panel was opened.
"""

from typing import Any

import discord
from discord import ui

from bot.buttons._forms import LastingForm, make_form, text_field
from bot.buttons._lasting import Lasting, LastingButton, LastingSelect
from bot.checks import actor_of, may_manage, require_moderator
from bot.client import Pullquote
from bot.language import gettext
from bot.places import collection_of
from bot.replies.setting_words import MEMBER, RETENTION, ROLES, SERVER, TITLES, Surroundings, gone
from bot.replies.settings import (
    ANSWERS,
    ASK,
    CLEAR,
    LIMITS,
    PAGE,
    PICK,
    PLACES,
    PUT,
    UNSET,
    number_fields,
    settings_view,
)
from bot.setting_changes import (
    SettingRefused,
    check_log_channel,
    check_moderator_roles,
    merge,
    read_cooldown,
    read_days,
)

_LISTS = f"{ROLES}|channels|auto_channels"
_ASK_ID = rf"settings:{ASK}:(?P<name>{RETENTION}|{MEMBER}|{SERVER})"
_MAX_DIGITS = 10


async def show_panel(interaction: discord.Interaction[Pullquote], page: str, changed: str = "") -> None:
    """Put the page in place of what the message shows; the interaction has been acknowledged."""
    settings = await interaction.client.communities.get(collection_of(interaction))
    view = settings_view(settings, surroundings(interaction), page, changed)
    await interaction.edit_original_response(view=view)


def surroundings(interaction: discord.Interaction[Pullquote]) -> Surroundings:
    """What the panel shows beside the settings.

    Raises:
        SettingRefused: Discord has an outage, and the server cannot be seen.
    """
    guild, host = interaction.guild, interaction.client.settings
    if guild is None or guild.unavailable:  # else all that is set would look as if it were deleted
        raise SettingRefused(gettext("Discord does not show me this server now; try again in a minute."))
    return Surroundings(
        roles=frozenset(role.id for role in guild.roles),
        channels=frozenset(channel.id for channel in guild.channels),
        quotes=host.quotes,
        days=host.keep_answers_days,
        answers_unasked=host.answer_unasked,
        may_promote=may_manage(interaction.user),
    )


async def _change(interaction: discord.Interaction[Pullquote], page: str, name: str, **changes: Any) -> None:  # noqa: ANN401 - by the setting
    """Change it, durably and logged, and say so in the panel."""
    collection, actor = collection_of(interaction), actor_of(interaction)
    await interaction.client.communities.change(collection, actor, **changes)
    await show_panel(interaction, page, name)


class PageButton(LastingButton, template=rf"settings:{PAGE}:(?P<page>{PLACES}|{ANSWERS}|{LIMITS})"):
    """Turns to another page of the panel."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Show it, with what holds now."""
        await interaction.response.defer()
        await require_moderator(interaction)
        await show_panel(interaction, self.match["page"])


class PlacesSelect(
    Lasting[ui.RoleSelect[ui.LayoutView] | ui.ChannelSelect[ui.LayoutView]],
    template=rf"settings:{PICK}:(?P<name>{_LISTS})",
):
    """Chooses roles or channels.

    What was chosen is taken as a change to what the select showed, so that what another moderator
    has chosen meanwhile stays.
    """

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Change the list."""
        await interaction.response.defer()
        await require_moderator(interaction)
        name = self.match["name"]
        if name == ROLES:
            check_moderator_roles(interaction.user, self.item.values)
        settings = await interaction.client.communities.get(collection_of(interaction))
        shown = [default.id for default in self.item.default_values]
        chosen = [each.id for each in self.item.values]
        merged = merge(getattr(settings, name), shown, chosen)
        await _change(interaction, PLACES, name, **{name: merged})


class LogChannelSelect(
    Lasting[ui.ChannelSelect[ui.LayoutView]], template=rf"settings:{PICK}:(?P<name>log_channel)"
):
    """Chooses the log channel, or none."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Change it, if the bot may write there."""
        await interaction.response.defer()
        await require_moderator(interaction)
        chosen = self.item.values[0] if self.item.values else None
        if chosen is not None and interaction.guild is not None:
            check_log_channel(interaction.guild, chosen.id)
        await _change(interaction, PLACES, "log_channel", log_channel=chosen.id if chosen else None)


class ChoiceSelect(LastingSelect, template=rf"settings:{PICK}:(?P<name>quotes|language)"):
    """Chooses one of a few values."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Change it."""
        await interaction.response.defer()
        await require_moderator(interaction)
        name, chosen = self.match["name"], self.chosen
        value = None if chosen == UNSET else int(chosen) if name == "quotes" else chosen
        await _change(interaction, ANSWERS, name, **{name: value})


class PutButton(LastingButton, template=rf"settings:{PUT}:is_private:(?P<value>[01])"):
    """Sets what it says, and not the opposite of what is: two who press it want the same."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Change it."""
        await interaction.response.defer()
        await require_moderator(interaction)
        await _change(interaction, ANSWERS, "is_private", is_private=self.match["value"] == "1")


class ClearButton(LastingButton, template=rf"settings:{CLEAR}:(?P<name>{_LISTS}|log_channel)"):
    """Lets go of roles or channels that the server has no more."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Keep those that are there."""
        await interaction.response.defer()
        await require_moderator(interaction)
        name = self.match["name"]
        if name == ROLES:
            check_moderator_roles(interaction.user, ())
        settings = await interaction.client.communities.get(collection_of(interaction))
        lost = gone(name, settings, surroundings(interaction))
        value = getattr(settings, name)
        kept = tuple(each for each in value if each not in lost) if isinstance(value, tuple) else None
        changes = {name: kept} if lost else {}
        await _change(interaction, PLACES, name, **changes)


class AskButton(LastingButton, template=_ASK_ID):
    """Asks for numbers, in a form."""

    async def press(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Open it, with what holds now."""
        await require_moderator(interaction)
        settings = await interaction.client.communities.get(collection_of(interaction))
        name = self.match["name"]
        fields = [
            text_field(
                label,
                str(number),
                hint,
                default="" if value is None else str(value),
                required=name != RETENTION,
                max_length=_MAX_DIGITS,
            )
            for number, (label, hint, value) in enumerate(
                number_fields(name, settings, surroundings(interaction))
            )
        ]
        await interaction.response.send_modal(make_form(self.match.string, gettext(TITLES[name]), *fields))


class NumbersForm(LastingForm):
    """The numbers of one setting, as they were sent."""

    template = _ASK_ID

    async def submit(self, interaction: discord.Interaction[Pullquote]) -> None:
        """Change it, if the numbers may be."""
        await interaction.response.defer()
        await require_moderator(interaction)
        name = self.match["name"]
        if name == RETENTION:
            days = read_days(self.texts["0"], interaction.client.settings.keep_answers_days)
            changes = {RETENTION: days}
        else:
            questions, window_s = read_cooldown(self.texts["0"], self.texts["1"])
            changes = {f"{name}_questions": questions, f"{name}_window_s": window_s}
        await _change(interaction, LIMITS, name, **changes)
