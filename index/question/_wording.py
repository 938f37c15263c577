"""Whether a text has a phrase word for word, or a word in any of its forms."""

import re
from functools import lru_cache

from index.text import fold_title, terms

# Scripts that set no blank between words, where a phrase may begin and end anywhere.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_NO_WORD = re.compile(r"[\W_]+")


def has_phrase(text: str, phrase: str) -> bool:
    """Whether the words of the phrase stand in the text in this order, nothing but signs between them.

    Case, accents, blanks and punctuation do not matter.
    """
    sought = _in_line(phrase)
    if text.isascii() and max(sought.split(), key=len, default="") not in text.lower():
        return False  # as is true of most, and told in a fiftieth of the time
    return (sought.strip() if _UNSPACED.search(sought) else sought) in _in_line(text)


def has_any(text: str, wordings: tuple[str, ...]) -> bool:
    """Whether the text has one of these: a single word in any form, several as a phrase."""
    single = {term for wording in wordings for term in _single_term(wording)}
    if single and not single.isdisjoint(terms(text)):
        return True
    return any(has_phrase(text, wording) for wording in wordings if not _single_term(wording))


def _single_term(wording: str) -> list[str]:
    """The word's term; none for several words or a common one, which are looked for as written."""
    found = terms(wording) if not re.search(r"\w[\W_]+\w", wording) else []
    return found if len(found) == 1 else []


@lru_cache(maxsize=2_000)
def _in_line(text: str) -> str:
    """The text's words folded, with one blank before, between and after them."""
    return f" {_NO_WORD.sub(' ', fold_title(text)).strip()} "
