"""English sentences that were stored, found again among the messages that they were made of.

The database keeps what was wrong with a source as a sentence, and what a reader's process says comes as
one. Each message of the library with values is a pattern for what it may have become; the pattern with
the most words of its own that fits is taken.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from string import Formatter

from bot.language._catalogues import Catalogue

# Longer ones are none of ours. Patterns have few words between a value and the next, so that trying all
# takes about a millisecond at that length.
_MAX_CHARS = 600
# With fewer letters of its own, a pattern would fit what was never made of it.
_LEAST_LETTERS = 8


def retell(
    sentence: str, catalogue: Catalogue, say: Callable[[str], str], gettext: Callable[..., str]
) -> str:
    """The sentence in the catalogue's language, or as it is if nothing fits."""
    if len(sentence) > _MAX_CHARS:
        return sentence
    for own, template, pattern in _patterns(catalogue.library):
        if own in sentence and (found := pattern.fullmatch(sentence)):
            return gettext(template, **{name: say(value) for name, value in found.groupdict().items()})
    return sentence


@lru_cache(maxsize=8)
def _patterns(templates: tuple[str, ...]) -> list[tuple[str, str, re.Pattern[str]]]:
    """The longest piece of each template, itself and its pattern; those with most letters first."""
    found: list[tuple[int, str, str, re.Pattern[str]]] = []
    for template in templates:
        try:
            pieces = list(Formatter().parse(template))
        except ValueError:  # braces of a message without values
            continue
        literals = [literal for literal, *_ in pieces]
        names = [name for _, name, *_ in pieces if name is not None]
        letters = sum(map(str.isalpha, "".join(literals)))
        if letters >= _LEAST_LETTERS and names and all(map(str.isidentifier, names)):
            found.append((letters, max(literals, key=len), template, re.compile(_pattern(pieces), re.DOTALL)))
    found.sort(key=lambda each: -each[0])
    return [each[1:] for each in found]


def _pattern(pieces: list[tuple[str, str | None, str | None, str | None]]) -> str:
    parts: list[str] = []
    seen: set[str] = set()
    for literal, name, _spec, conversion in pieces:
        parts.append(re.escape(literal))
        if not name:
            continue
        value = f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        parts.append(f"['\"]{value}['\"]" if conversion == "r" else value)
        seen.add(name)
    return "".join(parts)
