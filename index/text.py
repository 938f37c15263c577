"""Text into terms and sentences, each with its offsets in the text as it stands.

The text itself is never rewritten: a regular expression finds the words, and only the *term* made
of a word is normalised. So an offset always points into the stored text, whatever the term is.

One way of making terms per family of scripts, chosen word by word, so that a question and an
article need not agree on a language first:

- Latin letters: accents folded, irregular English forms and the Snowball stem, stop words dropped;
- Chinese, Japanese, Korean, Thai and their like, which are written without spaces or glue words
  together: overlapping pairs of characters;
- everything else: case and compatibility forms folded, marks that are only vowel points dropped.
"""

import re
import threading
from collections.abc import Container, Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category, normalize

import regex
import sentencex
import Stemmer

from index.english import BASE_FORMS, STOP_WORDS
from index.models import Span

# Scripts without spaces between words, or (Hangul) whose words end in changing particles.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー々][\p{M}]*+"
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
_LATIN = regex.compile(r"[a-z']+")
_APOSTROPHES = re.compile("[’ʼ]")
_SEPARATORS = re.compile(r"(?<=\d),(?=\d)|(?<=\D)\.")  # 1,000 is 1000 and U.S. is US
_PIECE = regex.compile(
    rf"(?P<unspaced>(?:{_UNSPACED.pattern})+)"
    rf"|(?P<word>(?:(?!{_UNSPACED.pattern}|_).)+)"
)
# A line that stands for itself: heading, bullet, numbered point, table row.
_OWN_LINE = regex.compile(r"[ \t]*(?:[-*+•‣–—][ \t]|#{1,6}[ \t]|\d{1,3}[.)][ \t]|\|)")
_LINE_BREAK = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_WORD = re.compile(rf"[\w{_MARKS}]+")
_BLANK = regex.compile(r"\s+")
_WIDE_BLANK = re.compile(r"[^\S\x00-\x7f]")  # white space of more than one byte in UTF-8
_local = threading.local()


class Token(NamedTuple):
    """One occurrence of a term, and where it stands in the text."""

    term: str
    start: int
    end: int


def find_tokens(text: str, wanted: Container[str] | None = None) -> list[Token]:
    """The text's tokens in order, stop words dropped; only those of ``wanted`` terms if given.

    A question looks through some dozens of passages for a few terms, so what is not wanted is
    passed over before anything is made of it.
    """
    names_stand_out = _names_stand_out(text)
    found: list[Token] = []
    for run in _RUN.finditer(text):
        for term, start, end in _analyse_run(run.group(), names_stand_out):
            if wanted is None or term in wanted:
                offset = run.start()
                found.append(Token(term, offset + start, offset + end))
    return found


def terms(text: str) -> list[str]:
    """The text's terms in order, stop words dropped."""
    names_stand_out = _names_stand_out(text)
    return [token.term for run in _RUN.findall(text) for token in _analyse_run(run, names_stand_out)]


def iter_sentences(text: str) -> Iterator[Span]:
    """The sentences in order, without the white space around them; headings and points count too.

    Borders are sentencex's, and besides them the line breaks before and after a line that stands
    for itself.
    """
    # sentencex 1.0.32 panics at "C\u00a0.", cutting within the blank; a copy of the same length has
    # the same offsets.
    for start, end in _borders(_WIDE_BLANK.sub(" ", text)):
        yield from _split_lines(text, start, end)


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if nothing else is there."""
    stripped = text[start:end].lstrip()
    start = end - len(stripped)
    stripped = stripped.rstrip()
    return Span(start, start + len(stripped)) if stripped else None


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


def _borders(text: str) -> list[tuple[int, int]]:
    """Where sentencex sees sentences; the whole text is one where it fails."""
    try:
        found = sentencex.get_sentence_boundaries("en", text)
    except BaseException as error:
        # A panic of Rust's is no Exception, so that nobody else would catch it: one odd sign in an
        # article would end an import, or leave a question unanswered. Its class cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        return [(0, len(text))]
    return [(border["start_index"], border["end_index"]) for border in found]


def _split_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut a sentence at the line breaks beside lines that stand for themselves."""
    cuts = [start]
    for newline in _LINE_BREAK.finditer(text, start, end):
        if _OWN_LINE.match(text, newline.end(), end) or _OWN_LINE.match(text, cuts[-1], end):
            cuts.append(newline.end())
    for cut_start, cut_end in zip(cuts, [*cuts[1:], end], strict=True):
        if span := trim(text, cut_start, cut_end):
            yield span


@lru_cache(maxsize=200_000)
def _analyse_run(run: str, names_stand_out: bool) -> tuple[Token, ...]:
    """The tokens of a run of letters, digits and marks, with offsets in the run."""
    tokens: list[Token] = []
    for piece in _PIECE.finditer(run):
        start, end = piece.span()
        if piece.lastgroup == "unspaced":
            tokens.extend(_pairs(run, start, end))
        elif term := _term(piece.group(), names_stand_out):
            tokens.append(Token(term, start, end))
    return tuple(tokens)


def _pairs(run: str, start: int, end: int) -> Iterator[Token]:
    """Overlapping pairs of characters with their marks; a lone character is a term of its own."""
    spans = [match.span() for match in _UNSPACED.finditer(run, start, end)]
    for (first, alone), (_, last) in zip(spans, spans[1:] or spans, strict=False):
        both = max(last, alone)
        yield Token(_fold(run[first:both]), first, both)


def _term(word: str, names_stand_out: bool) -> str:
    """The term of a word, or "" for a stop word.

    WHO, IT and US are names and no stop words where the text around them is not all in capitals.
    """
    is_name = names_stand_out and len(word) > 1 and word.isupper()
    folded = _SEPARATORS.sub("", _APOSTROPHES.sub("'", _fold(word)))
    if folded in STOP_WORDS and not is_name:
        return ""
    if not _LATIN.fullmatch(folded):
        return folded.removesuffix("'s")
    return str(_stemmer().stemWord(BASE_FORMS.get(folded, folded))).strip("'")


@lru_cache(maxsize=100_000)
def _fold(text: str) -> str:
    if text.isascii():
        return text.lower()
    return normalize("NFC", _OPTIONAL_MARKS.sub("", normalize("NFKD", text).casefold()))


def _stemmer() -> Stemmer.Stemmer:
    """This thread's own stemmer: PyStemmer's objects must not be shared between threads."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _local.stemmer
    return stemmer
