"""Text of a page to a tree, within limits.

libxml2 drops what is nested more than 256 deep and resolves no entities of the page's own; both stay so
(``huge_tree`` is off). What is left to bound is how much there is of it.
"""

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from index.errors import ContentRefused

MAX_CHARS = 20_000_000
# The largest of 181 news pages has under 2,000 elements; reading takes time in proportion.
MAX_ELEMENTS = 60_000
# From here on what is searched for on a chance is not.
_LARGE_ELEMENTS = 15_000


def parse(text: str) -> HtmlElement:
    """The tree of the page, without comments.

    Raises:
        ContentRefused: there is nothing in it, or too much.
    """
    if not text.strip():
        raise ContentRefused("the page is empty.")
    if len(text) > MAX_CHARS:
        raise ContentRefused("the page is over {most:,} characters long, more than is read.", most=MAX_CHARS)
    parser = HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=False,
    )
    try:
        tree: HtmlElement = document_fromstring(text.encode(errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        raise ContentRefused("the page has nothing in it that can be read.") from None
    if count_elements(tree) > MAX_ELEMENTS:
        raise ContentRefused(
            "the page is made of over {most:,} parts, more than is read: it is a list, or a fault.",
            most=MAX_ELEMENTS,
        )
    return tree


def count_elements(tree: HtmlElement) -> int:
    """How many elements the tree is made of."""
    return sum(1 for _ in tree.iter())


def is_large(tree: HtmlElement) -> bool:
    """Whether to be content with what is found at once."""
    return count_elements(tree) > _LARGE_ELEMENTS
