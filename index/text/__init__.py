"""Text into terms and sentences, each with its offsets in the text as it stands.

The text itself is never rewritten: a regular expression finds the words, and only the *term* made
of a word is normalised. So an offset always points into the stored text, whatever the term is.

- ``_languages``  what language a text or a word is in
- ``_tokens``     one way of making terms per family of languages, chosen word by word
- ``_sentences``  where sentences end, and ``_abbreviations`` which full stops end none

The families:

- English: accents folded, irregular forms and the Snowball stem, stop words dropped;
- other languages of Latin letters, Russian, Arabic, Hindi and Greek: the same with their own Snowball
  stemmer and stop words, but for irregular forms;
- Chinese, Japanese, Korean, Thai and their like, which are written without spaces or glue words
  together: overlapping pairs of characters, in Thai and Lao of consonants with all that is around them;
- everything else: case and compatibility forms folded, marks that are only vowel points dropped.
"""

from index.text._languages import ENGLISH, LANGUAGES, language_of
from index.text._sentences import iter_sentences, trim
from index.text._tokens import (
    Token,
    find_tokens,
    fold_author,
    fold_question,
    fold_title,
    is_joined,
    is_whole,
    term_of,
    terms,
)

__all__ = [
    "ENGLISH",
    "LANGUAGES",
    "Token",
    "find_tokens",
    "fold_author",
    "fold_question",
    "fold_title",
    "is_joined",
    "is_whole",
    "iter_sentences",
    "language_of",
    "term_of",
    "terms",
    "trim",
]
