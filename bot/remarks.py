"""What is said beside quotes, on Discord and in the terminal alike: small talk, and corrections."""

from collections.abc import Iterator

from bot.language import deferred, gettext
from index.models import Answer, KeptAnswer
from index.smalltalk import SmallTalk, find_small_talk

_SMALL_TALK = {
    SmallTalk.HOW_ARE_YOU: deferred("All is well here, thank you. Ask me about the stored articles."),
    SmallTalk.GREETING: deferred("Hello! Ask me about the stored articles, and I quote what they say."),
    SmallTalk.THANKS: deferred("You are welcome! Ask again whenever you like."),
    SmallTalk.FAREWELL: deferred("Goodbye! I am here when there is something to look up."),
    SmallTalk.OTHER: deferred("I am here to quote from the stored articles: ask me about something in them."),
}


def find_small_talk_reply(answer: Answer | KeptAnswer) -> str | None:
    """What to say in place of an answer, where nothing was asked."""
    said = None if answer.quotes or answer.closest else find_small_talk(answer.question)
    return gettext(_SMALL_TALK[said]) if said else None


def iter_corrections(answer: Answer | KeptAnswer) -> Iterator[str]:
    """A sentence for each word that was corrected, or may have been meant."""
    for correction in answer.corrections:
        written, corrected = correction.written, correction.corrected
        if correction.applied:
            yield gettext(
                "Answered for “{corrected}”, since no article has “{written}”.",
                corrected=corrected,
                written=written,
            )
        else:
            yield gettext("Did you mean “{corrected}” by “{written}”?", corrected=corrected, written=written)


def find_carried(answer: Answer | KeptAnswer) -> str | None:
    """That a question was understood with words of the one before."""
    if not answer.carried:
        return None
    words = ", ".join(f"“{word}”" for word in answer.carried)
    return gettext("Understood with {words} from the question before.", words=words)


def find_difference(answer: Answer | KeptAnswer) -> str | None:
    """That articles do not agree; which is right is for the reader to judge."""
    if not answer.differing:
        return None
    return gettext("The sources differ here: compare what each says, and when.")
