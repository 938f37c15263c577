"""Text into terms, each with its offsets in the text as it stands."""

import re
import threading
from collections.abc import Container, Iterator
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

import regex
import Stemmer

from index.english import BASE_FORMS
from index.text._languages import ENGLISH, STOPPED, language_of, language_of_word

# Scripts without spaces between words, or (Hangul) whose words end in changing particles. In Thai and
# Lao what is written around a consonant goes with it: a vowel before it (Logical_Order_Exception) or after.
_UNSPACED = regex.compile(
    r"[\p{LOE}]?+[\p{Thai}\p{Lao}--\p{LOE}--\p{M}--\p{Nd}][\p{M}]*+[ะาำๅະາຳ]*+"
    r"|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々][\p{M}]*+",
    regex.VERSION1,
)
# A run of what may be words: we're, 1,000, U.S., and marks, which `\w` leaves out. `re` and only
# the basic plane's marks, since both other ways were measured to take four times as long.
_MARKS = "".join(chr(c) for c in range(0x10000) if category(chr(c)).startswith("M"))
_RUN = re.compile(rf"\w+(?:['’ʼ]\w+|[{_MARKS}]\w*|(?<=\d)[.,]\d+|(?<=[A-Z])\.(?:[A-Z]\.)+)*")
# Marks that spelling may leave out: accents, vowel points, tashkeel. In Indic scripts marks are
# vowels in their own right and stay.
_OPTIONAL_MARKS = regex.compile(
    r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}\p{Arabic}\p{Hebrew}]\p{Mn}*)\p{Mn}+|\u0640"
)
_LATIN = regex.compile(r"[\p{Latin}']+")
_ELIDED = re.compile(r"^\w+'(?=\w\w)")  # l'homme, dell'arte
_APOSTROPHES = re.compile("[’ʼ]")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d)|(?<=\D)\.")  # 1,000 is 1000 and U.S. is US
_PIECE = regex.compile(
    rf"(?P<unspaced>(?:{_UNSPACED.pattern})+)"
    rf"|(?P<word>(?:(?!{_UNSPACED.pattern}|_).)+)",
    regex.VERSION1,
)
_WORD = re.compile(rf"[\w{_MARKS}]+")
_BLANK = regex.compile(r"\s+")
_local = threading.local()


class Token(NamedTuple):
    """One occurrence of a term, and where it stands in the text."""

    term: str
    start: int
    end: int


def find_tokens(text: str, wanted: Container[str] | None = None, language: str | None = None) -> list[Token]:
    """The text's tokens in order, stop words dropped; only those of ``wanted`` terms if given.

    ``language`` is as ``language_of`` names it, which is asked if it is not given. A question looks
    through some dozens of passages for a few terms, so what is not wanted is passed over before
    anything is made of it.
    """
    names_stand_out = _names_stand_out(text)
    language = language or language_of(text)
    found: list[Token] = []
    for run in _RUN.finditer(text):
        for term, start, end in _analyse_run(run.group(), names_stand_out, language):
            if wanted is None or term in wanted:
                offset = run.start()
                found.append(Token(term, offset + start, offset + end))
    return found


def terms(text: str, language: str | None = None) -> list[str]:
    """The text's terms in order, as ``find_tokens`` has them."""
    names_stand_out = _names_stand_out(text)
    language = language or language_of(text)
    runs = _RUN.findall(text)
    return [token.term for run in runs for token in _analyse_run(run, names_stand_out, language)]


def is_whole(text: str) -> bool:
    """Whether UTF-8 can hold the text, which it cannot with half a character (a lone surrogate)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold_title(title: str) -> str:
    """A title as people compare them: case, accents, forms and runs of blanks do not matter."""
    return _BLANK.sub(" ", _fold(title)).strip()


def fold_author(name: str | None) -> str | None:
    """A name as a filter compares it: as a title, and word by word, whatever signs are between them."""
    return None if name is None else " ".join(_WORD.findall(_fold(name)))


def _names_stand_out(text: str) -> bool:
    """Whether capitals mark a name: not in a text that is all in capitals, unless it is one word."""
    return not text.isupper() or len(text.split()) == 1


@lru_cache(maxsize=200_000)
def _analyse_run(run: str, names_stand_out: bool, language: str) -> tuple[Token, ...]:
    """The tokens of a run of letters, digits and marks, with offsets in the run."""
    tokens: list[Token] = []
    for piece in _PIECE.finditer(run):
        start, end = piece.span()
        if piece.lastgroup == "unspaced":
            tokens.extend(_pairs(run, start, end))
        elif term := _term(piece.group(), names_stand_out, language):
            tokens.append(Token(term, start, end))
    return tuple(tokens)


def _pairs(run: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of characters with what belongs to them; a lone character is a term of its own."""
    spans = [match.span() for match in _UNSPACED.finditer(run, start, end)]
    for (first, alone), (_, last) in zip(spans, spans[1:] or spans, strict=False):
        both = max(last, alone)
        yield Token(_fold(run[first:both]), first, both)


def _term(word: str, names_stand_out: bool, language: str) -> str:
    """The term of a word, or "" for a stop word.

    WHO, IT and US are names and no stop words where the text around them is not all in capitals.
    """
    is_name = names_stand_out and len(word) > 1 and word.isupper()
    folded = _SEPARATORS.sub("", _APOSTROPHES.sub("'", _fold(word)))
    language = language_of_word(word, language)
    if folded in _stop_words(language) and not is_name:
        return ""
    if language == ENGLISH:
        if not _LATIN.fullmatch(folded):
            return folded.removesuffix("'s")
        return str(_stemmer(language).stemWord(BASE_FORMS.get(folded, folded))).strip("'")
    # Endings are known by their accents, so these are folded only when the stemmer has seen them.
    whole = _SEPARATORS.sub("", _APOSTROPHES.sub("'", normalize("NFKC", word).casefold()))
    return _fold(str(_stemmer(language).stemWord(_ELIDED.sub("", whole)))).strip("'")


@cache
def _stop_words(language: str) -> frozenset[str]:
    """As ``_fold`` makes them, and as they are written."""
    return STOPPED[language] | {_fold(word) for word in STOPPED[language]}


@lru_cache(maxsize=100_000)
def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return normalize("NFC", _OPTIONAL_MARKS.sub("", normalize("NFKD", text).casefold()))


def _stemmer(language: str) -> Stemmer.Stemmer:
    """This thread's own stemmer: PyStemmer's objects must not be shared between threads."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(language)
    return stemmers[language]
