"""Text into sentences, each with its offsets in the text as it stands.

A sentence ends at a mark that ends sentences, with the quotation marks, brackets and references after it,
unless what follows goes on: a small letter, a comma, who said it. Within a quotation or brackets none
ends, and none after an abbreviation. Blank lines end one whatever stands before them, and so do the
borders of headings, points and rows. What is still too long for a quote is divided where it may be.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

import regex

from index.models import Span
from index.text._abbreviations import is_abbreviated

_BREAK = r"\r\n|[\n\r\v\f\x85\u2028\u2029]"
_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_PLAIN = "。！？｡।॥؟۔።។။"  # marks that no blank has to follow
_SPACED = ".!?…"
_CLOSING = r"""["'”’»“‘」』）】》〉)\]]"""
# A border may be here. Beginning with one set of signs, it is found five times faster.
_MARK = re.compile(
    rf"[{_BREAKS}{_PLAIN}{_SPACED}]"
    rf"(?:(?<=[{_PLAIN}])(?P<plain>[{_PLAIN}]*){_CLOSING}*"
    rf"|(?<=[{_SPACED}])(?<![{_SPACED}]{{2}})(?P<spaced>[{_SPACED}]*+(?:\ \.++){{0,9}})"
    rf"(?:{_CLOSING}|[ \u00a0\u202f]»(?=[\s,;:.!?]|\Z)"
    rf"|\[[^\[\]\n]{{1,40}}\]|:[\d–-]++)*"
    r"(?:(?=\s)|(?<=[a-z]{3}[.!?])(?=(?!Com|Net|Org)[A-Z][a-z]+[ ,])"
    r"|(?<=[\u0620-\u064a]{3}\.)(?=[\u0620-\u064a]))"
    rf"|(?<=\r)\n|(?<=[{_BREAKS}]))"
)
_BLANK_LINE = re.compile(rf"[^\S\n\r]*(?:{_BREAK})")
# A line that stands for itself: heading, bullet, numbered point, table row.
_OWN_LINE = re.compile(r"[ \t]*(?:[-*+•‣–—][ \t]|#{1,6}[ \t]|\d{1,3}[.)][ \t]|\|)")
# The next word, whatever opens before it.
_NEXT = re.compile(
    r"""(?P<blank>\s*)(?:["'“”‘«»„‹¿¡「『（(\[]|[–—-]\s*)*\s*(?P<word>[^\W_]*(?:['’.][^\W_]+)*)"""
)
_GOES_ON = frozenset(",;:，、；：")
_WHO_SAID = regex.compile(
    r"[^\S\n\r]*(?:と|って|など|を|が|的|等|라고|\p{Han}{1,6}[说說问問道喊答叫]"
    r"|(?:\p{Lu}[\w'’.-]*\s+){1,3}"
    r"(?:said|says|asked|asks|replied|answered|added|told|cried|called|shouted|whispered|wrote|explained)\b)"
)
# What is closed again within this length is not divided.
_MOST_ENCLOSED = 300
_ENCLOSED = re.compile(
    r"""["“«»„「『(（‘](?:(?<=“)[^“”]{1,N}”|(?<=«)[^«»]{1,N}»|(?<=»)[^«»]{1,N}«|(?<=„)[^„“”]{1,N}[“”]"""
    r"""|(?<=「)[^「」]{1,N}」|(?<=『)[^『』]{1,N}』|(?<=\()[^()]{1,N}\)|(?<=（)[^（）]{1,N}）"""
    r"""|(?<=(?<![\w.,!?;:)])")(?=\S)[^"]{1,N}"|(?<=(?<!\w)‘)(?:[^‘’]|’(?=\w)){1,N}’(?!\w))""".replace(
        "N", str(_MOST_ENCLOSED)
    )
)
# What the number or letter of a point looks like, when it is all that there is.
_POINT = re.compile(r"\s*(?:\d{1,3}|[^\W\d_])")
# A sentence longer than the first is divided after these signs into parts of at most the second.
_MOST, _PART = 600, 300
_DIVISIONS = (re.compile(_BREAK), re.compile(r";\s|；"))
# In Thai and its neighbours blanks part phrases, and nothing ends sentences.
_PHRASES = re.compile(r"(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\s+")
_MOST_PHRASES = 300


def iter_sentences(text: str) -> Iterator[Span]:
    """The sentences in order, without the white space around them; headings and points count too."""
    start = 0
    for end in _iter_borders(text):
        if span := trim(text, start, end):
            yield from _divide(text, span)
        start = end


def trim(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None if nothing else is there."""
    stripped = text[start:end].lstrip()
    start = end - len(stripped)
    stripped = stripped.rstrip()
    return Span(start, start + len(stripped)) if stripped else None


def _iter_borders(text: str) -> Iterator[int]:
    """Where sentences end, the end of the text included."""
    enclosed = [match.span() for match in _ENCLOSED.finditer(text)]
    start = line = 0
    for mark in _MARK.finditer(text):
        at = mark.end()
        if text[mark.start()] in _BREAKS:
            ends = bool(
                _OWN_LINE.match(text, line) or _OWN_LINE.match(text, at) or _BLANK_LINE.match(text, at)
            )
            line = at
        else:
            ends = not (enclosed and _within(mark, enclosed)) and _ends(text, start, mark)
        if ends:
            yield at
            start = at
    yield len(text)


def _within(mark: re.Match[str], enclosed: list[tuple[int, int]]) -> bool:
    """Whether the mark is inside one of the spans, which are in order and apart, not at its end."""
    before = bisect_left(enclosed, (mark.start(), 0))  # so many open before it, the last of which counts
    return before > 0 and mark.end() < enclosed[before - 1][1]


def _ends(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether the sentence from ``start`` ends at the mark, as far as what is around the mark tells."""
    at = mark.end()
    if not (following := _NEXT.match(text, at)):  # which matches an empty text, too
        return True
    word = following["word"]
    if word[:2].islower() or text[following.end("blank") : following.end("blank") + 1] in _GOES_ON:
        return False
    signs = 1 + len(mark["plain"] or mark["spaced"] or "")
    if len(mark[0]) > signs and _WHO_SAID.match(text, at):
        return False
    if signs == 1 and text[mark.start()] == ".":
        if len(word) == 1 and text[following.end() : following.end() + 1] == ".":
            word += "."  # another initial
        return not (_POINT.fullmatch(text, start, mark.start()) or is_abbreviated(text, mark.start(), word))
    return True


def _divide(text: str, span: Span) -> Iterator[Span]:
    """The sentence, or its parts if it is too long to be quoted."""
    length = span.end - span.start
    if length <= _MOST_PHRASES:
        yield span
    elif _PHRASES.search(text, span.start, span.end):
        yield from _parts(text, span, _PHRASES, _MOST_PHRASES)
    elif length <= _MOST:
        yield span
    else:
        lines, points = _DIVISIONS
        for part in _parts(text, span, lines, _PART):
            too_long = part.end - part.start > _MOST
            yield from _parts(text, part, points, _PART) if too_long else [part]


def _parts(text: str, span: Span, division: re.Pattern[str], most: int) -> Iterator[Span]:
    """The span cut at divisions into the longest parts of at most ``most`` characters."""
    start = last = span.start
    for end in [*(match.end() for match in division.finditer(text, span.start, span.end)), span.end]:
        if end - start > most and last > start:
            if part := trim(text, start, last):
                yield part
            start = last
        last = end
    if part := trim(text, start, span.end):
        yield part
