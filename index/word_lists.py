"""How often words are used at large, by the lists of film subtitles that pyspellchecker brings.

Read when first needed, in a quarter of a second and 25 MB for English.
"""

from collections.abc import Mapping
from functools import cache

from spellchecker import SpellChecker

from index.text import fold_title

_CODES = {
    "arabic": "ar",
    "dutch": "nl",
    "english": "en",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
}


def is_listed(word: str, language: str = "english") -> bool:
    """Whether the list of the language, as ``index.text.language_of`` names it, has the word."""
    return fold_title(word) in _shares(language)


def share(word: str, language: str = "english") -> float:
    """How much of all that is said the word is; 0 for a word not on the list."""
    return _shares(language).get(fold_title(word), 0.0)


def has_list(language: str) -> bool:
    """Whether there is a list of the language."""
    return language in _CODES


@cache
def _shares(language: str) -> Mapping[str, float]:
    if language not in _CODES:
        return {}
    counted = SpellChecker(language=_CODES[language]).word_frequency
    return {fold_title(word): count / counted.total_words for word, count in counted.dictionary.items()}
