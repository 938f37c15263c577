"""`/help`: what the person may do here, or an answer from the handbook."""

from collections.abc import Iterator
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.checks import moderates
from bot.client import Pullquote
from bot.handbook import HANDBOOK
from bot.language import gettext
from bot.places import is_elsewhere
from bot.replies.answers import answer_view
from bot.replies.help import HelpLine, Overview, overview_view
from index.question import MAX_CHARS

_Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu


class Help(commands.Cog):
    """Replies are for the asker alone."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client

    @app_commands.command()
    @app_commands.describe(question="What you want to know about me; without it, what you can do")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.allowed_installs(guilds=True, users=True)
    async def help(
        self,
        interaction: discord.Interaction[Pullquote],
        question: app_commands.Range[str, 1, MAX_CHARS] | None = None,
    ) -> None:
        """See what I can do, or ask how something works."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        if question is None:
            overview = await self._overview(interaction)
            view = overview_view(overview, self._client.user)
        else:
            await self._client.handbook.make_ready()
            answer = await self._client.library.ask(HANDBOOK, question, keep=False)
            view = answer_view(
                answer,
                shown_to=interaction.user.id,
                is_private=True,
                is_kept=False,
                collection=HANDBOOK,
                note=gettext("From my handbook, which is in English."),
            )
        await interaction.followup.send(view=view, ephemeral=True)

    async def _overview(self, interaction: discord.Interaction[Pullquote]) -> Overview:
        usable = [command for command in self._client.tree.get_commands() if _is_usable(command, interaction)]
        for_all = [command for command in usable if command.default_permissions is None]
        for_moderators = (
            [c for c in usable if c.default_permissions is not None] if await moderates(interaction) else []
        )
        allowed = (*for_all, *for_moderators)
        return Overview(
            for_all=list(self._iter_lines(for_all)),
            for_moderators=list(self._iter_lines(for_moderators)),
            menus=[menu.name for menu in allowed if isinstance(menu, app_commands.ContextMenu)],
            ask=self._client.mentions.of("ask"),
            help=self._client.mentions.of("help"),
        )

    def _iter_lines(self, listed: list[_Command]) -> Iterator[HelpLine]:
        of = self._client.mentions.of
        for command in sorted(listed, key=lambda command: command.name):
            if isinstance(command, app_commands.Command):
                yield HelpLine(command.description, [of(command.qualified_name)])
            elif isinstance(command, app_commands.Group):
                within = [c for c in command.walk_commands() if isinstance(c, app_commands.Command)]
                yield HelpLine(command.description, [of(c.qualified_name) for c in within])


def _is_usable(command: _Command, interaction: discord.Interaction[Pullquote]) -> bool:
    """Whether Discord offers the command in the place that the interaction comes from."""
    tree = interaction.client.tree
    contexts = command.allowed_contexts or tree.allowed_contexts
    installs = command.allowed_installs or tree.allowed_installs
    if is_elsewhere(interaction) and interaction.is_user_integration() and not installs.user:
        return False
    if interaction.guild_id is not None:
        return bool(contexts.guild)
    return bool(contexts.dm_channel)


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Help(client))
