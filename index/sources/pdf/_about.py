"""Title, author and date of a PDF: what it says of itself, as far as that is sensible."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from index.sources.pdf._lines import Line

_MAX_TITLE_CHARS = 250
_MAX_TITLE_LINES = 4
# How much larger than the text a title is.
_LARGER = 1.15
_NO_TITLE = re.compile(
    r"""
      (?: untitled | unbenannt | sans[ ]titre | sin[ ]t[ií]tulo | senza[ ]titolo | (?:new[ ])?document
        | dokument | layout | slide | folie | presentation | title | titel | page | seite | print | scan
        | pdf ) [\s\d._-]*
    | (?: microsoft[ ](?:word|powerpoint|excel) | powerpoint[ ]presentation | acrobat[ ]distiller ) \b.*
    | .* \. (?: docx? | dotx? | rtf | odt | pptx? | xlsx? | pub | indd | qx[dp] | tex | dvi | ps | pdf
        | pages | fm | cdr | ai | html? | txt | wpd )
    | (?: doi | pii | isbn | urn | https? ) \s* : .*
    | [\W\d_]*
    | .* [\\/] .* [\\/] .*
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_NO_AUTHOR = re.compile(
    r"""
      (?: unknown | anonymous | author | autor | user | owner | admin(?:istrator)? | root | guest | default
        | test | none | n/?a | microsoft | windows | pc | scan(?:ner)? | canon | xerox | hp | epson | adobe
        | acrobat ) [\s\d_.-]*
    | \S*[\d@_]\S*
    | [a-z.-]+
    | [\W\d_]*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# ISO 32000-1, 7.9.4: D:YYYYMMDDHHmmSSOHH'mm, of which all but the year may be missing.
_DATE = re.compile(r"(?:D:)?(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")


def sensible_title(written: str) -> str:
    """The title that the file gives itself; "" if it is that of a program or a file."""
    title = _one_line(written)
    return "" if _NO_TITLE.fullmatch(title) or len(title) > _MAX_TITLE_CHARS else title


def sensible_author(written: str) -> str | None:
    """The author that the file names; None if that is a user name or a machine."""
    author = _one_line(written).strip(" ,;")
    is_single = " " not in author and (author.islower() or not author.isalpha())
    if not author or is_single or len(author) > _MAX_TITLE_CHARS:
        return None
    return None if _NO_AUTHOR.fullmatch(author) and " " not in author else author


def creation_date(written: str) -> str | None:
    """The day on which the file was made, as ISO 8601; None if there is none, or none that can be."""
    if not (found := _DATE.match(written.strip())):
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day.isoformat() if day <= datetime.now(UTC).date() + timedelta(days=1) else None


def find_large_title(lines: Sequence[Line]) -> list[Line]:
    """The lines of the title on the first page with text: those in the largest letters.

    None where all letters are about as large.
    """
    first = [line for line in lines if line.page == lines[0].page] if lines else []
    candidates = [line for line in first if sum(sign.isalpha() for sign in line.text) > 2]
    if not candidates:
        return []
    sizes = Counter[int]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    largest = max(line.size for line in candidates)
    if largest < _LARGER * usual:
        return []
    start = next(at for at, line in enumerate(first) if line.size > 0.95 * largest and line in candidates)
    title: list[Line] = []
    for line in first[start : start + _MAX_TITLE_LINES]:
        if line.size < 0.95 * largest:
            break
        title.append(line)
    return title if sum(len(line.text) for line in title) <= _MAX_TITLE_CHARS else []


def _one_line(written: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
