"""What a content type or the ending of a name says of a text, where its bytes say nothing."""

import re

from index.errors import ContentRefused, Message
from index.models import ContentKind

_ENDINGS = {
    ".txt": ContentKind.TEXT,
    ".text": ContentKind.TEXT,
    ".md": ContentKind.MARKDOWN,
    ".markdown": ContentKind.MARKDOWN,
    ".html": ContentKind.HTML,
    ".htm": ContentKind.HTML,
    ".xhtml": ContentKind.HTML,
}
_TYPES = {
    "text/markdown": ContentKind.MARKDOWN,
    "text/x-markdown": ContentKind.MARKDOWN,
    "text/html": ContentKind.HTML,
    "application/xhtml+xml": ContentKind.HTML,
}
# Text by its bytes, and yet nothing to be quoted from.
_OTHER_TYPES = {
    "application/json": Message("JSON data"),
    "application/ld+json": Message("JSON data"),
    "text/css": Message("a style sheet"),
    "text/csv": Message("a table (CSV)"),
    "text/javascript": Message("a script"),
    "application/javascript": Message("a script"),
    "text/calendar": Message("a calendar"),
    "text/vcard": Message("an address card"),
}
_OTHER_ENDINGS = {
    ".json": Message("JSON data"),
    ".csv": Message("a table (CSV)"),
    ".tsv": Message("a table (TSV)"),
    ".css": Message("a style sheet"),
    ".js": Message("a script"),
    ".ics": Message("a calendar"),
    ".vcf": Message("an address card"),
    ".xml": Message("XML of a kind that is not read"),
    ".mht": Message("a web archive; save the page as HTML instead"),
    ".mhtml": Message("a web archive; save the page as HTML instead"),
}
# What is promised by an ending and was not there: the file is broken, or has the wrong name.
_PROMISED = {
    ".pdf": Message("a PDF"),
    ".docx": Message("a Word file"),
    ".epub": Message("an EPUB book"),
    ".doc": Message("a Word file"),
}


def ending_of(name: str) -> str:
    """The ending of a file's name or of a URL's path, in lower case with its point; "" if none."""
    path = re.split(r"[?#]", name, maxsplit=1)[0] if "://" in name else name
    found = re.search(r"\.[A-Za-z0-9]{1,9}\Z", path)
    return found.group().lower() if found else ""


def name_kind(content_type: str, name: str) -> ContentKind | None:
    """What type or name say of a text; a server that calls it plain knows less than its ending."""
    return _TYPES.get(content_type) or _ENDINGS.get(ending_of(name))


def refuse_named(content_type: str, name: str, what_is_read: str) -> None:
    """Refuse a text that type or name tell to be no article.

    Raises:
        ContentRefused: it is one of those.
    """
    ending = ending_of(name)
    if ending in (".jsonl", ".ndjson"):
        raise ContentRefused("use `pullquote import` for files of articles in JSON Lines.")
    if what := _OTHER_TYPES.get(content_type) or _OTHER_ENDINGS.get(ending):
        raise ContentRefused("this is {what}; what is read is {read}.", what=what, read=what_is_read)
    if what := _PROMISED.get(ending):
        raise ContentRefused(
            "this is called {what} but is not one: it is broken, or has the wrong name.", what=what
        )
