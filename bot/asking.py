"""The one way from a question to a shown answer, for all that asks: commands, menus, mentions, messages.

Acknowledged first: before that only what is in memory is looked at, so that whatever is refused is
refused to the asker alone. Then the place is found, the library asked, and the answer shown.
"""

from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot import language
from bot.client import Pullquote
from bot.community import DEFAULTS, CommunitySettings
from bot.earlier import Within, find_earlier
from bot.language import gettext
from bot.markdown import escape
from bot.places import Place, collection_of, find_place, find_place_of, is_elsewhere, is_overheard
from bot.replies.answers import answer_view
from bot.replies.communities import community_menu
from bot.replies.narrowing import narrowing
from bot.sending import language_of
from index.library import MAX_QUOTES
from index.models import Answer, ArticleFilter, Asker
from index.question import read_question
from index.smalltalk import find_small_talk

# Of the channels that the bot answers in so many are named.
_MAX_CHANNELS = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for.

    ``is_private`` of None is the community's way. ``earlier_id`` is that of an answer that the question
    goes on from; without one it goes on from the last question ``within`` that place, or from the answer
    that a thread hangs on. ``collection`` is the one that is meant, where a button outside its server names
    it. ``is_message`` is whether the question is somebody's message, for which sources are looked for.
    """

    question: str
    where: ArticleFilter | None = None
    is_private: bool | None = None
    earlier_id: str | None = None
    within: Within | None = None
    collection: str | None = None
    is_message: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, and how it is shown."""

    answer: Answer
    view: ui.LayoutView


async def ask_by_interaction(interaction: discord.Interaction[Pullquote], wish: Wish) -> None:
    """Answer a command, a button or a modal that is not yet acknowledged.

    Raises:
        PullquoteError: what is refused, for ``bot.interactions.report``.
    """
    client, person = interaction.client, str(interaction.user.id)
    settings = await settings_here(interaction)
    if not (wish.earlier_id or wish.within or wish.is_message):
        refuse_unreadable(wish.question)
    if await tell_if_closed(interaction, settings):
        return
    if not is_elsewhere(interaction):
        client.cooldowns.take(collection_of(interaction), person, settings)
    chosen = settings.is_private if wish.is_private is None else wish.is_private
    is_private = chosen or is_overheard(interaction)
    await interaction.response.defer(thinking=True, ephemeral=is_private)
    place = await find_place(interaction, wish.collection)
    if place.choices:
        settings = await enter(interaction, place)
    speak_to(interaction, settings, is_private=is_private)
    answer = await find_answer(client, place, asker_of(interaction, is_private=is_private), wish)
    view = show(
        client,
        answer,
        place,
        interaction.user.id,
        is_private=is_private,
        settings=settings,
        note=narrowing(wish.where),
        is_message=wish.is_message,
    )
    await interaction.followup.send(view=view, ephemeral=is_private)


def asker_of(interaction: discord.Interaction[Any], *, is_private: bool) -> Asker:
    """Who asks, and where.

    What is asked alone where others ask as well is asked in a place of the person's own: nobody else's
    question goes on from it, and none that all read.
    """
    person, channel = str(interaction.user.id), str(interaction.channel_id)
    is_alone = isinstance(interaction.channel, discord.DMChannel)
    return Asker(person, f"{channel}:{person}" if is_private and not is_alone else channel)


async def settings_here(interaction: discord.Interaction[Pullquote]) -> CommunitySettings:
    """The settings of the server it comes from, whose language is spoken from now on; else the defaults."""
    settings = DEFAULTS
    if not is_elsewhere(interaction):
        settings = await interaction.client.communities.get(collection_of(interaction))
    speak_to(interaction, settings, is_private=True)
    return settings


async def enter(interaction: discord.Interaction[Pullquote], place: Place) -> CommunitySettings:
    """The settings of the community asked from outside, where the question is counted.

    Raises:
        TooSoon: it is one too many.
    """
    settings = await interaction.client.communities.get(place.collection)
    interaction.client.cooldowns.take(place.collection, str(interaction.user.id), settings)
    return settings


async def tell_if_closed(interaction: discord.Interaction[Pullquote], settings: CommunitySettings) -> bool:
    """Whether the moderators want no answers in that channel; the person is told where they want some."""
    if is_elsewhere(interaction) or is_open(settings, interaction.channel):
        return False
    channels = ", ".join(f"<#{each}>" for each in settings.channels[:_MAX_CHANNELS])
    await interaction.response.send_message(
        gettext("I do not answer in this channel; ask me in {channels}.", channels=channels), ephemeral=True
    )
    return True


async def answer_message(client: Pullquote, message: discord.Message, wish: Wish) -> Answered:
    """The answer to a message that asks; not yet shown.

    Raises:
        PullquoteError: what is refused; say it in place of the answer.
    """
    place = await find_place_of(client, message, wish.collection)
    settings = await client.communities.get(place.collection)
    speak_in(client, place, settings)
    person = str(message.author.id)
    client.cooldowns.take(place.collection, person, settings)
    answer = await find_answer(client, place, Asker(person, str(message.channel.id)), wish)
    view = show(client, answer, place, message.author.id, is_private=False, settings=settings)
    return Answered(answer, view)


async def find_answer(
    client: Pullquote, place: Place, asker: Asker, wish: Wish, *, keep: bool = True
) -> Answer:
    """The answer, with as many quotes as there may be to show later on."""
    library, collection = client.library, place.collection
    if wish.is_message:
        return await library.find_sources(collection, wish.question, MAX_QUOTES, keep=keep, asker=asker)
    earlier = await find_earlier(client, collection, wish.earlier_id, wish.within, asker.place)
    return await library.ask(
        collection, wish.question, MAX_QUOTES, wish.where, keep=keep, asker=asker, earlier=earlier
    )


def show(  # noqa: PLR0913 - what is shown, to whom, and where
    client: Pullquote,
    answer: Answer,
    place: Place,
    person: int,
    *,
    is_private: bool,
    settings: CommunitySettings,
    note: str | None = None,
    is_message: bool = False,
) -> ui.LayoutView:
    """The answer as it is shown in the place, with a menu where it could be of another community.

    ``note`` is small print, escaped. ``is_message`` is whether it shows sources for somebody's message.
    """
    if is_message and answer.quotes:
        note = gettext("Quotes that bear on this message:")
    view = answer_view(
        answer,
        shown_to=person,
        is_private=is_private,
        count=settings.quotes or client.settings.quotes,
        is_kept=client.settings.keep_answers_days > 0,
        collection=place.named,
        note="\n-# ".join(each for each in (_note(client, place), note) if each) or None,
    )
    if len(place.choices) > 1 and answer.answer_id:
        names = {each: server_name(client, each) for each in place.choices}
        view.add_item(
            ui.ActionRow(community_menu(answer.answer_id, place.collection, names, is_message=is_message))
        )
    return view


def _note(client: Pullquote, place: Place) -> str | None:
    """From which server's articles it is, where the place does not tell."""
    if place.named is None:
        return None
    server = escape(server_name(client, place.named))
    if place.is_private:
        return gettext(
            "From the articles of {server}. Only you can see this, as others here may not belong to it.",
            server=server,
        )
    return gettext("From the articles of {server}.", server=server)


def server_name(client: Pullquote, collection: str) -> str:
    """What the server is called, as it stands."""
    guild = client.get_guild(int(collection))
    return guild.name if guild else collection


def refuse_unreadable(question: str) -> None:
    """Nothing, for a question that can be searched for, or that is small talk.

    Raises:
        QuestionRefused: there is nothing in it to search for.
    """
    if not find_small_talk(question):
        read_question(question)


def is_open(settings: CommunitySettings, channel: object) -> bool:
    """Whether the bot answers in that channel, or in the one that the thread belongs to."""
    return not settings.channels or bool(channel_ids(channel) & set(settings.channels))


def channel_ids(channel: object) -> set[int]:
    """The ids of a channel and, for a thread, of the channel that it belongs to."""
    ids = getattr(channel, "id", None), getattr(channel, "parent_id", None)
    return {each for each in ids if each is not None}


def speak_in(client: Pullquote, place: Place, settings: CommunitySettings) -> None:
    """Speak the language of the community, whoever asks."""
    language.speak(language_of(client.get_guild(int(place.collection)), settings))


def speak_to(interaction: discord.Interaction[Any], settings: CommunitySettings, *, is_private: bool) -> None:
    """Speak the person's language to them alone, and that of the community where all read."""
    if is_private or interaction.guild_locale is None:
        language.speak(language.nearest(interaction.locale))
    else:
        language.speak(language.language_for_all(settings, interaction.guild_locale))
