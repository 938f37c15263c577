"""What the buttons below an answer share: the answer as it was kept, and who may see it."""

import asyncio
import re
from contextlib import suppress
from typing import Any

import discord

from bot.language import gettext
from bot.places import collection_named
from index.errors import AnswerNotFound, PullquoteError
from index.models import KeptAnswer


class NotKept(PullquoteError):
    """What a button is about is not kept any more."""


async def get_kept(interaction: discord.Interaction[Any], match: re.Match[str]) -> tuple[str, KeptAnswer]:
    """The collection and the answer that a custom_id names.

    Raises:
        NoCommunity: the person may not see that community's articles.
        NotKept: the answer was let go of, or is of another server.
    """
    collection = await collection_named(interaction, match["collection"])
    return collection, await get_answer(interaction, collection, match["answer"])


async def get_kept_soon(interaction: discord.Interaction[Any], match: re.Match[str]) -> None:
    """Before a form is opened: that what it is about is there, as far as that is known within a second.

    A form must be opened within three seconds of the click, and nobody should type into one in vain.

    Raises:
        NoCommunity: the person may not see that community's articles.
        NotKept: the answer was let go of, or is of another server.
    """
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            await get_kept(interaction, match)


async def get_answer(interaction: discord.Interaction[Any], collection: str, answer_id: str) -> KeptAnswer:
    """The answer as it was kept.

    Raises:
        NotKept: it was let go of, or is of another server.
    """
    try:
        found: KeptAnswer = await interaction.client.library.get_answer(collection, answer_id)
    except AnswerNotFound:
        raise NotKept(gettext("That answer is not kept any more; ask the question again.")) from None
    return found


def is_private(interaction: discord.Interaction[Any]) -> bool:
    """Whether the message that the button stands in is seen by nobody else."""
    return interaction.message is not None and interaction.message.flags.ephemeral
