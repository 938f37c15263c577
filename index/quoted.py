"""What of a message is to be checked as a quote, and what it says of where that is from. Pure.

Of a message with passages in quotation marks the longest is checked, of one with a block quote what stands
in it, else all of it. What is around that (who, where, a link) is the *attribution*. At "..." or "[...]"
something was left out: the text is checked in its *parts*, in order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.errors import TextRefused
from index.models import Span
from index.text import is_whole

MAX_CHARS = 4_000
MIN_WORDS = 3
_LINK = re.compile(r"<?https?://[^\s<>\"“”„«»]+>?", re.IGNORECASE)
_BLOCK = re.compile(r"^[ \t]*>{1,3}[ \t]?", re.MULTILINE)
_QUOTED = re.compile(
    r"“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|»[^«»]+«|「[^「」]+」|『[^『』]+』|(?<!\w)\"[^\"]+\"(?!\w)"
)
_LEFT_OUT = re.compile(r"[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|(?<!\.)\.\s?\.\s?\.(?!\.)")
_WORD = re.compile(r"[^\W_]+")
# What stands around or after a link and is no part of it.
_ENDS = "()[]<>.,;:!?"


@dataclass(frozen=True, slots=True)
class Quoted:
    """``text`` is what is to be checked, ``parts`` its stretches between what is left out (spans of it)."""

    text: str
    parts: tuple[Span, ...]
    attribution: str
    links: tuple[str, ...]

    def pattern(self) -> re.Pattern[str]:
        """Some words of the longest part in a row, with whatever signs between them."""
        longest = max((span.of(self.text) for span in self.parts), key=len)
        return re.compile(r"[\W_]+".join(map(re.escape, _WORD.findall(longest)[:8])), re.IGNORECASE)


def read_quoted(message: str) -> Quoted:
    """What is to be checked of a message.

    Raises:
        TextRefused: there are fewer than three words, or over ``MAX_CHARS`` code points.
    """
    message = message.strip()
    if not is_whole(message):
        raise TextRefused("The text holds bytes that are not text in UTF-8; copy it anew.")
    if len(message) > MAX_CHARS:
        raise TextRefused(
            "The text is {chars:,} characters long and the limit is {most:,}; check a part of it.",
            chars=len(message),
            most=MAX_CHARS,
        )
    links = tuple(found.group().strip("<>").rstrip(_ENDS) for found in _LINK.finditer(message))
    text, attribution = _divide(message)
    text = _LINK.sub(" ", text).strip()
    parts = tuple(_iter_parts(text))
    if len(_WORD.findall(text)) < MIN_WORDS and not _is_unspaced(text):
        raise TextRefused("A text of under three words stands in too many places; check a whole sentence.")
    return Quoted(text, parts, attribution, links)


def _divide(message: str) -> tuple[str, str]:
    """What is quoted, and what stands around it."""
    lines = message.splitlines()
    block = [line for line in lines if _BLOCK.match(line)]
    if block:
        inside = _BLOCK.sub("", "\n".join(block))
        outside = "\n".join(line for line in lines if not _BLOCK.match(line))
        text, around = _divide_marks(inside)
        return text, f"{outside}\n{around}"
    return _divide_marks(message)


def _divide_marks(message: str) -> tuple[str, str]:
    """By quotation marks; a word or two in such marks are no quote."""
    found = [match.span() for match in _QUOTED.finditer(message)]
    start, end = max(found, key=lambda span: span[1] - span[0], default=(0, 0))
    inside, outside = message[start + 1 : max(start, end - 1)], f"{message[:start]} {message[end:]}"
    if len(_WORD.findall(inside)) >= MIN_WORDS or (inside and _is_unspaced(inside)):
        return inside, outside
    return message, _LINK.sub(" ", message)


def _iter_parts(text: str) -> Iterator[Span]:
    start = 0
    for gap in [*(match.span() for match in _LEFT_OUT.finditer(text)), (len(text), len(text))]:
        if _WORD.search(text, start, gap[0]):
            yield Span(start, gap[0])
        start = gap[1]


def _is_unspaced(text: str) -> bool:
    """Whether it is in a script without blanks, in which a few signs may be a sentence."""
    return len(re.findall(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]", text)) >= 6
