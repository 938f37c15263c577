"""What is said beside quotes, on Discord and in the terminal alike: small talk, and corrections."""

from collections.abc import Iterator

from index.models import Answer, KeptAnswer
from index.smalltalk import SmallTalk, find_small_talk

_SMALL_TALK = {
    SmallTalk.HOW_ARE_YOU: "All is well here, thank you. Ask me about the stored articles.",
    SmallTalk.GREETING: "Hello! Ask me about the stored articles, and I quote what they say.",
    SmallTalk.THANKS: "You are welcome! Ask again whenever you like.",
    SmallTalk.FAREWELL: "Goodbye! I am here when there is something to look up.",
    SmallTalk.OTHER: "I am here to quote from the stored articles: ask me about something in them.",
}


def find_small_talk_reply(answer: Answer | KeptAnswer) -> str | None:
    """What to say in place of an answer, where nothing was asked."""
    said = None if answer.quotes or answer.closest else find_small_talk(answer.question)
    return _SMALL_TALK[said] if said else None


def iter_corrections(answer: Answer | KeptAnswer) -> Iterator[str]:
    """A sentence for each word that was corrected, or may have been meant."""
    for correction in answer.corrections:
        if correction.applied:
            yield f"Answered for “{correction.corrected}”, since no article has “{correction.written}”."
        else:
            yield f"Did you mean “{correction.corrected}” by “{correction.written}”?"
