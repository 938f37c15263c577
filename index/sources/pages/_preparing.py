"""A page made ready to be read: what trafilatura would take for what it is not.

Two things are told by how a page is built, before its text is taken out of it: posts of others that an
article quotes, which are in wrappers that advertisements have too, and paragraphs that are nothing but a
link, which lead to other articles.
"""

from lxml.html import HtmlElement

# A wrapper says hardly more than what it wraps.
_WRAPS = 1.1
_MAX_WRAPPERS = 4
_LEAST_QUOTE_CHARS = 20
_LINKED_SHARE = 0.95
_LEAST_LINK_CHARS = 15
# If more of a page than this were links to others, links are what it is about.
_MOST_LEFT_OUT_SHARE = 0.2


def prepare(tree: HtmlElement) -> None:
    """Change the tree."""
    for quote in tree.iter("blockquote"):
        _unmark(quote)
    _take_links_out(tree)


def _unmark(quote: HtmlElement) -> None:
    """Take the marks of a quotation and its wrappers away, which say whose post it is: "embed"."""
    chars = len(quote.text_content().strip())
    if chars < _LEAST_QUOTE_CHARS:
        return
    element = quote
    for _ in range(_MAX_WRAPPERS):
        element.attrib.pop("class", None)
        element.attrib.pop("id", None)
        element = element.getparent()
        if element is None or element.tag in ("article", "main", "body"):
            return
        if len(element.text_content().strip()) > chars * _WRAPS:
            return


def _take_links_out(tree: HtmlElement) -> None:
    linked = [element for element in tree.iter("p") if _is_link(element)]
    chars = sum(len(element.text_content()) for element in linked)
    if linked and chars <= _MOST_LEFT_OUT_SHARE * sum(len(p.text_content()) for p in tree.iter("p")):
        for element in linked:
            element.drop_tree()


def _is_link(paragraph: HtmlElement) -> bool:
    """Whether a paragraph is a link to another page, and does not give its address.

    What was announced with a colon belongs to the text.
    """
    links = paragraph.findall(".//a")
    outside = paragraph.getparent()
    if not links or outside is None or outside.tag in ("blockquote", "li", "td", "th", "dd"):
        return False
    words = " ".join(paragraph.text_content().split())
    in_links = sum(len(" ".join(link.text_content().split())) for link in links)
    if len(words) <= _LEAST_LINK_CHARS or in_links < _LINKED_SHARE * len(words) or "://" in words:
        return False
    before = paragraph.getprevious()
    return before is None or not before.text_content().rstrip().endswith((":", "："))
