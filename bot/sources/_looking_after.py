"""Looking after sources: the list, one of them, checking, refreshing, pausing, removing, and the history."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from typing import Any

import discord
from discord import app_commands, ui

from bot.checks import NotAllowed, actor_of, require_moderator
from bot.errors import sentence_for
from bot.language import gettext
from bot.markdown import shorten
from bot.places import collection_of
from bot.replies.adding import told_view
from bot.replies.history import OF_ARTICLES, history_view
from bot.replies.layout import one_line
from bot.replies.outcomes import outcome_view, progress_view
from bot.replies.removing import ask_view, removed_view, restored_view
from bot.replies.sources import checkups_view, source_view, sources_view
from bot.sources._progress import Progress
from bot.tally import Tally
from index.errors import SourceNotFound
from index.gathering import Checkup, Sources
from index.models import Source

# Discord's limits on autocompletion: choices, and characters of a choice's name.
_MAX_CHOICES = 25
_MAX_CHOICE_CHARS = 100
_AT_ONCE = 20
# Of the log so much can be paged through; the whole of it is on the command line.
_MAX_EVENTS = 2_000


async def find_sources(interaction: discord.Interaction[Any], reference: str | None) -> Sequence[Source]:
    """The one that is named, or all; for moderators.

    Raises:
        NotAllowed: it is somebody else.
        SourceNotFound, AmbiguousSource: no one source is named so, or there are none at all.
    """
    await require_moderator(interaction)
    collection, sources = collection_of(interaction), _sources(interaction)
    if reference is not None:
        return [await sources.get_source(collection, reference)]
    found = await sources.list_sources(collection)
    if not found:
        raise SourceNotFound(gettext("There are no sources here yet; /source add adds one."))
    return found


async def get_source(interaction: discord.Interaction[Any], number: int) -> Source:
    """The source of that number, and no other that goes by it; for moderators.

    Raises:
        NotAllowed: it is somebody else.
        SourceNotFound: it has been removed.
    """
    await require_moderator(interaction)
    for source in await _sources(interaction).list_sources(collection_of(interaction)):
        if source.id == number:
            return source
    raise SourceNotFound(gettext("That source has been removed since; /source history tells by whom."))


async def complete_sources(
    interaction: discord.Interaction[Any], typed: str
) -> list[app_commands.Choice[str]]:
    """Sources with that in their title or address, for moderators; nothing for anybody else."""
    try:
        await require_moderator(interaction)
    except NotAllowed:
        return []
    sought = typed.casefold().strip()
    return [
        app_commands.Choice(name=_label(source), value=str(source.id))
        for source in await _sources(interaction).list_sources(collection_of(interaction))
        if sought in f"{source.id}\n{source.title}\n{source.address}".casefold()
    ][:_MAX_CHOICES]


async def make_list(interaction: discord.Interaction[Any], page: int, _state: str) -> ui.LayoutView:
    """A page of all sources."""
    await require_moderator(interaction)
    return sources_view(await _sources(interaction).list_sources(collection_of(interaction)), page)


async def make_history(interaction: discord.Interaction[Any], page: int, state: str) -> ui.LayoutView:
    """A page of the log; the state is a source's number, or nothing, and "a" if of each article, too."""
    await require_moderator(interaction)
    collection, number = collection_of(interaction), state.removesuffix("a")
    source = await get_source(interaction, int(number)) if number else None
    events = await _sources(interaction).list_events(collection, source, _MAX_EVENTS)
    shown = [each for each in reversed(events) if state.endswith("a") or each.kind not in OF_ARTICLES]
    removals = [] if source else await interaction.client.library.list_removals(collection)
    heading = (
        gettext("History of {title}", title=one_line(source.title, 150))
        if source
        else gettext("History of all sources and settings")
    )
    return history_view(heading, shown, removals, page, state)


async def show(interaction: discord.Interaction[Any], source: Source, note: str = "") -> None:
    """All about it; ``note`` is what was just done to it."""
    await interaction.edit_original_response(view=source_view(source, note))


async def check(interaction: discord.Interaction[Any], sources: Sequence[Source]) -> None:
    """Whether they can be read at this moment."""
    turns = asyncio.Semaphore(_AT_ONCE)

    async def check_one(source: Source) -> Checkup:
        async with turns:
            return await _sources(interaction).check(source)

    checkups = await asyncio.gather(*map(check_one, sources))
    await Progress(interaction).end(checkups_view(checkups))


async def refresh(
    interaction: discord.Interaction[Any],
    sources: Sequence[Source],
    *,
    anew: bool = False,
    accept_shrunken: bool = False,
) -> None:
    """Look at them now, telling how far it is, and what came of it."""
    only = sources[0] if len(sources) == 1 else None
    title = only.title if only else gettext("All sources")
    tally, progress = Tally(), Progress(interaction)
    tally.done.update((source.id, (0, 1)) for source in sources)
    await interaction.edit_original_response(view=progress_view(title, tally))
    steps = _sources(interaction).refresh(
        sources, actor_of(interaction), anew=anew, accept_shrunken=accept_shrunken
    )
    try:
        async with aclosing(steps):
            async for source, step in steps:
                tally.take(source, step)
                await progress.show(lambda: progress_view(title, tally))
        now = await _sources(interaction).list_sources(collection_of(interaction)) if only else ()
        view = outcome_view(title, tally, next((each for each in now if only and each.id == only.id), None))
    except Exception as error:  # noqa: BLE001 - whatever it is, it takes the place of the progress
        view = told_view(sentence_for(error, command="source refresh", server=interaction.guild_id))
    await progress.end(view)


async def pause(interaction: discord.Interaction[Any], source: Source) -> None:
    """Look at it no more until it is resumed."""
    changed = await _sources(interaction).pause(source, actor_of(interaction))
    await show(interaction, changed, gettext("Paused; its articles stay."))


async def resume(interaction: discord.Interaction[Any], source: Source) -> None:
    """Look at it again, from now on."""
    changed = await _sources(interaction).resume(source, actor_of(interaction))
    await show(interaction, await get_source(interaction, changed.id), gettext("Resumed."))


async def ask_to_remove(interaction: discord.Interaction[Any], source: Source) -> None:
    """Ask whether it should go, and say what would go with it."""
    leaving = await _sources(interaction).count_leaving(source)
    await interaction.edit_original_response(view=ask_view(source, leaving))


async def remove(interaction: discord.Interaction[Any], source: Source) -> None:
    """Remove it, and say how to undo that."""
    removal = await _sources(interaction).remove(source, actor_of(interaction))
    await interaction.edit_original_response(view=removed_view(removal))


async def restore(interaction: discord.Interaction[Any], removal_id: int) -> None:
    """Undo a removal.

    Raises:
        RemovalNotFound: it was undone already, or it is too late.
    """
    restored = await interaction.client.library.restore(
        collection_of(interaction), removal_id, actor_of(interaction)
    )
    await interaction.edit_original_response(view=restored_view(restored))


def _sources(interaction: discord.Interaction[Any]) -> Sources:
    sources: Sources = interaction.client.library.sources
    return sources


def _label(source: Source) -> str:
    title = " ".join(source.title.split())
    label = title if title == source.address else f"{shorten(title, 60)} ({source.address})"
    return shorten(label, _MAX_CHOICE_CHARS)
