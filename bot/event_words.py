"""What happened to sources, articles and settings, in sentences for Discord; pure.

One sentence for each event, in the language that is spoken, as the log channel and the history of sources
show it. What people and articles named is escaped; who did it is a mention, which pings nobody.
"""

import re

from bot.language import deferred, gettext, say
from bot.replies.layout import one_line
from bot.replies.setting_words import LANGUAGES
from index.models import SCHEDULE, Actor, Event, EventKind

_MAX_SUBJECT = 120
_MAX_DETAIL = 300
_SENTENCES = {
    EventKind.SOURCE_ADDED: deferred("{who} added the source {subject}."),
    EventKind.SOURCE_CHANGED: deferred("{who} changed the source {subject}."),
    EventKind.SOURCE_PAUSED: deferred("{who} paused the source {subject}."),
    EventKind.SOURCE_RESUMED: deferred("{who} resumed the source {subject}."),
    EventKind.SOURCE_REMOVED: deferred("{who} removed the source {subject}."),
    EventKind.SOURCE_RESTORED: deferred("{who} brought back the source {subject}."),
    EventKind.SOURCE_FAILING: deferred("The source {subject} cannot be read."),
    EventKind.SOURCE_RECOVERED: deferred("The source {subject} can be read again."),
    EventKind.ARTICLE_ADDED: deferred("New article: {subject}."),
    EventKind.ARTICLE_UPDATED: deferred("The article {subject} has changed."),
    EventKind.ARTICLE_JOINED: deferred("{subject} is the same article as one that is here."),
    EventKind.ARTICLE_GONE: deferred("The page of the article {subject} is gone."),
    EventKind.ARTICLE_BACK: deferred("The page of the article {subject} is there again."),
    EventKind.ARTICLE_DOUBTFUL: deferred("The article {subject} is doubtful."),
    EventKind.ARTICLE_REMOVED: deferred("{who} removed the article {subject}."),
    EventKind.ARTICLE_RESTORED: deferred("{who} brought back the article {subject}."),
    EventKind.ANSWERS_OUTDATED: deferred("Answers that quote the article {subject} are outdated."),
    EventKind.SETTING_CHANGED: deferred("{who} changed a setting: {subject}."),
    EventKind.DIGEST_SET: deferred("{who} set the digest of {subject}."),
    EventKind.DIGEST_REMOVED: deferred("{who} removed the digest of {subject}."),
}
_SETTINGS = {
    "moderator_roles": deferred("moderator roles"),
    "channels": deferred("channels to answer in"),
    "auto_channels": deferred("channels to answer in unasked"),
    "quotes": deferred("quotes per answer"),
    "is_private": deferred("private answers"),
    "language": deferred("language"),
    "retention_days": deferred("days that questions are kept"),
    "member_questions": deferred("questions of a member"),
    "member_window_s": deferred("seconds for the questions of a member"),
    "server_questions": deferred("questions of the server"),
    "server_window_s": deferred("seconds for the questions of the server"),
    "log_channel": deferred("log channel"),
}
_PLACES = (EventKind.DIGEST_SET, EventKind.DIGEST_REMOVED)
# What the database keeps of a change, with values as JSON.
_CHANGE = re.compile(r"It is (?P<now>.+?) now(?:, and was (?P<before>.+))?\.")
_ID = re.compile(r"\b\d{17,20}\b")


def sentence_of(event: Event) -> str:
    """What happened, to what, and by whom: "@ann added the source **Harbour news**."."""
    return gettext(_SENTENCES[event.kind], who=who(event.actor), subject=_subject_of(event))


def detail_of(event: Event) -> str:
    """What more is known of it, one line or none."""
    if event.kind is EventKind.SETTING_CHANGED and (change := _CHANGE.fullmatch(event.detail)):
        detail = one_line(_changed(change["now"], change["before"]), _MAX_DETAIL)
        mention = r"<@&\g<0>>" if event.subject.endswith("roles") else r"<#\g<0>>"
        return _ID.sub(mention, detail)
    return one_line(say(event.detail), _MAX_DETAIL)


def _changed(now: str, before: str | None) -> str:
    if before is None:
        return gettext("It is {now} now.", now=_value(now))
    return gettext("It is {now} now, and was {before}.", now=_value(now), before=_value(before))


def _value(stored: str) -> str:
    """A value as people write it: without the brackets and quotation marks of JSON."""
    plain = stored.strip('[]"')
    words = {
        "": deferred("empty"),
        "unset": deferred("not set"),
        "true": deferred("yes"),
        "false": deferred("no"),
    }
    return gettext(words[plain]) if plain in words else LANGUAGES.get(plain, plain)


def who(actor: Actor) -> str:
    """Whoever did it: a mention, the name on the command line, or the bot itself."""
    if actor == SCHEDULE:
        return "Pullquote"
    if actor.place == "discord" and actor.name.isdecimal():
        return f"<@{actor.name}>"
    name = one_line(actor.name, _MAX_SUBJECT)
    if actor.place == "terminal":
        return gettext("{name} (on the command line)", name=name)
    return gettext("{name} (from {place})", name=name, place=one_line(actor.place, _MAX_SUBJECT))


def _subject_of(event: Event) -> str:
    if event.kind is EventKind.SETTING_CHANGED and event.subject in _SETTINGS:
        return f"**{gettext(_SETTINGS[event.subject])}**"
    if event.kind in _PLACES and event.subject.isdecimal():
        return f"<#{event.subject}>"
    return f"**{one_line(event.subject, _MAX_SUBJECT)}**"
