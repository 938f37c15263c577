"""A PDF as an article: its text in paragraphs, and where each page begins in it.

PDFium gives the lines in the order they were written in, which is that of the columns (``_lines``).
What every page repeats is left out (``_furniture``), lines become paragraphs by where they stand and how
they end (``_paragraphs``), and title, author and date are taken from what the file says of itself if
that is sensible (``index.sources.metadata``). The date is that of the file, and so a guess.
"""

from collections.abc import Sequence
from contextlib import closing

import pypdfium2
import pypdfium2.raw as pdfium

from index.errors import ContentRefused, Message
from index.models import MAX_TEXT_CHARS, NewArticle
from index.sources.decoding import bare_name
from index.sources.metadata import sensible_author, sensible_day, sensible_title
from index.sources.pasted import date_from_name, title_from_name
from index.sources.pdf._furniture import divide_furniture
from index.sources.pdf._lines import Line, read_lines
from index.sources.pdf._paragraphs import to_text
from index.sources.pdf._titles import find_large_title
from index.text import fold_title

MAX_PAGES = 5_000
# Fewer characters a page than these are a stamp or a page number, and no text.
_SCANNED_BELOW = 20
_LOOKED_AT = 5
# From so large a share of letters that are none, a text is of no use.
_GARBLED_FROM = 0.3


def read_pdf(data: bytes, name: str) -> NewArticle:
    """The article in a PDF; ``name`` is the title of last resort.

    Raises:
        ContentRefused: it is protected, broken, scanned, without text or too long.
    """
    with closing(_open(data)) as document:
        pages = _read_pages(document)
        lines, left_out = divide_furniture(pages)
        if not _has_text(lines, len(pages)):
            raise ContentRefused(_why_empty(document))
        metadata = document.get_metadata_dict()
    large = find_large_title(lines)
    title = sensible_title(metadata.get("Title", "")) or " ".join(line.text for line in large)
    if large and fold_title(title) == fold_title(" ".join(line.text for line in large)):
        lines = [line for line in lines if line not in large]
    text, page_starts = to_text(lines, len(pages))
    dated, created = date_from_name(bare_name(name)), sensible_day(metadata.get("CreationDate", ""))
    return NewArticle(
        title=title or title_from_name(bare_name(name)),
        text=text,
        author=sensible_author(metadata.get("Author", "")),
        published_at=dated or created,
        left_out=tuple(left_out),
        is_date_guessed=not dated and created is not None,
        page_starts=tuple(page_starts),
    )


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise ContentRefused(
                "this PDF is protected with a password; save it without one and add it again."
            ) from error
        raise ContentRefused("this PDF is broken, or not whole: its pages cannot be found.") from error
    if not len(document):
        raise ContentRefused("this PDF has no pages.")
    if len(document) > MAX_PAGES:
        raise ContentRefused(
            "this PDF has {pages:,} pages, and up to {most:,} are read; divide it into parts.",
            pages=len(document),
            most=MAX_PAGES,
        )
    return document


def _read_pages(document: pypdfium2.PdfDocument) -> list[list[Line]]:
    """The lines of each page; a page that is broken has none, as it has in any viewer."""
    pages: list[list[Line]] = []
    chars = 0
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            pages.append([])
            continue
        with closing(page):
            pages.append(read_lines(page, number))
        chars += sum(len(line.text) for line in pages[-1])
        if chars > MAX_TEXT_CHARS:
            raise ContentRefused(
                "there are over {most:,} characters in this PDF; divide it into parts.", most=MAX_TEXT_CHARS
            )
    return pages


def _has_text(lines: Sequence[Line], page_count: int) -> bool:
    chars = sum(len(line.text) for line in lines)
    if chars and sum(line.garbled for line in lines) / chars >= _GARBLED_FROM:
        raise ContentRefused(
            "the text in this PDF cannot be read out: its fonts do not say which letters they draw."
        )
    letters = sum(sign.isalnum() for line in lines for sign in line.text)
    # A note of one page may be short.
    return letters >= (_SCANNED_BELOW * page_count if page_count > 1 else 1)


def _why_empty(document: pypdfium2.PdfDocument) -> Message:
    for number in range(min(_LOOKED_AT, len(document))):
        with closing(document[number]) as page:
            if next(iter(page.get_objects([pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None):
                return Message(
                    "this PDF is scanned: it holds pictures of pages and no text; "
                    "let a program recognise its text (OCR) and add it again."
                )
    return Message("there is no text in this PDF.")
