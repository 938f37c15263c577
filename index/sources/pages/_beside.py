"""Blocks of a page's text that are beside the article: its title again, invitations, what programs wrote.

Chosen by what helps on real pages of even number (``tests.bench.sources extraction``); when in doubt a block
is part of the article.
"""

import re

from index.sources import furniture

# The title is among the first blocks, after labels and dates, or not at all.
_HEAD_BLOCKS = 4
_PROSE_CHARS = 140
# Paragraphs that are as long do not come twice; a page that was found twice does.
_UNREPEATED_CHARS = 300
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.+-]+Z?", re.ASCII)


def leave_out(blocks: list[str], title: str) -> tuple[list[str], list[str]]:
    """The blocks that are the article's, and those that are not, both in their order.

    What is still there, in the title or further up, does not count as left out.
    """
    start = _after_title(blocks, title)
    kept: list[str] = []
    left_out = blocks[: max(0, start - 1)]
    seen: set[str] = set()
    for at, block in enumerate(blocks[start:], start):
        following = blocks[at + 1] if at + 1 < len(blocks) else ""
        is_beside = _INSTANT.fullmatch(block) or _is_filler(block, following)
        if is_beside or (not kept and _is_byline(block)):
            left_out.append(block)
        elif len(block) <= _UNREPEATED_CHARS or block not in seen:
            kept.append(block)
            seen.add(block)
    return kept, left_out


def letters_of(words: str) -> str:
    """Letters and digits alone, by which two wordings are compared."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


def _after_title(blocks: list[str], title: str) -> int:
    """Where the text begins: after the title if it stands in the head, with nothing to read before it."""
    wanted = letters_of(title)
    for at, block in enumerate(blocks[:_HEAD_BLOCKS]):
        if wanted and letters_of(block) == wanted:
            return at + 1
        if len(block) >= _PROSE_CHARS:
            return 0
    return 0


def _is_byline(block: str) -> bool:
    """Who wrote it and perhaps when, where the text should begin."""
    by, *others = block.split("\n")
    return furniture.read_byline(by) is not None and all(furniture.read_date(line) for line in others)


def _is_filler(block: str, following: str) -> bool:
    """A button or an invitation, and not a heading of the same words over a paragraph."""
    if "\n" in block or not furniture.is_filler(block):
        return False
    return not (furniture.may_be_a_heading(block) and len(following) >= _PROSE_CHARS)
