"""What a file says of itself: title, author and day, as far as that is sensible.

Programs fill these in by themselves, with the name of a file, of a template or of whoever is logged in.
"""

import re
from datetime import UTC, date, datetime, timedelta

_MAX_CHARS = 250
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
# D:YYYYMMDDHHmmSSOHH'mm (ISO 32000-1, 7.9.4), and the W3C's form in Office files.
_DATE = re.compile(r"(?:D:)?(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)", re.ASCII)


def sensible_title(written: str) -> str:
    """The title that the file gives itself; "" if it is that of a program or a file."""
    title = _one_line(written)
    return "" if _NO_TITLE.fullmatch(title) or len(title) > _MAX_CHARS else title


def sensible_author(written: str) -> str | None:
    """The author that the file names; None if that is a user name or a machine."""
    author = _one_line(written).strip(" ,;")
    is_single = " " not in author and (author.islower() or not author.isalpha())
    if not author or is_single or len(author) > _MAX_CHARS:
        return None
    return None if _NO_AUTHOR.fullmatch(author) and " " not in author else author


def sensible_day(written: str) -> str | None:
    """The day on which a file was made, as ISO 8601; None if there is none, or none that can be."""
    if not (found := _DATE.match(written.strip())):
        return None
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None
    return day.isoformat() if day <= datetime.now(UTC).date() + timedelta(days=1) else None


def _one_line(written: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in written).split())
