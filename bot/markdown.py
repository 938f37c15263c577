"""Text from articles and people as Discord Markdown that shows exactly that text.

What is escaped can neither ping, nor break the layout, nor look like a link or an emoji of its own
(Discord's help centre, "Markdown Text 101"; docs: Reference, Message Formatting).
"""

import re
from collections.abc import Iterable, Iterator

from index.models import Span

_MARKUP = re.compile(
    r"""
      (?P<anywhere> [\\`*_~|<>\[\]@] )          # code, emphasis, spoilers, mentions, links
    | (?P<colon> : ) (?= // | \w+: )            # http://, :emoji:
    | ^ [ \t]* (?P<mark> [#+-] )                # headings and points, at a line's start
    | (?<= - ) (?P<small> \# )                  # small print: -#
    | ^ [ \t]* \d+ (?P<dot> \. )               # numbered points
    """,
    re.VERBOSE | re.MULTILINE,
)


def escape(text: str) -> str:
    """The text with a backslash before whatever Discord would take for markup.

    At most twice as long as the text.
    """
    return embolden(text, ())


def embolden(text: str, spans: Iterable[Span]) -> str:
    """The text escaped, with these spans of it in bold.

    The spans are in order and apart; those with nothing but blanks between them become one.
    """
    starts, ends = set(), set()
    for span in _join(text, spans):
        starts.add(span.start)
        ends.add(span.end)
    escaped = {_place(match) for match in _MARKUP.finditer(text)}
    parts: list[str] = []
    for place, character in enumerate(text):
        if place in ends:
            parts.append("**")
        if place in starts:
            parts.append("**")
        parts.append(f"\\{character}" if place in escaped else character)
    if len(text) in ends:
        parts.append("**")
    return "".join(parts)


def escape_sentence(sentence: str) -> str:
    """A sentence of ours with what others wrote in it, escaped; commands that it names stay code."""
    return re.sub(r"\\`(/[\w -]+)\\`", r"`\1`", escape(sentence))


def shorten(text: str, max_chars: int) -> str:
    """The text, or as many whole words of it as fit with an ellipsis after them."""
    if len(text) <= max_chars:
        return text
    cut = text[: max_chars - 1]
    return (cut.rsplit(maxsplit=1)[0] if " " in cut.strip() else cut).rstrip() + "…"


def _place(match: re.Match[str]) -> int:
    """Where the backslash goes."""
    return match.start(match.lastgroup or 0)


def _join(text: str, spans: Iterable[Span]) -> Iterator[Span]:
    waiting: Span | None = None
    for span in spans:
        if waiting and not text[waiting.end : span.start].strip(" \u00a0"):
            waiting = Span(waiting.start, span.end)
            continue
        if waiting:
            yield waiting
        waiting = span
    if waiting:
        yield waiting
