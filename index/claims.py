"""A message into what it claims: the sentences that sources can be looked for, as plain words. Pure."""

import re
from collections.abc import Iterator

from index.errors import TextRefused
from index.question import MAX_CHARS as MAX_QUESTION_CHARS
from index.text import is_whole, iter_sentences, terms

MAX_CHARS = 4_000
MAX_CLAIMS = 12
# A sentence of fewer different words, common ones left out, says too little by itself.
_MIN_TERMS = 3
# What stands before or after a dash, or on a line of its own, is looked for by itself.
_ASIDE = re.compile(r"\s[–—-]{1,2}\s|\n")
_NO_WORDS = re.compile(
    r"```.*?(?:```|\Z)|`[^`\n]*`"  # code
    r"|<a?:\w+:\d+>|<(?:@[!&]?|#|/[\w -]+:|id:)[\w-]+>|<t:-?\d+(?::\w)?>|@(?:everyone|here)\b"
    r"|(?<!\w):[a-z][a-z0-9_]*:(?!\w)"
    r"|<?https?://\S+",
    re.DOTALL | re.IGNORECASE,
)
_LINK_TEXT = re.compile(r"\[([^\[\]\n]*)\]\(<?https?://[^\s)]*>?\)", re.IGNORECASE)
_MARKS = re.compile(
    r"^[ \t]*(?:>{1,3}|#{1,3}|-#|[-*+•])[ \t]+|\*\*|__|~~|\|\||(?<!\w)[*_]|[*_](?!\w)", re.MULTILINE
)
# What a question would take for an operator.
_OPERATORS = re.compile(
    r"[\"“”„«»]|(?<![^\s(])-(?=[^\W\d_])|\b(source|author|title|before|after):(?=\S)", re.IGNORECASE
)


def read_claims(text: str) -> list[str]:
    """What the text claims, in its order, at most ``MAX_CLAIMS``.

    Raises:
        TextRefused: there is nothing to look for, or too much.
    """
    text = text.strip()
    if not is_whole(text):
        raise TextRefused("The text holds bytes that are not text in UTF-8; copy it anew.")
    if len(text) > MAX_CHARS:
        raise TextRefused(
            "The text is {chars:,} characters long and the limit is {most:,}; take a part of it.",
            chars=len(text),
            most=MAX_CHARS,
        )
    sentences = [sentence for sentence in _iter_sentences(plain_words(text)) if terms(sentence)]
    if not sentences:
        raise TextRefused(
            "There is nothing in the message to find sources for: it has only links, symbols or common words."
        )
    # "Look at this" and "I doubt it" claim nothing, beside others that do; alone they may.
    worth = {sentence: len(set(terms(sentence))) for sentence in sentences}
    claims = [sentence for sentence in worth if worth[sentence] >= _MIN_TERMS] or [" ".join(sentences)]
    longest = sorted(claims, key=lambda claim: -worth.get(claim, 0))[:MAX_CLAIMS]
    return [claim[:MAX_QUESTION_CHARS] for claim in claims if claim in longest]


def plain_words(text: str) -> str:
    """The text without what only a program reads, and without marks of bold and the like."""
    text = _NO_WORDS.sub(_in_place, _LINK_TEXT.sub(r"\1", text))
    return _OPERATORS.sub(lambda found: f"{found[1]}: " if found[1] else " ", _MARKS.sub("", text))


def _in_place(found: re.Match[str]) -> str:
    """What a link or code leaves behind: the end of a sentence, and not one with what follows."""
    return "\n\n" if found.group().lstrip("<").lower().startswith(("http", "```")) else " "


def _iter_sentences(text: str) -> Iterator[str]:
    for span in iter_sentences(text):
        for part in _ASIDE.split(span.of(text)):
            yield " ".join(part.split())
