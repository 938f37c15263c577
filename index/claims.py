"""A message into what it claims: the sentences that sources can be looked for, as plain words. Pure."""

import re
from collections.abc import Iterator

from index.errors import TextRefused
from index.question import MAX_CHARS as MAX_QUESTION_CHARS
from index.text import is_whole, iter_sentences, terms

MAX_CHARS = 4_000
MAX_CLAIMS = 12
# A sentence of fewer words says too little by itself, and is looked for with the one before it.
_MIN_TERMS = 4
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
    claims = list(_iter_joined(plain_words(text)))
    if not claims:
        raise TextRefused(
            "There is nothing in the message to find sources for: it has only links, symbols or common words."
        )
    # The longest are those that say most.
    kept = sorted(sorted(range(len(claims)), key=lambda at: -len(set(terms(claims[at]))))[:MAX_CLAIMS])
    return [claims[at] for at in kept]


def plain_words(text: str) -> str:
    """The text without what only a program reads, and without marks of bold and the like."""
    text = _NO_WORDS.sub(" ", _LINK_TEXT.sub(r"\1", text))
    return _OPERATORS.sub(lambda found: f"{found[1]}: " if found[1] else " ", _MARKS.sub("", text))


def _iter_joined(text: str) -> Iterator[str]:
    waiting = ""
    for span in iter_sentences(text):
        sentence = " ".join(span.of(text).split())
        if not terms(sentence):
            continue
        if (
            waiting
            and len(waiting) + len(sentence) < MAX_QUESTION_CHARS
            and len(terms(sentence)) < _MIN_TERMS
        ):
            waiting = f"{waiting} {sentence}"
            continue
        if waiting:
            yield waiting
        waiting = sentence[:MAX_QUESTION_CHARS]
    if waiting:
        yield waiting
