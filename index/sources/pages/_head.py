"""The head of an article: what follows its heading before its first real paragraph."""

from collections.abc import Iterator

from lxml.html import HtmlElement

_MAX_ELEMENTS = 150
_PARAGRAPH_CHARS = 200


def iter_head(heading: HtmlElement) -> Iterator[HtmlElement]:
    """Elements after the heading, in their order."""
    for element in heading.xpath(f"following::*[position() <= {_MAX_ELEMENTS}]"):
        if element.tag == "p" and len(element.text_content()) > _PARAGRAPH_CHARS:
            return
        yield element
