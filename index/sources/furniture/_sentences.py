"""How a sentence ends, which is what most lines around an article do not."""

import re

_SENTENCE_END = re.compile(r"""[.!?…。！？][)\]"'”’»“‹›]*$""")


def ends_a_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))
