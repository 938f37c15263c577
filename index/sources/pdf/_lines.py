"""The lines of a page as PDFium gives them, with where they stand."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

# PDFium's sign for a hyphen at the end of a line, whose break it leaves out (cpdf_textpage.cpp).
_BROKEN_WORD = "\ufffe"
# The ends of lines, and of lines that end within a word.
_END = re.compile(rf"\r\n|{_BROKEN_WORD}|\u00ad(?:\r\n)?")
_LIGATURES = dict(
    zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", "ff fi fl ffi ffl st st".split(), strict=True)
)
# Control signs, letters without Unicode and half characters: of no use to anybody.
_GARBLED = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff\ud800-\udfff]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
# In radians; what is turned by more is a stamp in the margin or a label of a picture.
_UPRIGHT_WITHIN = 0.3
_TURN = 6.2832


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Words in one line. Places are in points (1/72 inch) from the lower left corner of the page.

    ``page`` counts from 0; ``rise`` is how high the line stands as a share of the page's height; ``size``
    is the height of the letters' boxes; ``is_broken`` whether the line ends within a word, with a hyphen
    that is not in ``text``; ``garbled`` how many signs had no meaning.
    """

    text: str
    page: int
    left: float
    right: float
    bottom: float
    rise: float
    size: float
    is_broken: bool = False
    is_turned: bool = False
    garbled: int = 0


def read_lines(page: PdfPage, number: int) -> list[Line]:
    """The lines of a page that are not blank, in the order they were written in."""
    _, lowest, _, highest = page.get_mediabox()
    with closing(page.get_textpage()) as text_page:
        return list(_iter_lines(text_page, number, (lowest, max(highest - lowest, 1.0))))


def _iter_lines(text_page: PdfTextPage, number: int, page: tuple[float, float]) -> Iterator[Line]:
    written = _read_units(text_page)
    # Places are counted in UTF-16 units, of which most texts have one for a sign.
    wide = not written.isascii() and any(sign > "\uffff" for sign in written)
    for start, end, is_broken in _iter_spans(written):
        raw = written[start:end]
        first = start + len(raw) - len(raw.lstrip())
        last = start + len(raw.rstrip()) - 1
        if last < first:
            continue
        # A space that PDFium put in has no place of its own.
        middle = next(place for place in range((first + last) // 2, last + 1) if not written[place].isspace())
        places = [_units(written, place) if wide else place for place in (first, middle, last)]
        line = _place(text_page, raw, number, places, page, is_broken=is_broken)
        if line.text:
            yield line


def _read_units(text_page: PdfTextPage) -> str:
    return text_page.get_text_range(errors="replace") if text_page.count_chars() > 0 else ""


def _iter_spans(written: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line, and whether it ends within a word."""
    start = 0
    for match in _END.finditer(written):
        yield start, match.start(), match.group() != "\r\n"
        start = match.end()
    yield start, len(written), False


def _units(written: str, place: int) -> int:
    return len(written[:place].encode("utf-16-le", errors="surrogatepass")) // 2


def _place(  # noqa: PLR0913  # all that is known of a line
    text_page: PdfTextPage,
    raw: str,
    number: int,
    places: list[int],
    page: tuple[float, float],
    *,
    is_broken: bool,
) -> Line:
    """The line by the boxes of its first letter, one in the middle, and its last.

    ``page`` is where the page begins from below, and how high it is.
    """
    chars = [pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, place) for place in places]
    beginning, within, ending = (_box(text_page, char) for char in chars)
    angle = pdfium.FPDFText_GetCharAngle(text_page, chars[1])
    text, garbled = _cleaned(raw)
    return Line(
        text=text,
        page=number,
        left=beginning.left,
        right=ending.right,
        bottom=within.bottom,
        rise=(within.bottom - page[0]) / page[1],
        size=abs(within.top - within.bottom),
        is_broken=is_broken,
        is_turned=_UPRIGHT_WITHIN < angle < _TURN - _UPRIGHT_WITHIN,
        garbled=garbled,
    )


def _box(text_page: PdfTextPage, place: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, max(place, 0), ctypes.byref(box))
    return box


def _cleaned(raw: str) -> tuple[str, int]:
    """The words as people write them, and how many signs there were without a meaning."""
    text, garbled = raw, 0
    if not raw.isascii():
        for ligature, letters in _LIGATURES.items():
            text = text.replace(ligature, letters)
        text = unicodedata.normalize("NFC", text.translate(_INVISIBLE))
    if not text.isprintable():
        text, garbled = _GARBLED.subn("", text)
    return " ".join(text.split()), garbled
