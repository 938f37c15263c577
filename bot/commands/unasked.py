"""Answers to what nobody asked the bot, in channels where the moderators want that, if it is sure.

Works only where the host has turned it on (PULLQUOTE_ANSWER_UNASKED), as it alone needs Discord's privileged
message-content intent. Whatever is not answered leaves no trace.
"""

import time
from collections import OrderedDict
from collections.abc import Callable

import discord
import structlog
from discord.ext import commands

from bot.asking import Wish, channel_ids, find_answer, show, speak_in
from bot.checks import TooSoon
from bot.client import Pullquote
from bot.community import CommunitySettings
from bot.hearing import asked_in, is_by_person, is_for
from bot.language import gettext
from bot.places import Place
from index.asked import is_question
from index.errors import PullquoteError, QuestionRefused
from index.models import Answer, Asker, Status

# From this score on, with no word missing, nine in ten first quotes hold the answer where half of what is
# asked is about other things (tests/bench/unasked.py: 2,000 questions of SQuAD 2.0 dev to every second of its
# articles; 56% of those that could be answered are). No score tells questions that were written to be
# unanswerable though an article has all their words: half of what is asked being such, 59% of what would be
# said is about a question that can be answered.
SURE = 0.92
# At most one answer in a channel in so many seconds.
_PAUSE_S, _MAX_CHANNELS = 30, 10_000
_log = structlog.stdlib.get_logger(__name__)


class Unasked(commands.Cog):
    """Silent unless it is sure."""

    def __init__(self, client: Pullquote) -> None:
        self._client = client
        self._answered: OrderedDict[int, float] = OrderedDict()
        self.clock: Callable[[], float] = time.monotonic

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that looks like a question to all."""
        if not (self._client.settings.answer_unasked and message.guild and self._is_to_all(message)):
            return
        settings = await self._client.communities.get(str(message.guild.id))
        question = asked_in(message)
        if not (channel_ids(message.channel) & set(settings.auto_channels) and is_question(question)):
            return
        if self._is_paused(message.channel.id) or not self._client.take_on():
            return
        try:
            await self._answer(message, Place(str(message.guild.id), is_private=False), question, settings)
        except (QuestionRefused, TooSoon):
            return
        except (PullquoteError, discord.HTTPException) as error:
            _log.warning("unasked_not_answered", reason=str(error), server=message.guild.id)

    def _is_to_all(self, message: discord.Message) -> bool:
        """Whether a person wrote it to nobody in particular."""
        me = self._client.user
        to_somebody = (
            message.reference or message.mentions or message.role_mentions or message.mention_everyone
        )
        return is_by_person(message) and me is not None and not to_somebody and not is_for(message, me)

    async def _answer(
        self, message: discord.Message, place: Place, question: str, settings: CommunitySettings
    ) -> None:
        client, person = self._client, message.author.id
        asker, wish = Asker(str(person), str(message.channel.id)), Wish(question)
        if not is_sure(await find_answer(client, place, asker, wish, keep=False)):
            return
        if self._is_paused(message.channel.id):  # there was another meanwhile
            return
        client.cooldowns.take(place.collection, str(person), settings)
        self._pause(message.channel.id)
        speak_in(client, place, settings)
        answer = await find_answer(client, place, asker, wish)
        note = gettext("Nobody asked me; here I answer by myself when I am sure. Mention me to ask more.")
        view = show(client, answer, place, person, is_private=False, settings=settings, note=note)
        await message.channel.send(view=view, reference=message.to_reference(fail_if_not_exists=False))

    def _is_paused(self, channel: int) -> bool:
        """Whether the channel has had an answer just now."""
        return self._answered.get(channel, 0) > self.clock()

    def _pause(self, channel: int) -> None:
        """Leave the channel alone for a while."""
        self._answered[channel] = self.clock() + _PAUSE_S
        self._answered.move_to_end(channel)
        while len(self._answered) > _MAX_CHANNELS:
            self._answered.popitem(last=False)


def is_sure(answer: Answer) -> bool:
    """Whether it may be said unasked."""
    is_whole = not answer.missing_terms and not answer.corrections
    return answer.status is Status.ANSWERED and is_whole and answer.score >= SURE


async def setup(client: Pullquote) -> None:
    """Called by discord.py when it loads this file."""
    await client.add_cog(Unasked(client))
