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
# A run of what may be words: we're, e-mail, 1,000, 1 000, U.S., and marks, which `\w` leaves out. `re`
# and only the basic plane's marks, since both other ways were measured to take four times as long.
_MARKS = "".join(chr(c) for c in range(0x10000) if category(chr(c)).startswith("M"))
_BLANKS = " \u00a0\u2009\u202f"  # between the digits of a number
_APOSTROPHE, _HYPHEN = "['’ʼ‘´`′]", "[-\u2010\u2011]"
_RUN = re.compile(
    rf"""\w+ (?: (?:{_APOSTROPHE}|{_HYPHEN})\w+
          | [{_MARKS}]\w*
          | (?<=\d) (?: (?!(?<=\d{{4}}),\d{{4}}(?!\d)) [.,]\d+ | (?<!\d{{4}})[{_BLANKS}]\d{{3}}(?!\d) )
          | (?<=\b[^\W\d_]) (?:\.[^\W\d_]\b)+ \.? )*""",
    re.VERBOSE,
)
# Marks that spelling may leave out: accents, vowel points, tashkeel. In Indic scripts marks are
# vowels in their own right and stay.
_OPTIONAL_MARKS = regex.compile(
    r"(?<=[\p{Latin}\p{Greek}\p{Cyrillic}\p{Arabic}\p{Hebrew}]\p{Mn}*)\p{Mn}+|\u0640"
)
_LATIN = regex.compile(r"[\p{Latin}']+")
_ELIDED = re.compile(r"^\w+'(?=\w\w)")  # l'homme, dell'arte
_APOSTROPHES = re.compile(_APOSTROPHE)
_DOTS = re.compile(r"(?<=[^\W\d_])\.")  # U.S. is US
_PIECE = regex.compile(
    rf"(?P<unspaced>(?:{_UNSPACED.pattern})+)"
    rf"|(?P<between>_|{_HYPHEN}|[{_BLANKS}]|{_APOSTROPHE}[nN]{_APOSTROPHE})"  # rock'n'roll
    rf"|(?P<word>(?:(?!{_UNSPACED.pattern}|(?&between)).)+)",
    regex.VERSION1,
)
# What is written apart and may be written together: e-mail, COVID-19, 1 000.
_JOINED = re.compile(
    rf"[^\W\d_]+{_HYPHEN}(?P<last>[^\W_]+(?:{_APOSTROPHE}s)?)|\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?:[.,]\d+)?"
)
_BETWEEN = re.compile(rf"{_HYPHEN}|[{_BLANKS}]")
_NUMBER = re.compile(
    r"(?P<whole>[1-9]\d{0,2}(?:([.,'])\d{3})(?:\2\d{3})*|\d+)(?:[.,](?P<part>\d+))?(?P<unit>\D*)"
)
_WORD = re.compile(rf"[\w{_MARKS}]+")
_BLANK = regex.compile(r"\s+")
_QUESTION_SIGNS = re.compile(r"^[¿¡\s]+|[?!.,;:。؟।\s]+$")
# Of each language; a few hundred bytes each.
_KEPT_RUNS = 100_000
_local = threading.local()


class Token(NamedTuple):
    """One occurrence of a term, and where it stands in the text."""

    term: str
    start: int
    end: int


def find_tokens(text: str, wanted: Container[str] | None = None, language: str | None = None) -> list[Token]:
    """The text's tokens in order, stop words dropped; only those of ``wanted`` terms if given.

    ``language`` is as ``language_of`` names it, which is asked if it is not given. What is written
    with a hyphen or a blank within has tokens of its parts, and then one of the whole (see ``is_joined``).
    """
    analysed = _analysed(_names_stand_out(text), language or language_of(text))
    # A question looks through some dozens of passages for a few terms, so that this has to be fast.
    return [
        Token(term, run.start() + start, run.start() + end)
        for run in _RUN.finditer(text)
        for term, start, end in analysed[run.group()]
        if wanted is None or term in wanted
    ]


def terms(text: str, language: str | None = None) -> list[str]:
    """The text's terms in order, as ``find_tokens`` has them."""
    analysed = _analysed(_names_stand_out(text), language or language_of(text))
    return [token[0] for run in _RUN.findall(text) for token in analysed[run]]


def term_of(word: str) -> str:
    """The term of an English word, or "" for a stop word; for many words made up, it is not kept."""
    return _term(word, True, ENGLISH)


def is_joined(word: str) -> bool:
    """Whether a token's word is a whole of parts that have tokens too: e-mail, COVID-19, 1 000."""
    return _JOINED.fullmatch(word) is not None


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


def fold_question(question: str) -> str:
    """A question as people repeat it: as a title, and the signs at its end do not matter."""
    folded = fold_title(question)
    return _QUESTION_SIGNS.sub("", folded) or folded


def fold_author(name: str | None) -> str | None:
    """A name as a filter compares it: as a title, and word by word, whatever signs are between them."""
    return None if name is None else " ".join(_WORD.findall(_fold(name)))


def _names_stand_out(text: str) -> bool:
    """Whether capitals mark a name: not in a text that is all in capitals, unless it is one word."""
    return not text.isupper() or len(text.split()) == 1


class _Analysed(dict[str, tuple[Token, ...]]):
    """The tokens of runs of letters, digits and marks, with offsets in the run, made when first asked for.

    A dictionary of our own is faster than ``lru_cache``, which is what asking hangs on.
    """

    def __init__(self, names_stand_out: bool, language: str) -> None:
        super().__init__()
        self._how = names_stand_out, language

    def __missing__(self, run: str) -> tuple[Token, ...]:
        if len(self) >= _KEPT_RUNS:
            self.clear()
        tokens = self[run] = tuple(_iter_tokens(run, *self._how))
        return tokens


_analysed = cache(_Analysed)


def _iter_tokens(run: str, names_stand_out: bool, language: str) -> Iterator[Token]:
    if run.isascii() and run.isalnum():  # most are
        if term := _term(run, names_stand_out, language):
            yield Token(term, 0, len(run))
        return
    for piece in _PIECE.finditer(run):
        start, end = piece.span()
        if piece.lastgroup == "unspaced":
            yield from _pairs(run, start, end)
        elif piece.lastgroup == "word" and (term := _term(piece.group(), names_stand_out, language)):
            yield Token(term, start, end)
    if term := _joined_term(run, names_stand_out, language):
        yield Token(term, 0, len(run))


def _joined_term(run: str, names_stand_out: bool, language: str) -> str:
    """The term of a whole of parts, or ""; "dit-il" is grammar and no word."""
    joined = _JOINED.fullmatch(run)
    if joined is None or _UNSPACED.search(run):
        return ""
    if joined["last"] and not _term(joined["last"], names_stand_out, language):
        return ""
    return _term(_BETWEEN.sub("", run), names_stand_out, language)


def _pairs(run: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of characters with what belongs to them; a lone character is a term of its own."""
    spans = [match.span() for match in _UNSPACED.finditer(run, start, end)]
    for (first, alone), (_, last) in zip(spans, spans[1:] or spans, strict=False):
        both = max(last, alone)
        yield Token(_fold(run[first:both]), first, both)


def _term(word: str, names_stand_out: bool, language: str) -> str:
    """The term of a word, or "" for a stop word.

    WHO, IT and US are names and no stop words where the text around them is not all in capitals;
    U.S. and u.s. are anywhere.
    """
    if word[0].isdigit() and (number := _NUMBER.fullmatch(word)):
        return _number(number)
    is_name = "." in word or (names_stand_out and len(word) > 1 and word.isupper())
    folded = _DOTS.sub("", _APOSTROPHES.sub("'", _fold(word)))
    language = language_of_word(word, language)
    if folded in _stop_words(language) and not is_name:
        return ""
    if language == ENGLISH:
        if not _LATIN.fullmatch(folded):
            return folded.removesuffix("'s")
        return str(_stemmer(language).stemWord(BASE_FORMS.get(folded, folded))).strip("'")
    # Endings are known by their accents, so these are folded only when the stemmer has seen them.
    whole = _DOTS.sub("", _APOSTROPHES.sub("'", normalize("NFKC", word).casefold()))
    return _fold(str(_stemmer(language).stemWord(_ELIDED.sub("", whole)))).strip("'")


def _number(number: re.Match[str]) -> str:
    """1,000 and 1.000 and 1'000 are 1000, 3,5 is 3.5, whatever the language."""
    whole, part, unit = re.sub(r"\D", "", number["whole"]), number["part"], number["unit"]
    return _fold(whole + (f".{part}" if part else "") + unit.removesuffix("'s"))


@cache
def _stop_words(language: str) -> frozenset[str]:
    """As ``_fold`` makes them, and as they are written."""
    return STOPPED[language] | {_fold(word) for word in STOPPED[language]}


def _fold(text: str) -> str:
    return text.lower() if text.isascii() else _fold_marks(text)


@lru_cache(maxsize=50_000)
def _fold_marks(text: str) -> str:
    return normalize("NFC", _OPTIONAL_MARKS.sub("", normalize("NFKD", text).casefold()))


def _stemmer(language: str) -> Stemmer.Stemmer:
    """This thread's own stemmer: PyStemmer's objects must not be shared between threads."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(language)
    return stemmers[language]
