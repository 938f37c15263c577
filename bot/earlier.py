"""The answer that a question goes on from: the one it is asked under, or the last in the same place."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta

import discord

from bot.client import Pullquote
from bot.hearing import find_subject
from index.errors import AnswerNotFound
from index.models import Asking, KeptAnswer

# Places that are about one matter at a time: a thread, and a talk with the bot alone.
Within = discord.Thread | discord.DMChannel
# For how long a question goes on from the last one that was asked in the same place.
_GOES_ON_FOR = timedelta(hours=24)


async def find_earlier(
    client: Pullquote, collection: str, answer_id: str | None, within: Within | None, asked_in: str
) -> KeptAnswer | None:
    """The answer of that id, else of the last question within the place, else what a thread hangs on.

    ``asked_in`` is the place as the asker's question is noted, which for one asked alone is their own.
    None if there is none, or it is not kept any more.
    """
    if not answer_id and within:
        asking = await _find_last(client, collection, {str(within.id), asked_in})
        answer_id = asking.answer_id if asking else await _find_starter(client, within)
    if not answer_id:
        return None
    with suppress(AnswerNotFound):
        return await client.library.get_answer(collection, answer_id)
    return None


async def _find_last(client: Pullquote, collection: str, places: Iterable[str]) -> Asking | None:
    """The last question of these places, if it is of today."""
    since, communities = client.library.now() - _GOES_ON_FOR, client.library.communities
    found = [await communities.find_last_asking(collection, place, since) for place in places]
    return max((asking for asking in found if asking), key=lambda asking: asking.asked_at, default=None)


async def _find_starter(client: Pullquote, within: Within) -> str | None:
    """The id of the answer that a thread hangs on, which has the id of the answer's message."""
    parent = within.parent if isinstance(within, discord.Thread) else None
    if not isinstance(parent, discord.TextChannel):
        return None
    try:
        starter = await parent.fetch_message(within.id)
    except discord.HTTPException:  # it hangs on none, or the bot may not read there
        return None
    return find_subject(starter)[0] if starter.author == client.user else None
