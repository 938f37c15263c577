"""Words of a feed to plain text: of HTML with its structure, entities undone once, furniture dropped."""

import html
import re
from collections.abc import Sequence

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from index.sources.feeds._drafts import Form, Words
from index.sources.feeds._phrases import FIRST_APPEARED
from index.sources.pages import plain_text
from index.sources.xml_text import ILLEGAL

# The longest article that a feed carries is far below; what is above is not looked at.
_MAX_CHARS = 5_000_000
_TAG = re.compile(r"<[A-Za-z!/][^<>]*>|<(?:br|p|hr|img)\b", re.IGNORECASE)
_ESCAPED_TAG = re.compile(
    r"&lt;/?(?:a|b|blockquote|br|div|em|figure|h[1-6]|i|img|li|ol|p|pre|span|strong|table|ul)\b",
    re.IGNORECASE,
)
# Of CDATA within CDATA the inner marks come through.
_CDATA = "<![CDATA["
_LINES = re.compile(r"[ \t]*\n[ \t]*")
_EMPTY_LINES = re.compile(r"\n{3,}")


def to_text(words: Words) -> str:
    """Plain text with structure, without what the software of the site puts below each entry."""
    source = words.source[:_MAX_CHARS]
    if words.form is Form.HTML:
        if _CDATA in source:
            source = source.replace(_CDATA, "").replace("]]>", "")
        if not _TAG.search(source) and _ESCAPED_TAG.search(source):
            source = html.unescape(source)  # escaped twice
        if _TAG.search(source):
            return _without_furniture(_seen(source))
        source = html.unescape(source)
    return _without_furniture(_EMPTY_LINES.sub("\n\n", _LINES.sub("\n", ILLEGAL.sub("", source))).strip())


def to_line(words: Words) -> str:
    """Plain text in one line, for titles and names."""
    return " ".join(to_text(words).split())


def _seen(source: str) -> str:
    parser = HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        tree = document_fromstring(f"<div>{ILLEGAL.sub('', source)}</div>".encode(), parser=parser)
    except etree.LxmlError:  # nothing but comments
        return ""
    return plain_text(tree)


def _without_furniture(text: str) -> str:
    blocks = text.split("\n\n")
    while blocks and (not blocks[-1].strip() or FIRST_APPEARED.fullmatch(blocks[-1].strip())):
        blocks.pop()
    return "\n\n".join(blocks)


def first_words(text: str, max_chars: int = 80) -> str:
    """The beginning of a text as a title: its first line, cut after a word."""
    line = " ".join(next((line for line in text.splitlines() if line.strip()), "").split())
    if len(line) <= max_chars:
        return line
    words = line[: max_chars + 1].rsplit(" ", 1)[0]
    return words[:max_chars].rstrip(" ,;:-–—") + "…"


def join_names(names: Sequence[str]) -> str | None:
    """Names of people in one line, each once; None if there are none."""
    return ", ".join(dict.fromkeys(name for name in names if name)) or None
